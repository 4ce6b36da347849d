"""Documents and their original files on the same port, by document id only: no path ever comes from the address."""

from importlib.resources import files
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, Response

from assistant.web.document.originals import INERT, original_routes
from assistant.web.document.pictures import Pictures
from assistant.web.document.view import document_page, missing_page
from assistant.web.text import words
from corpus.errors import NoSuchDocument

if TYPE_CHECKING:
    from assistant.open import Assistant
    from index.catalog import Catalog


def routes(assistant: "Assistant") -> APIRouter:
    """The routes /documents/ID and /originals/ID."""
    router = APIRouter()
    catalog = assistant.store.catalog

    @router.get("/documents.css", include_in_schema=False)
    def document_style() -> Response:
        return Response(files("assistant.web.document").joinpath("style.css").read_bytes(), media_type="text/css")

    @router.get("/documents/{doc_id}", response_class=HTMLResponse)
    def document(
        doc_id: str,
        start: Annotated[int, Query(ge=0)] = 0,
        end: Annotated[int, Query(ge=0)] = 0,
        revision: str | None = None,
        lang: str | None = None,
    ) -> HTMLResponse:
        """The cleaned text of a document, in its present revision or a former one, with one stretch marked."""
        headers, said = {"Content-Security-Policy": INERT}, words(lang)
        try:
            found = catalog.document(doc_id, revision)
        except NoSuchDocument:
            return HTMLResponse(missing_page(said), 404, headers)
        is_former = revision is not None and _present(catalog, doc_id) not in (None, revision)
        shown = document_page(found, said, assistant.today, (start, end), is_former=is_former)
        return HTMLResponse(shown, headers=headers)

    router.include_router(original_routes(catalog, Pictures()))
    return router


def _present(catalog: "Catalog", doc_id: str) -> str | None:
    try:
        return catalog.document(doc_id).card.revision
    except NoSuchDocument:
        return None
