"""The pages about one document, filled in: everything of a document is escaped by the templates."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from assistant.web.document.words import PageWords, page_words
from assistant.web.header import account_of, plain_top
from assistant.web.preferences import Theme, language_of, theme_of
from assistant.web.text import Words, words

if TYPE_CHECKING:
    from assistant.open import Assistant

_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'self'"
)
"""Nothing of a document may run or load anything; the pages' own script is a file of ours."""


@dataclass(frozen=True, slots=True)
class Visit:
    """How one visitor sees a page."""

    said: Words
    theme: Theme | None
    top: Markup
    lang: str | None
    """Where the address itself asks for a language."""
    here: str
    """The path of the page."""

    @property
    def more(self) -> PageWords:
        """The labels of these pages."""
        return page_words(self.said)


def visit_of(assistant: "Assistant", request: Request) -> Visit:
    """The visitor's language, colours and account, as a request tells them."""
    lang = request.query_params.get("lang")
    said, theme = words(lang or language_of(request)), theme_of(request)
    path, query = request.url.path, request.url.query
    top = plain_top(said, theme, f"{path}?{query}" if query else path, account=account_of(assistant, request))
    return Visit(said, theme, Markup(top), lang, path)  # noqa: S704 - the top escapes what it is given


def page(template: str, visit: Visit, context: Mapping[str, Any], status: int = 200) -> HTMLResponse:
    """A template filled in for a visitor."""
    seen = {"said": visit.said, "more": visit.more, "theme": visit.theme, "top": visit.top, "lang": visit.lang}
    text = _templates().get_template(template).render(here=visit.here, **seen, **context)
    return HTMLResponse(text, status, {"Content-Security-Policy": _POLICY})


def missing(visit: Visit) -> HTMLResponse:
    """What is shown for an address that leads to no document."""
    return page("missing.html", visit, {"title": visit.more.missing, "hint": visit.more.missing_hint}, 404)


def nowhere(visit: Visit) -> HTMLResponse:
    """What is shown for an address that leads nowhere."""
    return page("missing.html", visit, {"title": visit.more.nowhere, "hint": visit.more.nowhere_hint}, 404)


@cache
def _templates() -> Environment:
    loader = PackageLoader("assistant.web.document", "")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, auto_reload=False)
