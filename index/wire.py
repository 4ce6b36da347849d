"""The connection of one call of a service: bounded in bytes and time, and cut by whoever gives the call up."""

import queue
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

T = TypeVar("T")

MOST_BYTES = 4 << 20
"""Of one reply: some 14,000 pieces, thoughts included; a reply of 1,500 tokens takes a tenth of it."""


class Oversized(Exception):
    """A reply is longer than any answer."""


class Packed(Exception):
    """A reply is packed, though nobody asked for it: what it unpacks to could be a thousand times what is counted."""


@dataclass
class Wire:
    """What one call may take; made by who reads, used in the thread that calls."""

    seconds: float
    """That are left when it begins."""
    most_bytes: int = MOST_BYTES
    keeps_open: bool = False
    """Whether the connection may serve a later call: then this one is cut only once its reply has begun."""
    _taken: int = 0
    is_cut: bool = False
    """Whether the call was given up."""
    _stream: Any = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def hold(self) -> None:
        """Every request of this thread's context goes over this wire from now on."""
        _held.set(self)

    def carry(self, call: Callable[[], T]) -> T:
        """What `call` gives, made in a thread of its own; raises what it raises, or TimeoutError once the time is over."""
        done: queue.SimpleQueue[tuple[T | None, Exception | None]] = queue.SimpleQueue()

        def run() -> None:
            self.hold()
            try:
                done.put((call(), None))
            except Exception as error:  # raised again by the one who waits
                done.put((None, error))

        threading.Thread(target=run, daemon=True, name="wence-call").start()
        try:
            result, error = done.get(timeout=self.seconds)
        except queue.Empty:
            self.cut()
            raise TimeoutError from None
        if error is not None:
            raise error
        return cast(T, result)

    def cut(self) -> None:
        """Ends the call, wherever it is: a thread that waits for the next byte wakes up."""
        with self._lock:
            self.is_cut, stream = True, self._stream
        if stream is not None:
            _shut(stream)

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Takes note of the connection; called by the HTTP client."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self.runs_over(info["return_value"])

    def runs_over(self, stream: Any) -> None:
        """Takes note of the connection, to be cut when the call is given up, or at once where it was."""
        with self._lock:
            self._stream, is_cut = stream, self.is_cut
        if is_cut:
            _shut(stream)

    def took(self, count: int) -> None:
        """Counts bytes; raises Oversized."""
        self._taken += count
        if self._taken > self.most_bytes:
            raise Oversized(f"more than {self.most_bytes} bytes")


_held: ContextVar[Wire | None] = ContextVar("wire", default=None)


def over_wire() -> dict[str, Any]:
    """What an HTTP client (httpx and its kin) is told so that its calls go over the wire that the thread holds."""
    return {
        "event_hooks": {"request": [_on_request], "response": [_on_response]},
        "follow_redirects": False,  # the question, and with some services the key, would go to whoever is named
    }


def _on_request(request: Any) -> None:
    request.headers["Accept-Encoding"] = "identity"
    wire = _held.get()
    if wire is not None:
        limits = request.extensions.get("timeout") or dict.fromkeys(("connect", "read", "write", "pool"))
        request.extensions["timeout"] = {name: min(it or wire.seconds, wire.seconds) for name, it in limits.items()}
        request.extensions["trace"] = wire.trace
        if not wire.keeps_open:
            request.headers["Connection"] = "close"  # one kept open from an earlier call could not be cut


def _on_response(response: Any) -> None:
    wire = _held.get()
    if wire is None:
        return
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise Packed(response.headers["content-encoding"][:40])
    if (network := response.extensions.get("network_stream")) is not None:
        wire.runs_over(network)
    stream = response.stream
    kind = next(it for it in type(stream).__mro__ if it.__name__ == "SyncByteStream")
    response.stream = type("Bounded", (_Bounded, kind), {})(stream, wire)


class _Bounded:
    """The bytes of a reply, counted."""

    def __init__(self, stream: Any, wire: Wire) -> None:
        self._stream, self._wire = stream, wire

    def __iter__(self) -> Iterator[bytes]:
        for part in self._stream:
            self._wire.took(len(part))
            yield part

    def close(self) -> None:
        self._stream.close()


def _shut(stream: Any) -> None:
    with suppress(Exception):  # it may have been closed meanwhile
        stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)
