"""Which of Gradio's routes answer: those that our pages use, with what our pages send, and no other."""

import logging
import re
from functools import partial
from typing import TYPE_CHECKING

from starlette._utils import get_route_path
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.gate.sent import MOST_BYTES, NotOurs, Sendable
from assistant.web.gate.whose import in_path, in_query, own_name

if TYPE_CHECKING:
    import gradio as gr
    from fastapi import FastAPI

logger = logging.getLogger(__name__)

_READ = frozenset({"GET", "HEAD"})
_JOIN, _DATA = "/gradio_api/queue/join", "/gradio_api/queue/data"
_FIXED = {
    "/config": _READ,
    "/theme.css": _READ,
    "/favicon.ico": _READ,
    "/robots.txt": _READ,
    "/gradio_api/theme.css": _READ,
    "/gradio_api/app_id": _READ,
    _DATA: frozenset({"GET"}),
    _JOIN: frozenset({"POST"}),
}
_FILES = re.compile(r"/(?:assets|static)/(?!.*\.\.)[\w.@/-]{1,200}", re.ASCII)
"""What Gradio's pages are made of, by the names that they have."""
_HEARTBEAT = re.compile(r"/gradio_api/heartbeat/[0-9a-z]{1,40}")
_NOT_OURS = "这个请求不是本站的页面发出的，没有处理。请刷新页面后再试。"
_TOO_LARGE = "内容太长，没有处理。请缩短后再试。"


def open_only_ours(app: "FastAPI", blocks: "gr.Blocks") -> None:
    """Puts itself before the Gradio application that was mounted on `app` last, which is that of `blocks`."""
    mount = next(it for it in reversed(app.routes) if isinstance(it, Mount))
    mount.app = Opened(mount.app, [f"/{page}" for page, *_ in blocks.pages], Sendable.of(blocks))


class Opened:
    """Gradio's application with only those of its routes that our pages use."""

    def __init__(self, app: ASGIApp, pages: list[str], sendable: Sendable) -> None:
        self.app = app
        self._pages = frozenset(pages)
        self._sendable = sendable

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, or passes it on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = get_route_path(scope)
        if not self.is_open(scope["method"], path):
            await PlainTextResponse("", 404)(scope, receive, send)
        elif path == _JOIN:
            await self._joined(scope, receive, send)
        elif path == _DATA:
            await self._heard(in_query(scope), receive, send)
        elif _HEARTBEAT.fullmatch(path):
            await self.app(in_path(scope), receive, send)
        else:
            await self.app(scope, receive, send)

    def is_open(self, method: str, path: str) -> bool:
        """Whether a page of ours asks for this."""
        if methods := _FIXED.get(path):
            return method in methods
        if method == "GET" and _HEARTBEAT.fullmatch(path):
            return True
        is_page = path in self._pages or path.removesuffix("/") in self._pages
        return method in _READ and (is_page or _FILES.fullmatch(path) is not None)

    async def _heard(self, scope: Scope, receive: Receive, send: Send) -> None:
        """What is told to a page; where Gradio knows none by that name, it says so and then fails, which ends here."""
        try:
            await self.app(scope, receive, send)
        except RuntimeError as error:
            if not isinstance(error.__cause__, HTTPException):
                raise
            await send({"type": "http.response.body"})

    async def _joined(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await _body(receive)
        if body is None:
            return
        if len(body) > MOST_BYTES:
            await JSONResponse({"detail": _TOO_LARGE}, 413)(scope, receive, send)
            return
        try:
            body = self._sendable.checked(body, partial(own_name, scope))
        except NotOurs as error:
            logger.warning("a request that no page of ours sends was refused: %s", error)
            await JSONResponse({"detail": _NOT_OURS}, 422)(scope, receive, send)
            return
        is_read = False

        async def again() -> Message:
            nonlocal is_read
            if is_read:
                return await receive()
            is_read = True
            return {"type": "http.request", "body": body, "more_body": False}

        length = (b"content-length", str(len(body)).encode())
        headers = [pair for pair in scope["headers"] if pair[0] not in (b"content-length", b"transfer-encoding")]
        await self.app({**scope, "headers": [*headers, length]}, again, send)


async def _body(receive: Receive) -> bytes | None:
    """The body, as far as it may be long and a little more; None where its sender has gone."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        body += message.get("body", b"")
        if not message.get("more_body") or len(body) > MOST_BYTES:
            return bytes(body)
