"""An address that leads nowhere is told in words to whoever opened it in a browser; programs get the plain answer."""

from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.document.pages import nowhere, visit_of

if TYPE_CHECKING:
    from assistant.open import Assistant


class Nowhere:
    """Puts a page in the place of a 404 that is none."""

    def __init__(self, app: ASGIApp, assistant: "Assistant") -> None:
        self._app = app
        self._assistant = assistant

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self._app(scope, receive, send)
            return
        is_replaced = False

        async def told(message: Message) -> None:
            nonlocal is_replaced
            if message["type"] == "http.response.start":
                kind = Headers(raw=message["headers"]).get("content-type", "")
                is_replaced = message["status"] == 404 and not kind.startswith("text/html")
                if is_replaced:
                    await nowhere(visit_of(self._assistant, Request(scope)))(scope, receive, send)
            if not is_replaced:
                await send(message)

        await self._app(scope, receive, told)
