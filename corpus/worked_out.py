"""What an object works out when it is first asked for, and keeps."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class worked_out(Generic[T]):  # noqa: N801 - read as a decorator, as property is
    """A property that is worked out once for each object; two threads that ask in the same moment may both do it.

    Up to Python 3.11, that of functools holds one lock for all objects of a class, so that no two visitors' questions
    were weighed at the same time.
    """

    def __init__(self, work_out: Callable[[Any], T]) -> None:
        self._work_out = work_out
        self.__doc__ = work_out.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, one: None, owner: type) -> "worked_out[T]": ...
    @overload
    def __get__(self, one: object, owner: type) -> T: ...
    def __get__(self, one: object | None, owner: type) -> "worked_out[T] | T":
        """The value, which from now on is found in the object itself."""
        if one is None:
            return self
        value = self._work_out(one)
        one.__dict__[self._name] = value  # a frozen dataclass lets nobody set it otherwise
        return value
