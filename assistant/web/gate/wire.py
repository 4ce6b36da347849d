"""The protocol on the socket: as many connections as there is room for, and so much time and room for what is sent.

uvicorn itself waits for the head of a request as long as somebody keeps the connection open, and takes one of any size.
"""

import asyncio
import ipaddress
import resource
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.accounts.reach import is_loopback

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST = 4096
"""Connections; an open page holds two, and up to six while it loads."""
_OF_FILES = 0.5
"""Of the file handles that the process may have; the rest is for the store."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one connection, one address and all of them together may take."""

    connections: int
    """Of all addresses."""
    of_one: int = 512
    """Connections of one address: an office with a hundred open pages."""
    head_bytes: int = 64 * 1024
    """Of a request before its body."""
    head_seconds: float = 20.0
    """From its first byte to its last, or from opening the connection."""
    body_seconds: float = 20.0
    """In which `body_bytes` must come."""
    body_bytes: int = 4096
    """A slow line sends ten times as much."""


def limits() -> Limits:
    """Those for this process: no more connections than it has file handles for."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    room = _MOST if soft == resource.RLIM_INFINITY else int(soft * _OF_FILES)
    return Limits(min(_MOST, room))


def wire(limits: Limits, proxies: "Sequence[str]" = ()) -> type[asyncio.Protocol]:
    """uvicorn's protocol under these limits; a reverse proxy, in these networks or on this machine, is not one address."""
    from uvicorn.protocols.http.auto import AutoHTTPProtocol

    known = [ipaddress.ip_network(it) for it in proxies]
    held: Counter[str] = Counter()

    def is_proxy(host: str) -> bool:
        return not host or is_loopback(host) or any(ipaddress.ip_address(host) in it for it in known)

    class Wire(AutoHTTPProtocol):  # type: ignore[valid-type, misc]  # chosen at run time
        """One connection."""

        _host = ""
        _head = 0
        _body = 0
        _timer: asyncio.TimerHandle | None = None
        _seen: Any = None

        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            super().connection_made(transport)
            self._host = self.client[0] if self.client else ""
            held[self._host] += 1
            is_crowd = held[self._host] > limits.of_one and not is_proxy(self._host)
            if is_crowd or held.total() > limits.connections:
                self._refuse(_FULL)
            else:
                self._wait_for_head()

        def connection_lost(self, exc: Exception | None) -> None:
            self._rest()
            held[self._host] -= 1
            if held[self._host] <= 0:
                del held[self._host]
            super().connection_lost(exc)

        def data_received(self, data: bytes) -> None:
            if self.transport.is_closing():
                return
            is_body, before = self._is_body(), self.cycle
            if is_body:
                self._body += len(data)
            else:
                self._head += len(data)
                if self._timer is None and self._is_idle():
                    self._wait_for_head()
            super().data_received(data)
            if self.cycle is not before:
                self._head = 0
                self._rest()
                if self._is_body():
                    self._body = 0
                    self._wait_for_body()
            elif not is_body and self._head > limits.head_bytes:
                self._refuse(_TOO_LARGE)

        def on_response_complete(self) -> None:
            self._rest()
            super().on_response_complete()

        def _is_idle(self) -> bool:
            return self.cycle is None or self.cycle.response_complete

        def _is_body(self) -> bool:
            return not self._is_idle() and self.cycle.more_body

        def _rest(self) -> None:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None

        def _wait_for_head(self) -> None:
            self._rest()
            self._timer = self.loop.call_later(limits.head_seconds, self._late_head)

        def _late_head(self) -> None:
            self._timer = None
            if not self.transport.is_closing():
                self._refuse(_TOO_SLOW)

        def _wait_for_body(self) -> None:
            self._rest()
            self._timer = self.loop.call_later(limits.body_seconds, self._look_at_body)

        def _look_at_body(self) -> None:
            self._timer = None
            if self.transport.is_closing() or not self._is_body():
                return
            # Where reading is paused, it is not the sender who is slow.
            if self._body < limits.body_bytes and not self.flow.read_paused:
                self.transport.abort()
                return
            self._body = 0
            self._wait_for_body()

        def _refuse(self, answer: bytes) -> None:
            self._rest()
            if self._is_idle():
                self.transport.write(answer)
                self.transport.close()
            else:
                self.transport.abort()

    return Wire


def _answer(status: str, said: str, more: str = "") -> bytes:
    body = said.encode()
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {len(body)}\r\n"
    return f"{head}X-Content-Type-Options: nosniff\r\n{more}Connection: close\r\n\r\n".encode() + body


_FULL = _answer("503 Service Unavailable", "现在连接太多，请稍后再试。", "Retry-After: 10\r\n")
_TOO_LARGE = _answer("431 Request Header Fields Too Large", "请求头太大。")
_TOO_SLOW = _answer("408 Request Timeout", "请求没有在规定时间内发完。")
