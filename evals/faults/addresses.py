"""Addresses that lead nowhere, and connections that come to nothing before a reply begins."""

import socket
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext

from evals.faults.misdeed import misdeed, never_reached
from evals.faults.server import Line
from index.fault import Fault

_DRIP = 0.02
"""Seconds between two bytes."""


@contextmanager
def _closed_port() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    yield f"http://127.0.0.1:{port}"


@contextmanager
def _nobody_accepts() -> Iterator[str]:
    """Connections are neither taken nor refused, as behind a firewall that drops them."""
    with ExitStack() as opened:
        server = opened.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(4):  # until the queue of those who wait is full
            client = opened.enter_context(socket.socket())
            client.setblocking(False)
            client.connect_ex(server.getsockname())
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def _no_route() -> AbstractContextManager[str]:
    return nullcontext("http://255.255.255.255:9")  # refused by this machine itself: nothing is sent


def _no_name() -> AbstractContextManager[str]:
    return nullcontext(f"http://{'a' * 64}.invalid")  # longer than a name may be: nobody is asked for it


def _silent(line: Line) -> None:
    line.wait(60)


def _closed(_: Line) -> None:
    """Nothing: the connection is closed."""


def _reset(line: Line) -> None:
    line.reset()


def _not_http(line: Line) -> None:
    line.send(b"SSH-2.0-OpenSSH_9.2p1 raw-upstream-text\r\n")


def _tls(line: Line) -> None:
    line.send(b"\x15\x03\x01\x00\x02\x02\x28")


def _endless_header(line: Line) -> None:
    line.send(b"HTTP/1.1 200 OK\r\nX-Fill: ")
    for _ in line.until_left():
        line.send(b"a" * 65536)


def _dripping_header(line: Line) -> None:
    line.send(b"HTTP/1.1 200 OK\r\nX-Fill: ")
    for _ in line.until_left():
        line.send(b"a")
        line.wait(_DRIP)


def _endless_headers(line: Line) -> None:
    line.send(b"HTTP/1.1 200 OK\r\n")
    for _ in line.until_left():
        line.send(b"X-Fill: raw-upstream-text\r\n" * 500)


def _always_continue(line: Line) -> None:
    for _ in line.until_left():
        line.send(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)
        line.wait(_DRIP)


ADDRESSES = (
    misdeed("refused", never_reached, Fault.UNREACHABLE, address=_closed_port, comes_back=True),
    misdeed("nobody_accepts", never_reached, Fault.TIMEOUT, address=_nobody_accepts),
    misdeed("no_route", never_reached, Fault.UNREACHABLE, address=_no_route),
    misdeed("no_name", never_reached, Fault.UNREACHABLE, Fault.MALFORMED, address=_no_name),
    misdeed("silent", _silent, Fault.TIMEOUT),
    misdeed("closed_at_once", _closed, Fault.UNREACHABLE),
    misdeed("reset_at_once", _reset, Fault.UNREACHABLE),
    misdeed("not_http", _not_http, Fault.UNREACHABLE),
    misdeed("speaks_tls", _tls, Fault.UNREACHABLE),
    misdeed("endless_header", _endless_header, Fault.UNREACHABLE, Fault.TIMEOUT),
    misdeed("dripping_header", _dripping_header, Fault.TIMEOUT),
    misdeed("endless_headers", _endless_headers, Fault.UNREACHABLE, Fault.TIMEOUT),
    misdeed("always_continue", _always_continue, Fault.TIMEOUT),
)
