"""Reading a model's stream so that one that hangs, breaks off or never ends costs no more than its time."""

import contextvars
import queue
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from assistant.fault import Fault, ModelFault, fault_of
from corpus.errors import ModelError
from index.breaker import Attempt, Breaker
from index.fault import LASTING, OF_THE_QUESTION, PASSING
from index.wire import Wire

MOST_CALLS = 16
"""Calls that may be under way at once: the thread of one that is given up ends with its connection."""
_BACKOFF = 0.4
_LONGEST_WAIT = 2.0
"""Seconds before a second try: beyond it a visitor is better served at once without the model."""
_LONG_PAUSE = 0.25
"""Seconds between two pieces for which whoever reads does something else: a busy machine takes less."""
_AHEAD = 64
"""Pieces that may have arrived and not been read."""
_CUT = frozenset({"length", "max_tokens", "MAX_TOKENS"})
_WITHHELD = frozenset({"content_filter", "SAFETY", "refusal"})
_LOOKED_UP = 0.5
"""Seconds after which a thread that nobody reads looks whether it was given up."""
_slots = threading.BoundedSemaphore(MOST_CALLS)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a stream ended: by its own word, or not known."""

    cut: bool
    """Whether the model was stopped before it had finished."""
    is_broken: bool = False
    """Whether its stream just stopped, without a word of why."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """One limit for all that is done for an answer."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        """From now on."""
        return cls(time.monotonic() + seconds)

    @property
    def left(self) -> float:
        """Seconds, never below zero."""
        return max(0.0, self.at - time.monotonic())


Call = Callable[[], Iterator[Any]]
"""Starts a stream of LangChain message chunks."""


def read(call: Call, deadline: Deadline, *, most_chars: int, breaker: Breaker) -> Iterator[str | Ended]:
    """The text of a model's stream, then how it ended; tried once more where it fails before any text came.

    Raises:
        ModelError: it failed, gave nothing, or did not finish in time.
        ModelResting: it is being spared, and was not called.
    """
    with breaker.attempt() as attempt:
        try:
            for item in _twice(call, deadline, most_chars):
                if isinstance(item, Ended):
                    attempt.succeeded()
                    if item.is_broken:
                        breaker.count(Fault.CUT)
                yield item
        except ModelFault as error:
            _told(error, attempt, breaker)
            raise


def _told(error: ModelFault, attempt: Attempt, breaker: Breaker) -> None:
    if error.fault in OF_THE_QUESTION:
        breaker.count(error.fault)
    else:
        attempt.failed(error.fault, str(error), at_once=error.fault in LASTING, rest=error.wait or 0.0)


def _twice(call: Call, deadline: Deadline, most_chars: int) -> Iterator[str | Ended]:
    for is_last in (False, True):
        shown = False
        try:
            for item in _once(call, deadline, most_chars):
                shown = True
                yield item
            return
        except ModelFault as error:
            wait = error.wait if error.wait is not None else _BACKOFF * (1 + random.random())  # noqa: S311 - jitter
            hopeless = error.fault not in PASSING or wait > min(_LONGEST_WAIT, deadline.left)
            if shown or is_last or hopeless:
                raise
            time.sleep(wait)


def _once(call: Call, deadline: Deadline, most_chars: int) -> Iterator[str | Ended]:
    wire = Wire(deadline.left)
    arrived = _start(call, wire)
    chars, has_words, reason, paused = 0, False, "", 0.0
    try:
        while True:
            if not deadline.left:  # however fast it says nothing
                raise queue.Empty
            item = arrived.get(timeout=deadline.left)
            if isinstance(item, Exception):
                raise fault_of(item) from item
            if item is None:
                break
            text, told = item
            reason = told or reason
            if text:
                text = text[: most_chars - chars]
                chars += len(text)
                has_words = has_words or not text.isspace()
                shown = time.monotonic()
                yield text
                pause = time.monotonic() - shown
                paused += pause if pause > _LONG_PAUSE else 0.0
            if chars >= most_chars:
                reason = "length"
                break
    except queue.Empty:
        if paused > wire.seconds / 2:  # else whoever reads slowly takes the model from everybody
            raise ModelError("回答被读取得太慢，没有在时限内读完") from None
        raise ModelFault(Fault.TIMEOUT) from None
    finally:
        wire.cut()
    if not has_words:
        raise ModelFault(Fault.REJECTED if reason in _WITHHELD else Fault.EMPTY)
    yield Ended(not reason or reason in _CUT | _WITHHELD, not reason)


def _start(call: Call, wire: Wire) -> "queue.Queue[Any]":
    """Begins to read in a thread of its own, which ends with its wire."""
    arrived: queue.Queue[Any] = queue.Queue(_AHEAD)
    if not _slots.acquire(blocking=False):
        raise ModelError(f"已有 {MOST_CALLS} 个模型调用没有返回，暂不再调用")

    def hand(item: Any) -> None:
        while not wire.is_cut:
            with suppress(queue.Full):
                arrived.put(item, timeout=_LOOKED_UP)
                return

    def run() -> None:
        try:
            wire.hold()
            for chunk in call():
                if wire.is_cut:
                    return
                hand((str(chunk.text), _reason(chunk)))
            hand(None)
        except Exception as error:  # every provider has its own errors; they are raised again by the reader
            hand(error)
        finally:
            _slots.release()

    # Tracing of the caller, which LangChain keeps in a context variable, holds in the thread too.
    context = contextvars.copy_context()
    threading.Thread(target=context.run, args=(run,), daemon=True, name="wence-model").start()
    return arrived


def _reason(chunk: Any) -> str:
    """Why the model stopped, where the chunk says so: OpenAI and Ollama name it differently."""
    told = getattr(chunk, "response_metadata", None) or {}
    return str(told.get("finish_reason") or told.get("done_reason") or told.get("stop_reason") or "")
