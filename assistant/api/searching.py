"""GET /api/search: passages, without an answer."""

import time
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field

from assistant.api.narrowing import Narrowing
from assistant.api.replies import SearchReply
from assistant.api.wording import Text
from assistant.render import hit_json
from assistant.withheld import blotted_hits
from corpus.errors import BadQuestion
from index.hit import Filters
from index.search import search

if TYPE_CHECKING:
    from assistant.open import Assistant


class SearchQuery(Narrowing):
    """要找什么，找多少。"""

    q: Text = Field(description="要找的内容", examples=["租金补贴"], json_schema_extra={"minLength": 1})
    k: int = Field(default=10, ge=1, le=100, description="最多几条")


def found(assistant: "Assistant", query: str, k: int, filters: Filters) -> list[dict[str, Any]]:
    """The hits for a query, the best first, without words to a model: who asks here may well be one. Raises BadQuestion."""
    most = assistant.settings.max_question_chars
    if len(query) > most:
        raise BadQuestion(f"要找的内容有 {len(query)} 个字符，最多 {most} 个。请写短一些。")
    return [hit_json(hit) for hit in blotted_hits(search(assistant.store, query, k, filters))]


def routes(assistant: "Assistant") -> APIRouter:
    """The route /api/search."""
    router = APIRouter(tags=["查找"])

    @router.get("/api/search", response_model=SearchReply, summary="在已收录的文件中查找，不作答")
    def find(query: Annotated[SearchQuery, Query()]) -> Any:
        """返回最相关的段落，从最相关的排起，并说明为什么找到它。"""
        began = time.perf_counter()
        hits = found(assistant, query.q, query.k, query.filters)
        return {"query": query.q, "seconds": round(time.perf_counter() - began, 4), "hits": hits}

    return router
