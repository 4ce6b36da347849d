"""A server on loopback that answers every request of a model's client with one misdeed, byte by byte."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from socketserver import StreamRequestHandler, ThreadingTCPServer

from evals.faults.speech import Speech

_REASONS = {200: "OK", 204: "No Content", 302: "Found", 307: "Temporary Redirect"}


class Line:
    """One connection, after its request was read."""

    def __init__(self, socket_: socket.socket, speech: Speech, body: str, key: str, over: threading.Event) -> None:
        self._socket, self.speech, self._over = socket_, speech, over
        self.body, self.key = body, key
        """What was asked, and the key that was shown."""

    def send(self, data: bytes) -> None:
        """Sends bytes as they are."""
        self._socket.sendall(data)

    def head(self, status: int = 200, length: int | None = None, **headers: str) -> None:
        """Sends a status line and headers; without a length, the end of the connection is the end of the body."""
        lines = [f"HTTP/1.1 {status} {_REASONS.get(status, 'Fault')}", "Connection: close"]
        lines += [f"Content-Length: {length}"] if length is not None else []
        named = {"Content-Type": self.speech.media} | {name.replace("_", "-"): it for name, it in headers.items()}
        lines += [f"{name}: {value}" for name, value in named.items()]
        self.send("\r\n".join([*lines, "", ""]).encode("latin-1"))

    def reply(self, status: int, body: str, **headers: str) -> None:
        """Sends a whole reply."""
        data = body.encode()
        self.head(status, len(data), **({"Content_Type": "application/json"} | headers))
        self.send(data)

    def say(self, text: str, **more: object) -> None:
        """Sends a piece of an answer."""
        self.send(self.speech.said(content=text, **more))

    def end(self, reason: str = "stop") -> None:
        """Sends the end of an answer."""
        self.send(self.speech.ended(reason))

    def wait(self, seconds: float) -> None:
        """Keeps the connection open; shorter where the server is closed."""
        self._over.wait(seconds)

    def until_left(self) -> Iterator[None]:
        """Goes on until the client has left: then sending fails."""
        while not self._over.is_set():
            yield

    def reset(self) -> None:
        """Ends the connection as a machine does that has lost its mind: with a reset."""
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._socket.close()


Act = Callable[[Line], None]
"""What is done on a connection."""


@dataclass
class FaultyServer:
    """What it does now, and how often it was asked."""

    speech: Speech
    act: Act
    address: str = ""
    requests: int = 0
    elsewhere: int = 0
    """Requests for another path than a model's: those that followed a redirect."""
    over: threading.Event = field(default_factory=threading.Event)


class _Handler(StreamRequestHandler):
    server: "_Server"

    def handle(self) -> None:
        with suppress(OSError, ValueError):  # the client has left, as it should, or in the midst of its request
            told = self.server.told
            request, headers, body = self._request()
            told.requests += 1
            if "elsewhere" in request:
                told.elsewhere += 1
            key = headers.get("authorization", "").removeprefix("Bearer ")
            told.act(Line(self.connection, told.speech, body, key, told.over))

    def finish(self) -> None:
        with suppress(OSError):
            super().finish()

    def _request(self) -> tuple[str, Mapping[str, str], str]:
        request, headers = self.rfile.readline().decode("latin-1"), dict[str, str]()
        while line := self.rfile.readline().decode("latin-1").strip():
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        return request, headers, self._body(headers).decode()

    def _body(self, headers: Mapping[str, str]) -> bytes:
        if "chunked" not in headers.get("transfer-encoding", ""):
            return self.rfile.read(int(headers.get("content-length", 0)))
        parts = []
        while size := int(self.rfile.readline(), 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        return b"".join(parts)


class _Server(ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    allow_reuse_address = True

    def __init__(self, told: FaultyServer, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.told = told


@contextmanager
def faulty_server(speech: Speech, act: Act, port: int = 0) -> Iterator[FaultyServer]:
    """The server, running; its address is in `address`. Port 0: any that is free."""
    told = FaultyServer(speech, act)
    with _Server(told, port) as server:
        told.address = f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield told
        finally:
            told.over.set()
            server.shutdown()
