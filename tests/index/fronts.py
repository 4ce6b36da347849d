"""Stand-ins on this machine for servers that do not do what they should, and for a proxy before one."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx


@contextmanager
def answering(headers: dict[str, str], body: bytes) -> Iterator[str]:
    """Says the same to everything."""

    class Handler(BaseHTTPRequestHandler):
        def version_string(self) -> str:
            return headers.get("Server", "test")

        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_given: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def silent() -> Iterator[tuple[str, list[socket.socket]]]:
    """Takes calls and never says a word."""
    calls: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def take() -> None:
            while True:
                try:
                    calls.append(server.accept()[0])
                except OSError:
                    return

        thread = threading.Thread(target=take, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", calls
        server.shutdown(socket.SHUT_RDWR)
        thread.join()
    for connection in calls:
        connection.close()


class Front:
    """Passes requests on to a server, if the right token is shown and it is not told to be silent."""

    url = ""

    def __init__(self) -> None:
        self.speaks = threading.Event()
        self.speaks.set()


@contextmanager
def in_front_of(target: str, token: str | None = None) -> Iterator[Front]:
    front = Front()

    class Handler(BaseHTTPRequestHandler):
        def _pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if token and self.headers.get("Authorization") != f"Bearer {token}":
                self.send_response(401)
                self.end_headers()
                return
            front.speaks.wait()
            said = httpx.request(
                self.command, f"{target}{self.path}", content=body, headers={"Content-Type": "application/json"}
            )
            self.send_response(said.status_code)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said.content)))
            self.end_headers()
            self.wfile.write(said.content)

        def do_GET(self) -> None:
            self._pass_on()

        def do_POST(self) -> None:
            self._pass_on()

        def do_DELETE(self) -> None:
            self._pass_on()

        def log_message(self, *_given: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    front.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield front
    finally:
        front.speaks.set()
        server.shutdown()
        server.server_close()
        thread.join()
