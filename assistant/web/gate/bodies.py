"""How large the body of a request may be, whatever it says of itself."""

from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.gate.told import told

_TOO_LARGE = "内容太大，没有处理。"


class TooLarge(Exception):
    """More has come than is taken."""


class Bodies:
    """Turns away bodies that are too large: at once where they say so, else as soon as they are."""

    def __init__(self, app: ASGIApp, most_of: Callable[[str], int]) -> None:
        """`most_of` gives the bytes that a path takes."""
        self._app = app
        self._most_of = most_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, or passes it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most, headers = self._most_of(scope["path"]), Headers(scope=scope)
        refusal = told(413, "too_large", _TOO_LARGE, headers, {"Connection": "close"})
        said = headers.get("content-length", "0")
        if not (said.isascii() and said.isdigit()) or int(said[:20]) > most:
            await refusal(scope, receive, send)
            return
        come, is_over, is_begun = 0, False, False

        async def counted() -> Message:
            nonlocal come, is_over
            message = await receive()
            come += len(message.get("body", b""))
            if come > most:
                is_over = True
                raise TooLarge
            return message

        async def answered(message: Message) -> None:
            nonlocal is_begun
            if is_over and not is_begun:
                raise TooLarge  # whatever is made of it inside, it is told here
            is_begun = True
            await send(message)

        try:
            await self._app(scope, counted, answered)
        except TooLarge:
            if not is_begun:
                await refusal(scope, receive, send)
