"""GET /api/docs: how to use the interface, as one page made from its schema, which loads nothing from elsewhere."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse

from assistant.api.description import STAFF
from assistant.api.guide_words import CHINESE, ENGLISH
from assistant.api.operations import Caller, Operation, operations
from assistant.web.header import account_of, plain_top
from assistant.web.preferences import language_of, theme_of
from assistant.web.text import Language, words

if TYPE_CHECKING:
    from assistant.open import Assistant

_ADDRESS = "/api/docs"
_INERT = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Group:
    """The routes of one chapter."""

    tag: str
    operations: tuple[Operation, ...]


def routes(
    app: FastAPI, assistant: "Assistant", tools: Sequence[tuple[str, str]], needs_keys: Callable[[], bool]
) -> APIRouter:
    """The route /api/docs; `app` is the application that it describes, `tools` are those of MCP by name and purpose."""
    router = APIRouter()

    @router.get(_ADDRESS, include_in_schema=False)
    def guide(request: Request) -> HTMLResponse:
        language, theme = language_of(request), theme_of(request)
        said = words(language)
        w = ENGLISH if language is Language.ENGLISH else CHINESE
        held = assistant.store.catalog.cards()
        values = {"doc_id": held[0].doc_id if held else "1edc7410dfad", "name": "wence"}
        key = w.a_key if needs_keys() else ""
        caller = Caller(str(request.base_url).rstrip("/"), key, w.a_key, values)
        top = plain_top(said, theme, to=_ADDRESS, account=account_of(assistant, request))
        context = {"said": said, "w": w, "theme": theme or "", "tools": tools}
        return HTMLResponse(page(app.openapi(), caller, top, context), headers={"Content-Security-Policy": _INERT})

    return router


def page(schema: Mapping[str, Any], caller: Caller, top: str, context: Mapping[str, Any]) -> str:
    """The page for an OpenAPI schema, below `top`, with the words of `context`."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    text = files("assistant.api").joinpath("guide.html").read_text("utf-8")
    template = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True).from_string(text)  # fmt: skip
    groups = tuple(grouped(tuple(operations(schema, caller))))
    return template.render(
        info=schema["info"],
        operations=tuple(it for group in groups for it in group.operations),
        groups=groups,
        has_staff=any(group.tag == STAFF for group in groups),
        base=caller.base,
        key=f" -H 'Authorization: Bearer {caller.key}'" if caller.key else "",
        top=Markup(top),  # noqa: S704 - made of escaped parts by plain_top
        **context,
    )


def grouped(operations: Sequence[Operation]) -> Iterator[Group]:
    """The routes chapter by chapter, that of the staff last."""
    tags = sorted(dict.fromkeys(it.tag for it in operations), key=lambda tag: tag == STAFF)
    for tag in tags:
        yield Group(tag, tuple(it for it in operations if it.tag == tag))
