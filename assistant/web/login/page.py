"""The look of the pages for signing in and out."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from assistant.web.header import plain_top
from assistant.web.login.words import login_words
from assistant.web.preferences import language_of, theme_of
from assistant.web.text import Language, words

if TYPE_CHECKING:
    from jinja2 import Template

_INERT = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {"Content-Security-Policy": _INERT, "Cache-Control": "no-store", "X-Frame-Options": "DENY"}


def page(
    form: str, request: Request, status: int = 200, headers: Mapping[str, str] | None = None, **values: Any
) -> HTMLResponse:
    """The page with the form "login" or "logout", in the visitor's language and colours; `values` are what it shows."""
    language, theme, target = spoken(request), theme_of(request), values.get("next")
    asked = {"lang": request.query_params["lang"]} if "lang" in request.query_params else {}
    shown = _template().render(
        said=login_words(language),
        top=Markup(plain_top(words(language), theme, _address(form, {"next": target} if target else {}))),  # noqa: S704 - escapes what it is given
        theme=theme or "",
        form=form,
        action=_address(form, asked),
        **values,
    )
    return HTMLResponse(shown, status, {**_HEADERS, **(headers or {})})


def spoken(request: Request) -> Language:
    """The language that the address asks for, else the one that the visitor has chosen."""
    asked = request.query_params.get("lang")
    return words(asked).language if asked else language_of(request)


def _address(form: str, query: Mapping[str, str]) -> str:
    return f"/{form}?{urlencode(query)}" if query else f"/{form}"


@cache
def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined

    text = files("assistant.web.login").joinpath("page.html").read_text("utf-8")
    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True).from_string(text)
