"""One thing that a model's service may do wrong, and what is expected of it."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass

from evals.faults.server import Act, Line
from index.fault import OF_THE_QUESTION, Fault

HALF = "东湖园区的租金补贴最高可达9999"
"""Half a sentence, and a wrong one: no answer may hold it."""
RAW = "raw-upstream-text"
"""Stands in whatever a service says of its own failure: no visitor may see it."""


@dataclass(frozen=True, slots=True)
class Misdeed:
    """What is done to every request."""

    name: str
    act: Act
    kinds: frozenset[Fault]
    """How it may be counted, for clients differ; none: the service works, and only what it says is of no use."""
    address: Callable[[], AbstractContextManager[str]] | None = None
    """Where it is done, if not by a server: an address that leads nowhere."""
    comes_back: bool = False
    """Whether a server may begin to listen at that address."""
    is_legible: bool = False
    """Whether a client may read it as best it can, so that nothing is counted."""

    @property
    def hangs(self) -> bool:
        """Whether it may last as long as anybody waits."""
        return not self.kinds.isdisjoint((Fault.TIMEOUT, Fault.ENDLESS))

    @property
    def opens(self) -> bool:
        """Whether the model is surely spared after some of them."""
        return bool(self.kinds) and not self.is_legible and all(map(_tells_of_the_next, self.kinds))

    def is_counted_by(self, counted: Mapping[str, int]) -> bool:
        """Whether `counted` says what it was."""
        return set(counted) <= self.kinds and bool(counted) >= self.opens


def misdeed(
    name: str,
    act: Act,
    *kinds: Fault,
    address: Callable[[], AbstractContextManager[str]] | None = None,
    comes_back: bool = False,
    is_legible: bool = False,
) -> Misdeed:
    """A misdeed, its kinds one after the other, as a table reads best."""
    return Misdeed(name, act, frozenset(kinds), address, comes_back, is_legible)


def _tells_of_the_next(kind: Fault) -> bool:
    return kind not in OF_THE_QUESTION and kind is not Fault.CUT


def never_reached(_: Line) -> None:
    """For misdeeds of an address: nobody comes."""
