"""Answers that are being made: each in a thread of its own, so that whoever waits for one can turn away from it at once."""

import queue
import threading
import time
from collections.abc import Iterator
from contextvars import copy_context
from dataclasses import dataclass, field
from enum import Enum
from typing import Generic, TypeVar

Item = TypeVar("Item")

_FRAME = 0.08
"""Seconds between two changes of the page: what comes sooner is shown together."""
_LEAVING = 5.0
"""Seconds that a question waits for the one before it to leave the page; it takes a moment."""


class Left(Enum):
    """Why nobody waits for an answer any longer."""

    STOPPED = "stopped"
    """By the visitor, who wants to see what there is of it."""
    DROPPED = "dropped"
    """The page shows something else by now."""
    PARTED = "parted"
    """The service is being stopped."""


@dataclass(frozen=True, slots=True)
class _Over:
    error: Exception | None = None


class Making(Generic[Item]):
    """One answer on its way."""

    def __init__(self, items: Iterator[Item]) -> None:
        """Begins at once to take `items`."""
        self.shown = threading.Event()
        """Set once nothing more of it will come to the page."""
        self._arrived: queue.SimpleQueue[Item | _Over | Left] = queue.SimpleQueue()
        self._left = threading.Event()
        own = copy_context()  # so that what is logged on the way bears the number of the request
        threading.Thread(target=own.run, args=(self._run, items), daemon=True, name="wence-answer").start()

    def leave(self, why: Left) -> None:
        """Ends `batches` now, and the work on the answer at its next step."""
        self._left.set()
        self._arrived.put(why)

    def batches(self, patience: float) -> Iterator[list[Item] | Left]:
        """What has come since the last batch; nothing in it where nothing came for `patience` seconds.

        Ends with the answer's end, or with why it was left. Raises what the making of the answer raises.
        """
        while True:
            batch, end = self._batch(patience, due=time.monotonic() + _FRAME)
            if isinstance(end, Left):
                yield end
                return
            if batch or end is None:
                yield batch
            if end is not None:
                if end.error is not None:
                    raise end.error
                return

    def _batch(self, patience: float, due: float) -> tuple[list[Item], _Over | Left | None]:
        batch: list[Item] = []
        wait = patience
        while True:
            try:
                item = self._arrived.get(timeout=max(0.0, wait))
            except queue.Empty:
                return batch, None
            if isinstance(item, _Over | Left):
                return batch, item
            batch.append(item)
            wait = due - time.monotonic()

    def _run(self, items: Iterator[Item]) -> None:
        try:
            for item in items:
                self._arrived.put(item)
                if self._left.is_set():
                    break
            close = getattr(items, "close", None)
            if close is not None:
                close()
        except Exception as error:  # raised again by the one who waits for the answer
            self._arrived.put(_Over(error))
        else:
            self._arrived.put(_Over())


@dataclass(slots=True)
class Makings(Generic[Item]):
    """The answers that are on their way, one for each open page."""

    _under_way: dict[str, Making[Item]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, page: str, items: Iterator[Item]) -> Making[Item]:
        """Makes an answer for `page`, in place of the one that is on its way there."""
        self.drop(page)
        making = Making(items)
        with self._lock:
            self._under_way[page] = making
        return making

    def is_under_way(self, page: str) -> bool:
        """Whether an answer is being made for `page`."""
        return self._of(page) is not None

    def are_under_way(self) -> bool:
        """Whether an answer is being made for any page."""
        with self._lock:
            return bool(self._under_way)

    def stop(self, page: str) -> None:
        """Ends the answer on its way to `page`, which will still show what there is of it."""
        if (making := self._of(page)) is not None:
            making.leave(Left.STOPPED)

    def part(self) -> None:
        """Ends all answers, because the service is being stopped; the pages are told."""
        with self._lock:
            under_way = list(self._under_way.values())
        for making in under_way:
            making.leave(Left.PARTED)

    def drop(self, page: str) -> None:
        """Ends the answer on its way to `page`; returns when nothing more of it will come there."""
        if (making := self._of(page)) is not None:
            making.leave(Left.DROPPED)
            making.shown.wait(_LEAVING)

    def end(self, page: str, making: Making[Item]) -> None:
        """Nothing more of `making` will come to `page`."""
        making.leave(Left.DROPPED)
        making.shown.set()
        with self._lock:
            if self._under_way.get(page) is making:
                del self._under_way[page]

    def _of(self, page: str) -> Making[Item] | None:
        with self._lock:
            return self._under_way.get(page)
