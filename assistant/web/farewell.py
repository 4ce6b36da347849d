"""What is told to those whose answer is not ready when the service must end."""

import asyncio
import json
from typing import Any

from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import Message, Receive, Scope, Send

from assistant.operations.stopping import SAID

_HEADERS = {"Retry-After": "5", "Connection": "close", "Cache-Control": "no-store"}
_CODE = "stopping"


def late(path: str) -> Response:
    """The answer to what comes too late, or waited too long."""
    if path.startswith("/v1/"):
        return JSONResponse(_openai(), 503, _HEADERS)
    if path.startswith(("/api/", "/mcp")):
        return JSONResponse({"error": {"code": _CODE, "message": SAID}}, 503, _HEADERS)
    return PlainTextResponse(SAID, 503, _HEADERS)


class Parting:
    """An answer on its way to a client, which can be ended in words although a thread is still busy with it."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._scope, self._receive, self._send = scope, receive, send
        self._kind: str | None = None
        self._is_over = False
        self._task: asyncio.Task[None] | None = None

    async def send(self, message: Message) -> None:
        """Passes on what the application sends, until the client was told that it ends."""
        if self._is_over:
            return
        if message["type"] == "http.response.start":
            kinds = [value for name, value in message.get("headers", ()) if name.lower() == b"content-type"]
            self._kind = kinds[0].decode("latin-1") if kinds else ""
        elif message["type"] == "http.response.body":
            self._is_over = not message.get("more_body", False)
        await self._send(message)

    def begin(self) -> None:
        """Tells the client; to be called in the loop."""
        self._task = asyncio.get_running_loop().create_task(self._tell())

    async def _tell(self) -> None:
        path: str = self._scope["path"]
        if self._is_over:
            return
        if self._kind is None:
            self._is_over = True
            await late(path)(self._scope, self._receive, self._send)
        elif self._kind.startswith("text/event-stream") and (said := _last_event(path)):
            self._is_over = True
            await self._send({"type": "http.response.body", "body": said, "more_body": False})


def _last_event(path: str) -> bytes:
    """What ends a stream of events, in the form of those who read it; empty where it is told by what is shown in it."""
    if path.startswith("/v1/"):
        return f"data: {_dumped(_openai())}\n\ndata: [DONE]\n\n".encode()
    if path.startswith("/api/"):
        return f"event: error\ndata: {_dumped({'error': {'code': _CODE, 'message': SAID}})}\n\n".encode()
    return b""


def _openai() -> dict[str, Any]:
    return {"error": {"message": SAID, "type": "server_error", "param": None, "code": _CODE}}


def _dumped(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
