"""GET /api/documents: what is held, one by one or as a list."""

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import PlainTextResponse, Response
from pydantic import Field

from assistant.api.description import faults
from assistant.api.listing import listed
from assistant.api.narrowing import Day, Narrowing
from assistant.api.replies import DocumentReply, DocumentsReply, FaultReply
from assistant.api.wording import Text
from assistant.record import record
from assistant.render import card_json
from corpus.normalize import fold

if TYPE_CHECKING:
    from assistant.open import Assistant

DocId = Annotated[str, Path(description="文件编号，见文件列表和每处出处的 doc_id", max_length=200)]
AsOf = Annotated[Day | None, Query(description="按该日判断是否有效；不写为今天")]


class DocumentsQuery(Narrowing):
    """列出哪些文件，从第几份起。"""

    title: Text | None = Field(default=None, max_length=200, description="标题中有这些字")
    limit: int = Field(default=50, ge=1, le=200, description="一页最多几份")
    offset: int = Field(default=0, ge=0, le=10_000_000, description="跳过前几份")


def listing(assistant: "Assistant", query: DocumentsQuery) -> dict[str, Any]:
    """One page of the documents that the query admits."""
    catalog, as_of, wanted = assistant.store.catalog, query.as_of or assistant.today, fold(query.title or "")
    found = [card for card in listed(catalog.cards(), query.filters, as_of) if wanted in fold(card.title)]
    counts, page = catalog.counts(), found[query.offset : query.offset + query.limit]
    rows = [card_json(card, as_of) | counts[card.doc_id] for card in page if card.doc_id in counts]
    return {"total": len(found), "limit": query.limit, "offset": query.offset, "documents": rows}


def routes(assistant: "Assistant") -> APIRouter:
    """The routes below /api/documents."""
    router = APIRouter(tags=["文件"])
    catalog = assistant.store.catalog

    @router.get("/api/documents", response_model=DocumentsReply, summary="列出已收录的文件")
    def documents(query: Annotated[DocumentsQuery, Query()]) -> Any:
        """按范围筛选，分页返回；要连同已失效、已废止的一起列出，用 status=all。"""
        return listing(assistant, query)

    @router.get(
        "/api/documents/{doc_id}",
        response_model=DocumentReply,
        summary="一份文件：元数据、时效及其依据、全文",
        responses=faults(FaultReply, 404),
    )
    def document(doc_id: DocId, as_of: AsOf = None) -> Any:
        """连同它废止的文件、其中的金额和期限、内容相同的另一份。"""
        return record(catalog, doc_id, as_of or assistant.today)

    @router.get(
        "/api/documents/{doc_id}/text",
        response_class=Response,
        summary="一份文件整理后的全文",
        responses={**faults(FaultReply, 404), 200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
    )
    def text(doc_id: DocId) -> PlainTextResponse:
        """纯文本，UTF-8；出处的 quote 与其中的文字逐字相同。"""
        return PlainTextResponse(catalog.document(doc_id).text)

    return router
