"""How assistants reach the server: over HTTP on the port of the page, or as a program of their own (stdio)."""

from typing import TYPE_CHECKING, Any

import anyio
from fastapi import APIRouter
from fastapi.responses import Response
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from starlette.types import Receive, Scope, Send

from assistant.mcp.server import server
from assistant.mcp.tools import Tool

if TYPE_CHECKING:
    from assistant.open import Assistant

MOST_BYTES = 256 * 1024
"""Of a request's body."""


def routes(assistant: "Assistant", tools: tuple[Tool, ...]) -> APIRouter:
    """The route /mcp."""
    router, made = APIRouter(), server(assistant, tools)

    @router.post("/mcp", include_in_schema=False)
    async def mcp() -> Response:
        return _Exchange(made)

    return router


class _Exchange(Response):
    """One request and what it is answered.

    Nothing is kept between two requests, so each has a manager of its own, which ends with it.
    """

    def __init__(self, made: Server[Any]) -> None:
        super().__init__()
        # Foreign hosts and origins are refused by the guard of the whole site, which knows its names.
        self._manager = StreamableHTTPSessionManager(made, stateless=True, max_request_body_size=MOST_BYTES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers the request."""
        async with self._manager.run():
            await self._manager.handle_request(scope, receive, send)


def over_stdio(assistant: "Assistant", tools: tuple[Tool, ...]) -> None:
    """Serves one assistant program on standard input and output until it hangs up."""
    made = server(assistant, tools)

    async def run() -> None:
        async with stdio_server() as (reading, writing):
            await made.run(reading, writing, made.create_initialization_options())

    anyio.run(run)
