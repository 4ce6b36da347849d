"""How assistants reach the server: over HTTP on the port of the page, or as a program of their own (stdio)."""

from typing import TYPE_CHECKING, Any

import anyio
from fastapi import APIRouter, Request
from fastapi.responses import Response
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from starlette.types import Receive, Scope, Send

from assistant.accounts.reach import is_loopback
from assistant.mcp.server import server
from assistant.mcp.tools import tools

if TYPE_CHECKING:
    from assistant.api.asking import Answering
    from assistant.api.work import Places
    from assistant.open import Assistant

MOST_BYTES = 256 * 1024
"""Of a request's body."""
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def routes(assistant: "Assistant", answering: "Answering", places: "Places") -> APIRouter:
    """The route /mcp."""
    router, made = APIRouter(), server(assistant, tools(assistant, answering, places))
    is_local = is_loopback(assistant.settings.host)

    @router.post("/mcp", include_in_schema=False)
    async def mcp(request: Request) -> Response:
        return _Exchange(made, _security(request, is_local=is_local))

    return router


class _Exchange(Response):
    """One request and what it is answered.

    Nothing is kept between two requests, so each has a manager of its own, which ends with it.
    """

    def __init__(self, made: Server[Any], security: TransportSecuritySettings) -> None:
        super().__init__()
        self._manager = StreamableHTTPSessionManager(
            made, stateless=True, security_settings=security, max_request_body_size=MOST_BYTES
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers the request."""
        async with self._manager.run():
            await self._manager.handle_request(scope, receive, send)


def _security(request: Request, *, is_local: bool) -> TransportSecuritySettings:
    """Whom to answer: no script of another site, nor, on loopback, one that gave a name of its own to this machine."""
    host = request.headers.get("host", "")
    names = [*_LOOPBACK, *(f"{name}:*" for name in _LOOPBACK)] if is_local else [host]
    return TransportSecuritySettings(allowed_hosts=names, allowed_origins=[f"http://{host}", f"https://{host}"])


def over_stdio(assistant: "Assistant", answering: "Answering", places: "Places") -> None:
    """Serves one assistant program on standard input and output until it hangs up."""
    made = server(assistant, tools(assistant, answering, places))

    async def run() -> None:
        async with stdio_server() as (reading, writing):
            await made.run(reading, writing, made.create_initialization_options())

    anyio.run(run)
