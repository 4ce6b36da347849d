"""Reading a model's stream so that one that hangs, breaks off or never ends costs no more than its time."""

import contextvars
import queue
import random
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from corpus.errors import ModelError

MOST_CALLS = 16
"""Calls that may be under way at once: one that hangs keeps its thread until the client's own timeout ends it."""
_BACKOFF = 0.4
_RETRIED = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_CONNECTION = (
    "ConnectionError",
    "ConnectError",
    "ConnectTimeout",
    "RemoteProtocolError",
    "ReadError",
    "WriteError",
    "APIConnectionError",
)
_CUT = frozenset({"length", "max_tokens", "MAX_TOKENS"})
_slots = threading.BoundedSemaphore(MOST_CALLS)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a stream ended: by its own word, or not known."""

    cut: bool
    """Whether the model was stopped before it had finished."""


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


def read(call: Call, deadline: Deadline, *, most_chars: int) -> Iterator[str | Ended]:
    """The text of a model's stream, then how it ended; tried once more where it fails before any text came.

    Raises:
        ModelError: it failed, gave nothing, or did not finish in time.
    """
    for attempt in (1, 2):
        shown = False
        try:
            for item in _once(call, deadline, most_chars):
                shown = True
                yield item
            return
        except ModelError as error:
            wait = _wait_before_retry(error.__cause__)
            if shown or attempt == 2 or wait is None or wait >= deadline.left:
                raise
            time.sleep(wait)


def _once(call: Call, deadline: Deadline, most_chars: int) -> Iterator[str | Ended]:
    arrived, given_up = _start(call)
    chars, cut = 0, True
    try:
        while True:
            item = arrived.get(timeout=deadline.left)
            if isinstance(item, BaseException):
                raise ModelError(f"模型调用失败：{type(item).__name__}：{str(item)[:300]}") from item
            if item is None:
                break
            text, reason = item
            if reason:
                cut = reason in _CUT
            if text:
                text = text[: most_chars - chars]
                chars += len(text)
                yield text
            if chars >= most_chars:
                cut = True
                break
    except queue.Empty:
        raise ModelError("模型没有在时限内答完") from None
    finally:
        given_up.set()
    if not chars:
        raise ModelError("模型没有给出任何文字")
    yield Ended(cut)


def _start(call: Call) -> tuple["queue.Queue[Any]", threading.Event]:
    """Begins to read in a thread of its own, which stops at the next piece once it is given up."""
    arrived: queue.Queue[Any] = queue.Queue()
    given_up = threading.Event()
    if not _slots.acquire(blocking=False):
        raise ModelError(f"已有 {MOST_CALLS} 个模型调用没有返回，暂不再调用")

    def run() -> None:
        try:
            for chunk in call():
                if given_up.is_set():
                    return
                arrived.put((str(chunk.text), _reason(chunk)))
            arrived.put(None)
        except Exception as error:  # every provider has its own errors; they are raised again by the reader
            arrived.put(error)
        finally:
            _slots.release()

    # Tracing of the caller, which LangChain keeps in a context variable, holds in the thread too.
    context = contextvars.copy_context()
    threading.Thread(target=context.run, args=(run,), daemon=True, name="wence-model").start()
    return arrived, given_up


def _reason(chunk: Any) -> str:
    """Why the model stopped, where the chunk says so: OpenAI and Ollama name it differently."""
    told = getattr(chunk, "response_metadata", None) or {}
    return str(told.get("finish_reason") or told.get("done_reason") or told.get("stop_reason") or "")


def _wait_before_retry(error: BaseException | None) -> float | None:
    """Seconds to wait before a second try; None where one would not help."""
    if error is None:
        return None
    response = getattr(error, "response", None)
    status = getattr(error, "status_code", None) or getattr(response, "status_code", None)
    names = {kind.__name__ for kind in type(error).__mro__}
    if status not in _RETRIED and not names.intersection(_CONNECTION):
        return None
    told = str(getattr(response, "headers", {}).get("retry-after", "")) if response is not None else ""
    return float(told) if told.replace(".", "", 1).isdigit() else _BACKOFF * (1 + random.random())  # noqa: S311 - jitter
