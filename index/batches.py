"""Long lists in groups that one statement or one call can take."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batches(items: Iterable[T], size: int = 500) -> Iterator[list[T]]:
    """`items` in order, `size` at a time; 500 parameters are within every database's limit."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
