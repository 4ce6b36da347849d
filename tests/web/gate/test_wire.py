"""Nobody holds the port by being slow, by sending without end, or by coming with too many connections."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import uvicorn

from assistant.web.gate.wire import Limits, limits, wire

PATIENCE = 60.0


async def echo(scope: Any, receive: Any, send: Any) -> None:
    """Answers with the number of bytes of the body."""
    if scope["type"] != "http":
        return
    size, more = 0, True
    while more:
        message = await receive()
        size, more = size + len(message.get("body", b"")), message.get("more_body", False)
    body = str(size).encode()
    headers = [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


@contextmanager
def served(given: Limits) -> Iterator[Callable[[], socket.socket]]:
    """Opens connections to the echo under these limits."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        echo, log_level="error", access_log=False, lifespan="off", http=wire(given), server_header=False,
        timeout_graceful_shutdown=1,
    )  # fmt: skip
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    with ExitStack() as opened:

        def connect() -> socket.socket:
            made = socket.create_connection(listener.getsockname(), timeout=PATIENCE)
            return opened.enter_context(made)

        yield connect
    server.should_exit = True
    thread.join(PATIENCE)
    listener.close()


def to_the_end(connection: socket.socket) -> bytes:
    """What is answered until the other side closes."""
    said = b""
    try:
        while part := connection.recv(65536):
            said += part
    except ConnectionResetError:
        pass
    return said


GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


def test_who_opens_a_connection_and_says_nothing_is_told_to_go() -> None:
    with served(Limits(100, head_seconds=0.2)) as connect:
        assert to_the_end(connect()).startswith(b"HTTP/1.1 408 ")


def test_who_sends_the_head_byte_by_byte_is_told_to_go_however_busy_they_look() -> None:
    with served(Limits(100, head_seconds=0.3)) as connect:
        slow = connect()
        slow.settimeout(0.01)
        said, began = b"", time.monotonic()
        slow.sendall(b"GET / HTTP/1.1\r\nX-Slow: ")
        while b"408" not in said and time.monotonic() - began < PATIENCE:
            try:
                slow.sendall(b"a")
                said += slow.recv(1000)
            except TimeoutError:
                continue
            except OSError:
                break
        assert b" 408 " in said


def test_a_second_request_on_a_connection_has_no_more_time_than_the_first() -> None:
    with served(Limits(100, head_seconds=0.3)) as connect:
        again = connect()
        again.sendall(GET)
        assert again.recv(1000).endswith(b"\r\n\r\n0")
        again.sendall(b"GET / HTTP/1.1\r\nX-Slow: ")
        assert b" 408 " in to_the_end(again)


def test_a_head_without_end_is_not_kept() -> None:
    with served(Limits(100, head_bytes=10_000)) as connect:
        for start in (b"GET /" + b"a" * 9000, b"GET / HTTP/1.1\r\n", b"GET / HTTP/1.1\r\nHost: x\r\nX: "):
            endless, sent = connect(), 0
            try:
                endless.sendall(start)
                while sent < 50_000_000:
                    endless.sendall(b"b" * 1000)
                    sent += 1000
            except OSError:
                pass
            assert sent < 50_000_000, "all of it was taken"


def test_a_head_without_end_behind_a_request_that_is_answered_slowly_is_not_kept_either() -> None:
    with served(Limits(100, head_bytes=10_000, body_seconds=PATIENCE)) as connect:
        waiting, sent = connect(), 0
        waiting.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc")
        try:
            waiting.sendall(b"GET / HTTP/1.1\r\nX: ")
            while sent < 50_000_000:
                waiting.sendall(b"b" * 1000)
                sent += 1000
        except OSError:
            pass
        assert sent < 50_000_000


def test_a_body_that_trickles_is_cut_off() -> None:
    with served(Limits(100, body_seconds=0.3, body_bytes=1000)) as connect:
        slow = connect()
        slow.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n")
        assert to_the_end(slow) == b""
        chunked = connect()
        chunked.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n")
        assert to_the_end(chunked) == b""


def test_a_body_that_flows_is_taken_however_long_it_takes() -> None:
    with served(Limits(100, head_seconds=0.2, body_seconds=0.2, body_bytes=1)) as connect:
        steady = connect()
        steady.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n")
        for _ in range(100):
            steady.sendall(b"a")
            time.sleep(0.01)
        assert steady.recv(1000).endswith(b"\r\n\r\n100")


def test_of_too_many_connections_the_last_are_told_to_come_later_and_the_first_go_on() -> None:
    with served(Limits(3)) as connect:
        first = [connect() for _ in range(3)]
        for one in first:
            one.sendall(GET)
            assert one.recv(1000).startswith(b"HTTP/1.1 200 ")
        refused = to_the_end(connect())
        assert refused.startswith(b"HTTP/1.1 503 ")
        assert b"Retry-After: " in refused
        assert "请稍后再试" in refused.decode()
        first[0].close()
        told = refused
        while told.startswith(b"HTTP/1.1 503"):
            later = connect()
            later.sendall(GET)
            told = later.recv(1000)
        assert told.startswith(b"HTTP/1.1 200 ")


def test_an_answer_does_not_say_what_program_gives_it() -> None:
    with served(Limits(10)) as connect:
        connection = connect()
        connection.sendall(GET)
        assert b"uvicorn" not in connection.recv(1000).lower()


def test_one_address_may_not_have_all_connections() -> None:
    given = limits()
    assert given.connections > 100
    assert given.of_one < 1000
