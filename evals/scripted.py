"""A scripted OpenAI-compatible chat server on loopback: it says what it is told to and keeps what it was asked."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Script = Callable[[str], str]
"""Makes a text of everything that the request says."""


@dataclass(frozen=True)
class Says:
    """A reply that is more than a text: how it is cut, how it ends, and what goes wrong with it."""

    text: str | Script = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    wait: float = 0.0
    """Seconds before the first byte."""
    pause: float = 0.0
    """Seconds between two pieces."""
    size: int = 4
    """Characters of a piece."""
    finish: str | None = "stop"
    """Why it ends; None: the connection is closed without a word."""
    raw: bytes | None = None
    """Sent as it is, instead of the pieces."""
    endless: bool = False
    """Whether the text is said again and again."""


Reply = str | int | float | Script | Says
"""A text, an HTTP status, a delay in seconds, what makes a text of the request, or all of it spelled out."""

_PASSAGE = re.compile(r"^\[(\d+)\]\n<<<\n(.*?)\n>>>", re.DOTALL | re.MULTILINE)


def shown_passages(request: str) -> dict[int, str]:
    """The passages of a request by their number."""
    return {int(number): text for number, text in _PASSAGE.findall(request)}


def citing(template: str, passage: str) -> Script:
    """`template` with {n} replaced by the number under which the request shows the passage that holds `passage`."""

    def reply(request: str) -> str:
        numbers = [number for number, text in shown_passages(request).items() if passage in text]
        return template.replace("{n}", str(numbers[0]) if numbers else "99")

    return reply


class ChatServer:
    """Replies in order; the last one repeats."""

    def __init__(self, *replies: Reply) -> None:
        self.replies = list(replies)
        self.requests: list[dict[str, Any]] = []
        self.url = ""

    def next_reply(self, request: dict[str, Any]) -> Says:
        """What this request is answered with."""
        self.requests.append(request)
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        if isinstance(reply, Says):
            return reply
        if isinstance(reply, int):
            return Says(status=reply)
        return Says("太晚了", wait=reply) if isinstance(reply, float) else Says(reply)

    def asked(self, number: int = -1) -> str:
        """Everything that a request says."""
        return text_of(self.requests[number])


def text_of(request: Mapping[str, Any]) -> str:
    """The contents of all messages of a request."""
    return "\n\n".join(str(message["content"]) for message in request["messages"])


class _Handler(BaseHTTPRequestHandler):
    script: ChatServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        reply = self.script.next_reply(body)
        time.sleep(reply.wait)
        if reply.status != 200:
            self._refuse(reply)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            self._say(reply, text_of(body))
        except (BrokenPipeError, ConnectionResetError):
            return  # who asked has given up, as a slow reply means it to

    def _refuse(self, reply: Says) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _say(self, reply: Says, request: str) -> None:
        if reply.raw is not None:
            self.wfile.write(reply.raw)
            return
        text = reply.text(request) if callable(reply.text) else reply.text
        while True:
            for at in range(0, len(text), reply.size):
                self._send({"delta": {"role": "assistant", "content": text[at : at + reply.size]}})
                time.sleep(reply.pause)
            if not reply.endless:
                break
        if reply.finish is not None:
            self._send({"delta": {}, "finish_reason": reply.finish})
            self.wfile.write(b"data: [DONE]\n\n")

    def _send(self, choice: dict[str, Any]) -> None:
        event = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "scripted"}
        line = json.dumps(event | {"choices": [{"index": 0} | choice]})
        self.wfile.write(f"data: {line}\n\n".encode())

    def log_message(self, *_: object) -> None:
        """Says nothing of each request."""


@contextmanager
def chat_server(*replies: Reply) -> Iterator[ChatServer]:
    """The server, running; its address is in `url`."""
    script = ChatServer(*replies)
    handler = type("Handler", (_Handler,), {"script": script})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    script.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield script
    finally:
        server.shutdown()
        server.server_close()
