"""What a visitor has chosen of language and colours, kept in two cookies that pages and server both read."""

from enum import StrEnum
from typing import Annotated, Any, TypeVar
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse

from assistant.web.text import Language

C = TypeVar("C", bound=StrEnum)

LANGUAGE_COOKIE = "wence-language"
THEME_COOKIE = "wence-theme"
_KEPT = 365 * 24 * 3600
"""Seconds: a year."""
_LONGEST = 2000
"""Characters of an address to go back to."""


class Theme(StrEnum):
    """Colours that a visitor has chosen; without a choice the system's are taken."""

    LIGHT = "light"
    DARK = "dark"


def language_of(request: Any) -> Language:
    """The language that the visitor has chosen; Chinese without a choice. Takes a request of Gradio or of FastAPI."""
    return _known(Language, _cookie(request, LANGUAGE_COOKIE)) or Language.CHINESE


def theme_of(request: Any) -> Theme | None:
    """The colours that the visitor has chosen, if any."""
    return _known(Theme, _cookie(request, THEME_COOKIE))


def _cookie(request: Any, name: str) -> str | None:
    try:
        found = request.cookies[name]  # Gradio's own object has no safe `get`: a cookie of that name would replace it
    except (AttributeError, KeyError):
        return None
    return found if isinstance(found, str) else None


def _known(choices: type[C], value: str | None) -> C | None:
    return next((one for one in choices if one.value == value), None)


def routes() -> APIRouter:
    """The route /preferences: a choice made by a link, for pages that run no script."""
    router = APIRouter()

    @router.get("/preferences", include_in_schema=False)
    def choose(
        request: Request,
        language: Language | None = None,
        theme: Theme | None = None,
        to: Annotated[str, Query(max_length=_LONGEST)] = "/",
    ) -> RedirectResponse:
        """Keeps the choice and leads back to the page that it was made on."""
        answer = RedirectResponse(back(to), 303)
        for name, chosen in ((LANGUAGE_COOKIE, language), (THEME_COOKIE, theme)):
            if chosen is not None:
                is_secure = request.url.scheme == "https"
                answer.set_cookie(name, chosen.value, max_age=_KEPT, samesite="lax", secure=is_secure)
        return answer

    return router


def back(to: str) -> str:
    """An address on this very host, without a language of its own; the start page for any other."""
    try:
        parts = urlsplit(to)
    except ValueError:
        return "/"
    is_ours = not parts.scheme and not parts.netloc and to.startswith("/") and not to.startswith(("//", "/\\"))
    if not is_ours or not to.isprintable():
        return "/"
    query = urlencode([pair for pair in parse_qsl(parts.query) if pair[0] != "lang"])
    return parts._replace(query=query).geturl()
