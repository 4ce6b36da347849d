"""Documents and their original files on the same port, by document id only: no path ever comes from the address."""

import logging
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse, HTMLResponse, PlainTextResponse, Response

from assistant.web.document.view import document_page, missing_page
from assistant.web.text import words
from corpus.decode import decode
from corpus.errors import NoSuchDocument

if TYPE_CHECKING:
    from assistant.open import Assistant
    from index.catalog import Catalog

logger = logging.getLogger(__name__)

_INERT = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
"""Nothing of a document may run or load anything."""
_TEXT = frozenset({".txt", ".md", ".markdown", ".text", ".html", ".htm", ".xhtml"})
"""Shown as plain text; HTML too, for a page as scraped would run here with the rights of our own."""
_BROWSERS = {"big5hkscs": "big5"}
"""What browsers call an encoding where Python's name for it is another."""


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
        headers, said = {"Content-Security-Policy": _INERT}, words(lang)
        try:
            found = catalog.document(doc_id, revision)
        except NoSuchDocument:
            return HTMLResponse(missing_page(said), 404, headers)
        is_former = revision is not None and _present(catalog, doc_id) not in (None, revision)
        shown = document_page(found, said, assistant.today, (start, end), is_former=is_former)
        return HTMLResponse(shown, headers=headers)

    @router.get("/originals/{doc_id}", response_class=FileResponse)
    def original(doc_id: str, revision: str | None = None) -> Response:
        """The file that a document was read from, as it was ingested."""
        try:
            card = catalog.document(doc_id, revision).card
            path = catalog.original(card.revision)
        except NoSuchDocument:
            return PlainTextResponse(words(None).no_such_document, 404)
        if not path.is_file():
            logger.error("the original of %s is missing: %s", card.source_path, path)
            return PlainTextResponse(words(None).no_such_document, 404)
        return _served(path, Path(card.source_path).name)

    return router


def _present(catalog: "Catalog", doc_id: str) -> str | None:
    try:
        return catalog.document(doc_id).card.revision
    except NoSuchDocument:
        return None


def _served(path: Path, name: str) -> FileResponse:
    """The file under its own name: text and PDF in the browser, anything else as a download."""
    suffix = Path(name).suffix.lower()
    if suffix in _TEXT:
        return FileResponse(
            path,
            media_type=f"text/plain; charset={_charset(path)}",
            filename=name,
            content_disposition_type="inline",
            headers={"Content-Security-Policy": f"{_INERT}; sandbox"},
        )
    if suffix == ".pdf":
        # No sandbox: it would keep the browser's own viewer from opening.
        return FileResponse(path, media_type="application/pdf", filename=name, content_disposition_type="inline")
    return FileResponse(path, media_type="application/octet-stream", filename=name)


def _charset(path: Path) -> str:
    """The encoding that the file was read in, so that the browser need not guess."""
    encoding = decode(path.read_bytes()).encoding
    return _BROWSERS.get(encoding, encoding)
