"""How the service comes to its end: nothing new is begun, what is under way is finished, and that does not take for ever."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SAID = "服务正在停止，请稍后再试。"
"""To whoever comes, or still waits, then."""
_FAREWELL = 1.5
"""Seconds in which those who still wait are told before their connections are cut."""


class Stopping:
    """What is under way, and whether the service is being stopped."""

    def __init__(self, seconds: float = 20.0, is_busy: Callable[[], bool] = lambda: False) -> None:
        """What is under way is given `seconds`; `is_busy` says of work that no request stands for that there is some."""
        self._seconds = seconds
        self._is_busy = is_busy
        self._lock = threading.Lock()
        self._under_way = 0
        self._begun_at: float | None = None
        self._is_told = False
        self._told: list[Callable[[], object]] = []

    @property
    def is_begun(self) -> bool:
        """Whether the service is being stopped."""
        return self._begun_at is not None

    @property
    def under_way(self) -> int:
        """How many requests are being answered."""
        return self._under_way

    def begin(self) -> None:
        """Begins nothing new from now on; may be called by the handler of a signal."""
        if self._begun_at is None:
            self._begun_at = time.monotonic()

    @contextmanager
    def answering(self, tell: Callable[[], object]) -> Iterator[None]:
        """Counts what is done within as under way, and calls `tell` when it has no more time."""
        with self._lock:
            self._under_way += 1
            self._told.append(tell)
        try:
            yield
        finally:
            with self._lock:
                self._under_way -= 1
                self._told.remove(tell)

    def is_over(self) -> bool:
        """Whether nothing is waited for any longer; to be asked again and again, by the loop that answers requests.

        What is still under way when the time is over is told so first.
        """
        if self._begun_at is None:
            return False
        if not self._under_way and not self._is_busy():
            return True
        late = time.monotonic() - self._begun_at - self._seconds
        if late >= 0 and not self._is_told:
            self._tell()
        return late >= _FAREWELL

    def when_over(self, tell: Callable[[], object]) -> None:
        """Has `tell` called when the time of what is under way is over, by the loop that answers requests."""
        self._told.append(tell)

    def _tell(self) -> None:
        self._is_told = True
        for tell in tuple(self._told):
            tell()
