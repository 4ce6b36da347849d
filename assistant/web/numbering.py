"""Gives every request its number, says it in the answer, and writes a line about what was answered."""

import ipaddress
import logging
import time
from collections.abc import Sequence

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.operations import request

logger = logging.getLogger(__name__)

_NAME = request.HEADER.encode()
_QUIET = ("/gradio_api/", "/desk/gradio_api/", "/assets/", "/static/", "/healthz", "/readyz", "/metrics")
"""What browsers and watchers fetch by themselves is told at `debug` only, where it went well."""
_LONGEST = 200
"""Characters of a path that are told."""


class Numbered:
    """Stands before everything else; the number that a trusted proxy gives is kept."""

    def __init__(self, app: ASGIApp, proxies: Sequence[str] = ()) -> None:
        """`proxies` are the addresses and networks that are trusted."""
        self._app = app
        self._trusted = tuple(ipaddress.ip_network(one) for one in proxies)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes one request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        number = self._given(scope) or request.new_number()
        scope[request.HEADER] = number
        # Not taken back: what the server itself says of this request later, in this task, is to bear it, too.
        request.enter(number)
        began, status = time.perf_counter(), 0

        async def numbered(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                kept = [pair for pair in message.get("headers", ()) if pair[0].lower() != _NAME]
                message = {**message, "headers": [*kept, (_NAME, number.encode())]}
            await send(message)

        try:
            await self._app(scope, receive, numbered)
        finally:
            _tell(scope, status, time.perf_counter() - began)

    def _given(self, scope: Scope) -> str | None:
        said = [value for name, value in scope["headers"] if name == _NAME]
        if len(said) != 1 or not self._is_trusted(scope):
            return None
        return request.well_formed(said[0].decode("latin-1"))

    def _is_trusted(self, scope: Scope) -> bool:
        try:
            peer = ipaddress.ip_address((scope.get("client") or ("",))[0])
        except ValueError:
            return False
        return any(peer in network for network in self._trusted)


def number_of_event() -> str:
    """The number of the request by which a page asked for what Gradio does now, in a task of its own; empty elsewhere."""
    from gradio.context import LocalContext

    asked = getattr(LocalContext.request.get(None), "request", None)
    number: str = (getattr(asked, "scope", None) or {}).get(request.HEADER, "")
    return number


def _tell(scope: Scope, status: int, seconds: float) -> None:
    """One line without the query, which may hold what was asked, and without anything of the body."""
    path: str = scope["path"][:_LONGEST]
    is_quiet = path.startswith(_QUIET) and status < 500 and status != 0
    client = (scope.get("client") or (None,))[0]
    extra = {"method": scope["method"], "path": path, "status": status or None, "seconds": round(seconds, 4)}
    logger.log(logging.DEBUG if is_quiet else logging.INFO, "request", extra=extra | {"client": client})
