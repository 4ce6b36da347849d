"""How many questions are worked on at once, whoever asks them, and who is next.

Who waits for a chat model steps aside meanwhile, so that a slow model keeps nobody else from being answered.
"""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import ParamSpec, TypeVar

from corpus.errors import WenceError

P = ParamSpec("P")
T = TypeVar("T")

_TELLING = 1.0
"""Seconds between two words to one who waits; at each, one who has gone away is noticed."""
_held: ContextVar["Ticket | None"] = ContextVar("wence_ticket", default=None)
"""Of the question that is worked on here."""


class Side(StrEnum):
    """Where a question comes from; each side has a queue of its own."""

    VISITOR = "visitor"
    PROGRAM = "program"


class Crowded(WenceError):
    """So many wait already that one more may not join them."""


class Admission:
    """Room for so many questions at once, shared fairly by visitors and programs.

    A place that becomes free goes to the side that has fewer at work; where both have as many, to the one who came first.
    """

    def __init__(self, at_once: int, waiting: int) -> None:
        """Room for `at_once` questions, and for `waiting` more on each side."""
        self.at_once = at_once
        self._most_waiting = waiting
        self._lock = threading.Lock()
        self._queue: list[Ticket] = []
        self._working: list[Ticket] = []
        self._aside: list[Ticket] = []

    def join(self, side: Side) -> "Ticket":
        """A ticket, admitted at once where there is room; give it back with `leave`. Raises Crowded."""
        with self._lock:
            before = sum(ticket.side is side for ticket in self._queue)
            if before >= self._most_waiting and len(self._working) >= self.at_once:
                raise Crowded(f"同时在处理的问题已有 {self.at_once} 个，还有 {before} 个在排队，请稍后再试")
            ticket = Ticket(self, side)
            self._queue.append(ticket)
            self._admit()
        return ticket

    def leave(self, ticket: "Ticket") -> None:
        """Gives the place back, or the place in the queue; a second time, nothing."""
        with self._lock:
            for held in (self._queue, self._working, self._aside):
                if ticket in held:
                    held.remove(ticket)
            self._admit()

    def set_aside(self, ticket: "Ticket") -> None:
        """Gives its place to others, until it is taken back."""
        with self._lock:
            if ticket in self._working:
                self._working.remove(ticket)
                self._aside.append(ticket)
                ticket.recall()
                self._admit()

    def take_back(self, ticket: "Ticket") -> None:
        """Puts it before all who have not begun; admitted at once where there is room."""
        with self._lock:
            if ticket in self._aside:
                self._aside.remove(ticket)
                self._queue.insert(0, ticket)
                self._admit()

    def ahead_of(self, ticket: "Ticket") -> int:
        """How many of the same side wait before it; 0 also where it waits no longer."""
        with self._lock:
            same = [one for one in self._queue if one.side is ticket.side]
            return same.index(ticket) if ticket in same else 0

    @property
    def load(self) -> tuple[int, int]:
        """How many are worked on, those that are set aside among them, and how many wait."""
        with self._lock:
            return len(self._working) + len(self._aside), len(self._queue)

    def _admit(self) -> None:
        while self._queue and len(self._working) < self.at_once:
            ticket = min(self._queue, key=self._at_work)  # of equals, min gives the one who came first
            self._queue.remove(ticket)
            self._working.append(ticket)
            ticket.admit()

    def _at_work(self, waiting: "Ticket") -> int:
        return sum(ticket.side is waiting.side for ticket in self._working)


class Ticket:
    """A question in the queue, and then at work; as a context it is given back in the end."""

    def __init__(self, admission: Admission, side: Side) -> None:
        self.side = side
        self._admission = admission
        self._event = threading.Event()
        self._tell: Callable[[], object] | None = None

    @property
    def is_admitted(self) -> bool:
        """Whether it is its turn."""
        return self._event.is_set()

    @property
    def ahead(self) -> int:
        """How many of the same side wait before it."""
        return self._admission.ahead_of(self)

    def wait(self, seconds: float) -> bool:
        """Whether it is its turn, at the latest after `seconds`; blocks."""
        return self._event.wait(seconds)

    async def admitted(self) -> None:
        """Returns when it is its turn; blocks no thread."""
        loop, come = asyncio.get_running_loop(), asyncio.Event()

        def tell() -> None:
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(come.set)

        self._tell = tell
        if not self.is_admitted:
            await come.wait()

    def admit(self) -> None:
        """Says that it is its turn; called by the admission."""
        self._event.set()
        if self._tell is not None:
            self._tell()

    def recall(self) -> None:
        """Says that it is its turn no longer; called by the admission."""
        self._event.clear()

    def step_aside(self) -> None:
        """Lets others have the place; nothing where it has none."""
        self._admission.set_aside(self)

    def come_back(self) -> None:
        """Returns when it has a place again; blocks. Nothing where it was not aside."""
        self._admission.take_back(self)
        self._event.wait()

    def leave(self) -> None:
        """Gives the place back."""
        self._admission.leave(self)
        self._event.set()

    def __enter__(self) -> "Ticket":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.leave()


@contextmanager
def held_here(ticket: Ticket) -> Iterator[None]:
    """What is done here, and in threads that begin with this context, is done in the place of `ticket`."""
    token = _held.set(ticket)
    try:
        yield
    finally:
        with suppress(ValueError):  # ended by another thread than it was begun by, whose context ends with it
            _held.reset(token)


@contextmanager
def aside() -> Iterator[None]:
    """While somebody else works on the question, its place is for others; afterwards it waits for one. Nothing without one."""
    ticket = _held.get()
    if ticket is None:
        yield
        return
    ticket.step_aside()
    try:
        yield
    except GeneratorExit:  # nobody goes on with the question
        raise
    except BaseException:
        ticket.come_back()
        raise
    ticket.come_back()


@dataclass(frozen=True, slots=True)
class Queued:
    """A visitor's question waits for its turn."""

    ahead: int
    """How many visitors wait before it."""


def in_turn(ask: Callable[P, Iterator[T]], admission: Admission) -> Callable[P, Iterator[Queued | T]]:
    """`ask` for visitors, who wait for their turn: tells every second how many are before them, then gives what `ask` gives.

    What is asked this way raises Crowded where too many wait already.
    """

    def ask_in_turn(*args: P.args, **kwargs: P.kwargs) -> Iterator[Queued | T]:
        with admission.join(Side.VISITOR) as ticket:
            seconds = 0.0
            while not ticket.wait(seconds):
                yield Queued(ticket.ahead)
                seconds = _TELLING
            with held_here(ticket):
                yield from ask(*args, **kwargs)

    return ask_in_turn
