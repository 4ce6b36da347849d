"""The tools that assistants may call: what each is, what it takes, what it gives."""

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from anyio import to_thread
from pydantic import BaseModel

from assistant.answer import Turn
from assistant.api.asking import Answering
from assistant.api.documents import DocumentsQuery, listing
from assistant.api.replies import AnswerReply, DocumentsReply, SearchReply
from assistant.api.searching import found
from assistant.api.work import Places
from assistant.mcp.arguments import AskArguments, DocumentArguments, DocumentPart, ListArguments, SearchArguments
from assistant.render import answer_json, card_json
from assistant.withheld import blotted_text, named

if TYPE_CHECKING:
    from assistant.open import Assistant

SAID = """问策收录了一批政策文件（法规、规章、规范性文件、园区政策），只依据它们回答，每一句都有逐字的出处。

要答案用 ask；要自己读原文用 search，再用 get_document。引用时请保留文件名、文号和条款，并以 quote 为准。"""


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool."""

    name: str
    title: str
    said: str
    takes: type[BaseModel]
    gives: type[BaseModel]
    run: Callable[[Any], Awaitable[BaseModel]]

    async def called(self, arguments: Mapping[str, Any]) -> BaseModel:
        """What it gives for arguments as they came.

        Raises:
            ValidationError: they are not what it takes.
            WenceError: it could not be done.
        """
        return await self.run(self.takes.model_validate(arguments))


def tools(assistant: "Assistant", answering: Answering, places: Places) -> tuple[Tool, ...]:
    """All of them, over one assistant; a question holds one of `places`."""
    work = _Work(assistant, answering, places)
    return (
        Tool("search", "查找政策原文", _SEARCH, SearchArguments, SearchReply, work.search),
        Tool("ask", "提问，得到带出处的回答", _ASK, AskArguments, AnswerReply, work.ask),
        Tool("get_document", "看一份文件的全文和时效", _DOCUMENT, DocumentArguments, DocumentPart, work.document),
        Tool("list_documents", "列出已收录的文件", _LIST, ListArguments, DocumentsReply, work.documents),
    )


@dataclass(frozen=True, slots=True)
class _Work:
    assistant: "Assistant"
    answering: Answering
    places: Places

    async def search(self, asked: SearchArguments) -> SearchReply:
        began = time.perf_counter()
        hits = await to_thread.run_sync(partial(found, self.assistant, asked.query, asked.limit, asked.filters))
        return SearchReply.model_validate(
            {"query": asked.query, "seconds": round(time.perf_counter() - began, 4), "hits": hits}
        )

    async def ask(self, asked: AskArguments) -> AnswerReply:
        history = [Turn(turn.question, turn.answer) for turn in asked.history]
        async with self.places.held():
            steps = self.answering.steps(asked.question, history, asked.filters)
            answer = await self.answering.last(steps)
        return AnswerReply.model_validate(answer_json(answer))

    async def document(self, asked: DocumentArguments) -> DocumentPart:
        held = await to_thread.run_sync(self.assistant.store.catalog.document, asked.doc_id)
        text = await to_thread.run_sync(blotted_text, held.text)  # read by a model; places stay what they are
        end = min(asked.start + asked.length, len(text))
        card = card_json(named(held.card), asked.as_of or self.assistant.today)
        more = {"text": text[asked.start : end], "start": asked.start, "total": len(held.text)}
        return DocumentPart.model_validate(card | more | {"next_start": end if end < len(held.text) else None})

    async def documents(self, asked: ListArguments) -> DocumentsReply:
        query = DocumentsQuery.model_validate(asked.model_dump())
        return DocumentsReply.model_validate(await to_thread.run_sync(listing, self.assistant, query))


_NARROWED = "可按地区、发文机关、类型、日期筛选；默认不含已失效、已废止的，要一并查找用 status=all。"
_SEARCH = f"""在已收录的政策文件中查找，返回最相关的段落（hits），每段有文字、文件名、所在章条、时效和 doc_id，不作答。

{_NARROWED}没有找到时 hits 为空。"""
_ASK = f"""就已收录的政策文件提一个问题，返回回答（answer）和逐字的出处（citations，正文里的 [1] 指向它们）。

outcome：answered 已答，partial 只答了一部分，not_found 没有依据（这时请照实告诉用户，不要自行补充），degraded 由原文摘录。
问题最好写明地区和事项；{_NARROWED}回答通常在一秒内，配置了语言模型时要几十秒。同时提问的人太多时会请你稍后再试。"""
_DOCUMENT = """按 doc_id 返回一份文件的元数据、时效及其依据（status_evidence）和整理后的全文。

全文一次最多 50000 个字符；没看完时 next_start 不是 null，用它作 start 接着看。"""
_LIST = f"""列出已收录的文件及其文号、发文机关、日期和时效，一次最多 100 份；total 是一共多少份，用 offset 翻页。

{_NARROWED}"""
