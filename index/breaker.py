"""Sparing a service that fails: after several failures on end it is not called for a while, then tried by one call."""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from enum import StrEnum
from types import TracebackType

from corpus.errors import ModelResting

logger = logging.getLogger(__name__)

_FORGOTTEN = 600.0
"""Seconds after which a trial that has not said a word keeps the others from trying no longer."""


class State(StrEnum):
    """Whether calls are let through."""

    CLOSED = "closed"
    OPEN = "open"
    """None is."""
    HALF_OPEN = "half-open"
    """One is, and decides."""


class Breaker:
    """Counts the failures of one service for all threads of the process.

    What a visitor gives up decides nothing: a call that ends without a word neither counts nor closes.
    """

    def __init__(
        self, service: str, most: int = 3, rest: float = 30.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`most` failures on end open it for `rest` seconds; `service` is how the log names what is spared."""
        self._service, self._most, self._rest, self._clock = service, most, rest, clock
        self._lock = threading.Lock()
        self._failures = 0
        self._until: float | None = None
        self._trial: Attempt | None = None
        self._reason = ""
        self._faults: Counter[str] = Counter()
        self._successes = 0

    @property
    def state(self) -> State:
        """As it is now."""
        with self._lock:
            if self._until is None:
                return State.CLOSED
            return State.HALF_OPEN if self._trial is not None or self._clock() >= self._until else State.OPEN

    @property
    def faults(self) -> Mapping[str, int]:
        """Failures since the process began, by kind."""
        with self._lock:
            return dict(self._faults)

    @property
    def successes(self) -> int:
        """Calls that ended well since the process began."""
        with self._lock:
            return self._successes

    @property
    def reason(self) -> str:
        """Why it is not closed and what to do, in Chinese for who runs the service; empty while it is closed."""
        with self._lock:
            return self._reason

    def attempt(self) -> "Attempt":
        """Leave to call once, as a context that the call tells how it went.

        Raises:
            ModelResting: the service is being spared.
        """
        with self._lock:
            attempt, now = Attempt(self), self._clock()
            if self._until is not None:
                if now < self._until:
                    raise ModelResting(f"{self._service}连续出错，暂停调用：{self._reason}")
                self._trial, self._until = attempt, now + _FORGOTTEN
            return attempt

    def count(self, kind: str) -> None:
        """Counts a fault that says nothing of the next call."""
        with self._lock:
            self._faults[kind] += 1

    def succeeded(self, attempt: "Attempt") -> None:
        """See `Attempt`."""
        with self._lock:
            self._successes += 1
            if self._until is not None:
                logger.warning("%s恢复了应答，继续调用", self._service)
            self._failures, self._until, self._trial, self._reason = 0, None, None, ""

    def failed(self, attempt: "Attempt", kind: str, reason: str, *, at_once: bool, rest: float) -> None:
        """See `Attempt`."""
        with self._lock:
            self._faults[kind] += 1
            if self._until is not None and self._trial is not attempt:
                return  # begun before it opened: known already
            self._failures += 1
            if at_once or self._trial is attempt or self._failures >= self._most:
                seconds = max(self._rest, rest)
                self._until, self._trial, self._reason = self._clock() + seconds, None, reason
                logger.warning("%s暂停调用 %.0f 秒，期间不等待它：%s", self._service, seconds, reason)

    def left(self, attempt: "Attempt") -> None:
        """See `Attempt`."""
        with self._lock:
            if self._trial is attempt:  # it was given up: the next may try
                self._trial, self._until = None, self._clock()


class Attempt:
    """One call; as a context, what is left without a word counts neither way."""

    def __init__(self, breaker: Breaker) -> None:
        self._breaker = breaker

    def succeeded(self) -> None:
        """The service works."""
        self._breaker.succeeded(self)

    def failed(self, kind: str, reason: str, *, at_once: bool = False, rest: float = 0.0) -> None:
        """The service failed; `at_once`: in a way that does not pass by itself. `rest`: seconds that it asked for."""
        self._breaker.failed(self, kind, reason, at_once=at_once, rest=rest)

    def __enter__(self) -> "Attempt":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._breaker.left(self)
