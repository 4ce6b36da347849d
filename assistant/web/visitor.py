"""Who looks at a page, without knowing who it is: a random cookie, of which only the SHA-256 is ever kept."""

import re
from collections.abc import Mapping
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "wence_visitor"
_BYTES = 24
"""192 random bits."""
_GIVEN = re.compile(r"[A-Za-z0-9_-]{32}")
"""What `token_urlsafe` makes of them; anything else was not given out here."""
_REMEMBERED = 365 * 24 * 3600
"""Seconds from the last visit on: a year."""


def visitor_of(headers: Mapping[str, str]) -> str | None:
    """The visitor who sends a request with these headers; None for one who has no cookie of ours."""
    token = _token(headers.get("cookie"))
    return sha256(token.encode()).hexdigest() if token else None


class Visitors:
    """Gives every browser that opens a page its cookie, and renews it with each visit; programs get none."""

    def __init__(self, app: "ASGIApp") -> None:
        self.app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Passes the request on."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return

        async def marked(message: "Message") -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                cookie = _cookie(_token(_header(scope, b"cookie")), is_secure=scope.get("scheme") == "https")
                message = {**message, "headers": [*message.get("headers", ()), (b"set-cookie", cookie.encode())]}
            await send(message)

        await self.app(scope, receive, marked)


def _is_page(message: "Message") -> bool:
    kinds = [value for name, value in message.get("headers", ()) if name.lower() == b"content-type"]
    return message["status"] == 200 and any(kind.startswith(b"text/html") for kind in kinds)


def _header(scope: "Scope", name: bytes) -> str | None:
    headers: Any = scope["headers"]
    return next((value.decode("latin-1") for key, value in headers if key == name), None)


def _token(header: str | None) -> str | None:
    try:
        morsel = SimpleCookie(header or "").get(COOKIE)
    except CookieError:
        return None
    return morsel.value if morsel and _GIVEN.fullmatch(morsel.value) else None


def _cookie(token: str | None, *, is_secure: bool) -> str:
    secure = "; Secure" if is_secure else ""
    return f"{COOKIE}={token or token_urlsafe(_BYTES)}; Path=/; Max-Age={_REMEMBERED}; HttpOnly; SameSite=Lax{secure}"
