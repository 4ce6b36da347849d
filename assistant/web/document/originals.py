"""The files that documents were read from, whole and as pictures of their pages; by document id only."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse, PlainTextResponse, Response

from assistant.web.document.pictures import Busy, Pictures, Wanted, page_count, page_of
from assistant.web.document.words import PageWords, page_words
from assistant.web.text import words
from corpus.decode import decode
from corpus.document import Document
from corpus.errors import NoSuchDocument, StoreError
from corpus.readers.drawing import Undrawn

if TYPE_CHECKING:
    from index.catalog import Catalog

logger = logging.getLogger(__name__)

_INERT = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
"""Nothing of a document may run or load anything."""
_TEXT = frozenset({".txt", ".md", ".markdown", ".text", ".html", ".htm", ".xhtml"})
"""Shown as plain text; HTML too, for a page as scraped would run here with the rights of our own."""
_BROWSERS = {"big5hkscs": "big5"}
"""What browsers call an encoding where Python's name for it is another."""
_LATER = {"Retry-After": "5"}
_KEPT = "private, max-age=86400"
"""A revision never changes, so its pictures need not be asked for again."""


def original_routes(catalog: "Catalog", pictures: Pictures) -> APIRouter:
    """The routes /originals/ID and /originals/ID/pages/N.png."""
    router = APIRouter()

    @router.get("/originals/{doc_id}", response_class=FileResponse)
    def original(doc_id: str, revision: str | None = None) -> Response:
        """The file that a document was read from, as it was ingested."""
        try:
            document, path = kept(catalog, doc_id, revision)
        except NoSuchDocument:
            return PlainTextResponse(words(None).no_such_document, 404)
        except StoreError:
            return PlainTextResponse(page_words(words(None)).unreachable, 503, _LATER)
        return _served(path, Path(document.card.source_path).name)

    @router.get("/originals/{doc_id}/pages/{page}.png", response_class=Response)
    def page(
        doc_id: str,
        page: str,
        revision: str | None = None,
        start: Annotated[int, Query(ge=0)] = 0,
        end: Annotated[int, Query(ge=0)] = 0,
        strip: bool = False,
        lang: str | None = None,
    ) -> Response:
        """A page of a PDF as a picture, the span marked; `cited` is the page on which the span begins."""
        said = page_words(words(lang))
        try:
            document, path = kept(catalog, doc_id, revision)
        except NoSuchDocument:
            return PlainTextResponse(words(lang).no_such_document, 404)
        except StoreError:
            return PlainTextResponse(said.unreachable, 503, _LATER)
        number = number_of(document, page, start)
        if number is None:
            return PlainTextResponse(said.no_such_page, 404)
        try:
            found = pictures.picture(document, Wanted(path, number, (start, end), strip))
        except Busy:
            return PlainTextResponse(said.busy, 503, _LATER)
        if isinstance(found, Undrawn):
            return PlainTextResponse(undrawn(document, number, said), 404)
        cache = {"Cache-Control": _KEPT} if revision else {}
        marks = {"X-Wence-Marks": str(len(found.marks)), "X-Wence-Page": str(number)}
        return Response(found.png, media_type="image/png", headers=cache | marks)

    return router


def kept(catalog: "Catalog", doc_id: str, revision: str | None) -> tuple[Document, Path]:
    """A document and its original.

    Raises NoSuchDocument, also where the file is lost, and StoreError where what keeps it cannot be reached now.
    """
    document = catalog.document(doc_id, revision)
    try:
        path = catalog.original(document.card.revision)
    except StoreError as error:
        logger.error("%s", error)
        raise
    if not path.is_file():
        logger.error("the original of %s is missing: %s", document.card.source_path, path)
        raise NoSuchDocument(doc_id)
    return document, path


def number_of(document: Document, page: str, start: int) -> int | None:
    """The number that an address names, `cited` for that of the page on which the span begins; None for no page of a PDF."""
    if not document.card.source_path.lower().endswith(".pdf"):
        return None
    if page == "cited":
        return page_of(document, start)
    return int(page) if page.isascii() and page.isdecimal() and len(page) < 6 and int(page) else None


def undrawn(document: Document, number: int, said: PageWords) -> str:
    """Why a page has no picture: there is no such page, or it cannot be drawn."""
    count = page_count(document)
    return said.beyond.format(number, count) if number > count else said.undrawn


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
