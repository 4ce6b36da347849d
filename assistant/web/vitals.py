"""What those who watch over the service ask it, answered before everything else; and how it turns away what comes too late."""

from typing import TYPE_CHECKING

from anyio import to_thread
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.operations.health import Health
from assistant.operations.service import Service
from assistant.operations.stopping import SAID, Stopping

if TYPE_CHECKING:
    from assistant.open import Assistant

_STOPPING = "wence.stopping"
"""Where the scope of a request holds it, for what answers piece by piece."""
_OPEN_FOR_GOOD = "/heartbeat/"
"""Requests that last as long as a page is open, and are no work."""
_FETCHED = "/queue/data"
"""Where a page waits for answers that are under way."""
_LATE = {"Retry-After": "5", "Connection": "close", "Cache-Control": "no-store"}
_FRESH = {"Cache-Control": "no-store"}


class Vitals:
    """Answers /healthz and /readyz to anyone under any name, for they say nothing that is worth knowing."""

    def __init__(self, app: ASGIApp, assistant: "Assistant", service: Service) -> None:
        self._app = app
        self._stopping = service.stopping
        self._health = Health(assistant, service)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, or passes it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path: str = scope["path"]
        answered = await self._vital(path)
        if answered is None and self._stopping.is_begun and not path.endswith(_FETCHED):
            answered = _late(path)
        if answered is not None:
            await answered(scope, receive, send)
        elif _OPEN_FOR_GOOD in path:
            await self._app(scope, receive, send)
        else:
            scope[_STOPPING] = self._stopping
            with self._stopping.answering():
                await self._app(scope, receive, send)

    async def _vital(self, path: str) -> Response | None:
        if path == "/healthz":
            return JSONResponse({"alive": True}, headers=_FRESH)
        if path == "/readyz":
            found = await to_thread.run_sync(self._health.readiness)
            return JSONResponse(
                {"ready": found.is_ready, "message": found.said}, 200 if found.is_ready else 503, _FRESH
            )
        return None


def stopping_of(scope: Scope) -> Stopping | None:
    """How the service that this request came to is stopped; None where nothing watches over it."""
    found: Stopping | None = scope.get(_STOPPING)
    return found


def _late(path: str) -> Response:
    if path.startswith(("/api/", "/v1/", "/mcp")):
        return JSONResponse({"error": {"code": "stopping", "message": SAID}}, 503, _LATE)
    return PlainTextResponse(SAID, 503, _LATE)
