"""A page of a PDF as a web page: the picture with the quote marked, and the pages before and behind."""

from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from assistant.web.addresses import document_address, original_address
from assistant.web.document.originals import kept, number_of, undrawn
from assistant.web.document.pages import Visit, missing, page, visit_of
from assistant.web.document.pictures import Busy, Pictures, Wanted, page_bounds, page_count
from assistant.web.document.view import address_of
from corpus.document import Document
from corpus.errors import NoSuchDocument, StoreError
from corpus.readers.drawing import Drawing, Undrawn

if TYPE_CHECKING:
    from assistant.open import Assistant

_NOT_FOUND, _BUSY = 404, 503


def paper_routes(assistant: "Assistant", pictures: Pictures) -> APIRouter:
    """The route /documents/ID/pages/N."""
    router = APIRouter()

    @router.get("/documents/{doc_id}/pages/{number}", response_class=HTMLResponse)
    def paper(
        request: Request,
        doc_id: str,
        number: str,
        revision: str | None = None,
        start: Annotated[int, Query(ge=0)] = 0,
        end: Annotated[int, Query(ge=0)] = 0,
    ) -> HTMLResponse:
        """A page of a PDF, the span marked; `cited` is the page on which the span begins."""
        visit = visit_of(assistant, request)
        try:
            document, path = kept(assistant.store.catalog, doc_id, revision)
        except NoSuchDocument:
            return missing(visit)
        except StoreError:
            document = assistant.store.catalog.document(doc_id, revision)
            return _shown(document, 1, (start, end), visit, None, visit.more.unreachable, _BUSY)
        wanted = number_of(document, number, start)
        if wanted is None:
            return _shown(document, 1, (start, end), visit, None, visit.more.no_such_page, _NOT_FOUND)
        try:
            found = pictures.picture(document, Wanted(path, wanted, (start, end)))
        except Busy:
            return _shown(document, wanted, (start, end), visit, None, visit.more.busy, _BUSY)
        if isinstance(found, Undrawn):
            return _shown(
                document, wanted, (start, end), visit, None, undrawn(document, wanted, visit.more), _NOT_FOUND
            )
        return _shown(document, wanted, (start, end), visit, found, _note(document, wanted, (start, end), found, visit))

    return router


def _note(document: Document, number: int, span: tuple[int, int], found: Drawing, visit: Visit) -> str:
    """What has to be said of the mark; empty where it is plain to see."""
    first, last = page_bounds(document, number)
    if not (max(first, span[0]) < min(last, span[1])):
        return ""
    if not found.marks:
        return visit.more.unmarked if found.has_text else visit.more.scanned
    return visit.more.two_pages if span[1] > last else ""


def _shown(
    document: Document,
    number: int,
    span: tuple[int, int],
    visit: Visit,
    drawing: Drawing | None,
    note: str,
    status: int = 200,
) -> HTMLResponse:
    card = document.card
    marked = {"start": span[0], "end": span[1]} if span[0] < span[1] else {}
    query = urlencode({"revision": card.revision} | marked)
    context = {
        "title": card.title or visit.said.untitled,
        "number": number,
        "count": page_count(document),
        "drawing": drawing,
        "note": note,
        "picture": f"/originals/{card.doc_id}/pages/{number}.png?{query}",
        "page_to": lambda at: f"{address_of(card)}/pages/{at}?{query}",
        "text_to": document_address(card, visit.said, span if marked else None),
        "original": original_address(card, number),
    }
    return page("page.html", visit, context, status)
