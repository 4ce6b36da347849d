"""Documents and their original files on the same port, by document id only: no path ever comes from the address."""

import datetime
from collections.abc import Callable
from importlib.resources import files
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote as percent

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, Response

from assistant.web.document.comparing import compare_context
from assistant.web.document.originals import original_routes
from assistant.web.document.pages import missing, page, visit_of
from assistant.web.document.paper import paper_routes
from assistant.web.document.pictures import Pictures
from assistant.web.document.related import Relations
from assistant.web.document.view import document_context
from assistant.web.text import words
from corpus.errors import NoSuchDocument

if TYPE_CHECKING:
    from assistant.open import Assistant
    from index.catalog import Catalog

Offset = Annotated[int, Query(ge=0)]
_FILES = (("/documents.css", "style.css", "text/css"), ("/documents.js", "page.js", "text/javascript"))
_UNSAFE = str.maketrans(dict.fromkeys('\\/:*?"<>|\r\n\t', "_"))
"""What no file's name may hold."""


def routes(assistant: "Assistant") -> APIRouter:
    """The routes below /documents and /originals."""
    router = APIRouter()
    catalog, pictures = assistant.store.catalog, Pictures()
    for path, name, kind in _FILES:
        router.add_api_route(path, _file(name, kind), include_in_schema=False)
    router.include_router(_document_routes(assistant))
    router.include_router(paper_routes(assistant, pictures))
    router.include_router(original_routes(catalog, pictures))

    @router.get("/documents/{rest:path}", response_class=HTMLResponse, include_in_schema=False)
    def elsewhere(request: Request, rest: str) -> HTMLResponse:
        """Any other address below /documents."""
        return missing(visit_of(assistant, request))

    return router


def _document_routes(assistant: "Assistant") -> APIRouter:
    """The routes /documents/ID, /documents/ID/text and /documents/ID/compare/OTHER."""
    router = APIRouter()
    catalog, relations = assistant.store.catalog, Relations(assistant)

    @router.get("/documents/{doc_id}", response_class=HTMLResponse)
    def document(
        request: Request, doc_id: str, start: Offset = 0, end: Offset = 0, revision: str | None = None, as_of: str = ""
    ) -> HTMLResponse:
        """A document in its present revision or a former one, with one stretch marked."""
        visit = visit_of(assistant, request)
        try:
            found = catalog.document(doc_id, revision)
        except NoSuchDocument:
            return missing(visit)
        today = assistant.today
        on = _day(as_of) or today
        present = _present(catalog, doc_id) if revision else found.card.revision
        related = relations.of(found, on)
        context = document_context(found, related, visit, on, today, (start, end), present=present)
        return page("document.html", visit, context)

    @router.get("/documents/{doc_id}/text", response_class=PlainTextResponse)
    def text(doc_id: str, revision: str | None = None) -> Response:
        """The cleaned text as a file."""
        try:
            found = catalog.document(doc_id, revision)
        except NoSuchDocument:
            return PlainTextResponse(words(None).no_such_document, 404)
        name = percent(f"{found.card.title.translate(_UNSAFE)[:80] or doc_id}.txt")
        return PlainTextResponse(found.text, headers={"Content-Disposition": f"attachment; filename*=utf-8''{name}"})

    @router.get("/documents/{doc_id}/compare/{other_id}", response_class=HTMLResponse)
    def compare(
        request: Request,
        doc_id: str,
        other_id: str,
        revision: str | None = None,
        other_revision: str | None = None,
    ) -> HTMLResponse:
        """Two wordings side by side: `doc_id` on the left, `other_id` on the right."""
        visit = visit_of(assistant, request)
        try:
            old, new = catalog.document(doc_id, revision), catalog.document(other_id, other_revision)
        except NoSuchDocument:
            return missing(visit)
        return page("compare.html", visit, compare_context(old, new, visit, assistant.today))

    return router


def _file(name: str, kind: str) -> Callable[[], Response]:
    data = files("assistant.web.document").joinpath(name).read_bytes()

    def served() -> Response:
        return Response(data, media_type=kind, headers={"Cache-Control": "no-cache"})

    return served


def _day(text: str) -> datetime.date | None:
    """The day that an address asks for; None where it names none."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def _present(catalog: "Catalog", doc_id: str) -> str | None:
    """The revision that is held now."""
    try:
        return catalog.document(doc_id).card.revision
    except NoSuchDocument:
        return None
