"""What those who watch over the service ask it, answered before everything else; and how it turns away what comes too late."""

import hmac

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.accounts.own import is_for_us
from assistant.accounts.reach import comes_through_a_proxy, is_loopback
from assistant.log.entry import Channel
from assistant.operations.health import Health
from assistant.operations.service import Service
from assistant.settings import Metering, Settings
from assistant.web.farewell import Parting, late
from assistant.web.gate.headers import with_ours

_OPEN_FOR_GOOD = "/heartbeat/"
"""Requests that last as long as a page is open, and are no work."""
_FETCHED = "/queue/data"
"""Where a page waits for answers that are under way."""
_AREAS = ("/api/ask", "/api", "/v1", "/mcp", "/desk", "/gradio_api", "/documents", "/originals", "/lookup")
_ASKED = ("/api/ask", "/v1/chat/completions")
_WATCHED = ("/healthz", "/readyz", "/metrics")
_READING = ("GET", "HEAD")
_CLOSED = "运行指标只给本机，或给出示 WENCE_METRICS_KEY 的监控系统；要对所有人开放，请设 WENCE_METRICS=open。"
_FRESH = {"Cache-Control": "no-store"}


class Vitals:
    """Answers /healthz and /readyz to anyone under any name, for they say nothing that is worth knowing; /metrics to few."""

    def __init__(self, app: ASGIApp, health: Health, service: Service, settings: Settings) -> None:
        self._app = app
        self._service = service
        self._health = health
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, or passes it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path, stopping = scope["path"], self._service.stopping
        answered = await self._vital(scope)
        if answered is None and stopping.is_begun and not path.endswith(_FETCHED):
            answered = late(path)
        if answered is not None:
            is_encrypted = scope.get("scheme") == "https"
            answered.raw_headers = [*with_ours(answered.raw_headers, is_encrypted=is_encrypted, is_desk=False)]
            await answered(scope, receive, send)
        elif _OPEN_FOR_GOOD in path:
            await self._app(scope, receive, send)
        else:
            parting = Parting(scope, receive, self._counting(path, send))
            with stopping.answering(parting.begin):
                await self._app(scope, receive, parting.send)

    async def _vital(self, scope: Scope) -> Response | None:
        path: str = scope["path"]
        if path in _WATCHED and scope["method"] not in _READING:
            return PlainTextResponse("", 405, {"Allow": ", ".join(_READING)})
        if path == "/healthz":
            return JSONResponse({"alive": True}, headers=_FRESH)
        if path == "/readyz":
            found = await to_thread.run_sync(self._health.readiness)
            told = {"ready": found.is_ready, "message": found.said}
            return JSONResponse(told, 200 if found.is_ready else 503, _FRESH)
        if path == "/metrics":
            return await self._figures(scope)
        return None

    async def _figures(self, scope: Scope) -> Response:
        metrics, headers = self._service.metrics, Headers(scope=scope)
        if metrics is None or self._settings.metrics is Metering.OFF:
            return PlainTextResponse("", 404)
        if not may_read(self._settings, headers, (scope.get("client") or ("",))[0]):
            return PlainTextResponse(_CLOSED, 403, _FRESH)
        text, kind = await to_thread.run_sync(metrics.written, headers.get("accept", ""))
        return Response(text, headers={**_FRESH, "Content-Type": kind})

    def _counting(self, path: str, send: Send) -> Send:
        metrics, area = self._service.metrics, area_of(path)
        if metrics is None:
            return send

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                metrics.requests.labels(area, str(message["status"])).inc()
                if message["status"] == 429 and path in _ASKED:
                    metrics.refused(Channel.API)
            await send(message)

        return counted


def may_read(settings: Settings, headers: Headers, peer: str) -> bool:
    """Whether whoever sends this may read the figures: on this machine and not through a proxy, or with the key.

    A page of another site that a browser here shows comes under that site's name, and is not let in.
    """
    if settings.metrics is Metering.OPEN:
        return True
    shown = headers.get("authorization", "")
    if settings.metrics_key is not None and shown:
        wanted = f"Bearer {settings.metrics_key.get_secret_value()}"
        return hmac.compare_digest(shown.encode(), wanted.encode())
    return is_loopback(peer) and is_for_us(headers, frozenset()) and not comes_through_a_proxy(headers)


def area_of(path: str) -> str:
    """The part of the site that an address belongs to; one of few, whatever strangers ask for."""
    return next((area for area in _AREAS if path == area or path.startswith(f"{area}/")), "other")
