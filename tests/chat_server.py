"""A scripted OpenAI-compatible chat server on loopback: it says what the test tells it to and keeps what it was asked."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = str | int | float | Callable[[str], str]
"""A text, an HTTP status, a delay in seconds, or what makes a text of the system prompt."""


def citing(template: str, passage: str) -> Reply:
    """`template` with {n} replaced by the number under which the prompt shows the passage that holds `passage`."""

    def reply(system: str) -> str:
        numbers = re.findall(r"^\[(\d+)\] [^\n]*\n<<<\n(.*?)\n>>>", system, re.DOTALL | re.MULTILINE)
        return template.format(n=next(number for number, text in numbers if passage in text))

    return reply


class ChatServer:
    """Replies in order; the last one repeats."""

    def __init__(self, *replies: Reply) -> None:
        self.replies = list(replies)
        self.requests: list[dict[str, Any]] = []
        self.url = ""

    def next_reply(self, request: dict[str, Any]) -> Reply:
        self.requests.append(request)
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


@contextmanager
def chat_server(*replies: Reply) -> Iterator[ChatServer]:
    """The server, running; its address is in `url`."""
    script = ChatServer(*replies)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            reply = script.next_reply(body)
            if callable(reply):
                reply = reply(body["messages"][0]["content"])
            if isinstance(reply, float):
                time.sleep(reply)
                reply = "太晚了"
            if isinstance(reply, int):
                self.send_error(reply)
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            try:
                for piece in [reply[at : at + 4] for at in range(0, len(reply), 4)]:
                    self._send({"choices": [{"index": 0, "delta": {"role": "assistant", "content": piece}}]})
                self._send({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
                self.wfile.write(b"data: [DONE]\n\n")
            except BrokenPipeError:
                return  # who asked has given up, as a slow reply means it to

        def _send(self, event: dict[str, Any]) -> None:
            event |= {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "scripted"}
            self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())

        def log_message(self, *_: object) -> None:
            """Keeps the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    script.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield script
    finally:
        server.shutdown()
        server.server_close()
