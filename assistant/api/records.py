"""What was asked and answered, and what people think of it."""

from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Path, Query

from assistant.accounts.person import Person
from assistant.api.description import STAFF, faults
from assistant.api.replies import FaultReply
from assistant.api.staff_replies import (
    FeedbackQuery,
    FeedbackReply,
    FeedbacksReply,
    LogQuery,
    LogReply,
    OpinionBody,
    UnansweredsReply,
)
from assistant.log.feedback import Opinion, Sought, feedback_json, give, given, settle
from assistant.log.reader import Wanted, entries, entry
from assistant.log.rows import entry_json
from assistant.log.unanswered import unanswered, unanswered_json
from assistant.settings import Keeping
from corpus.errors import NoSuchEntry

if TYPE_CHECKING:
    from assistant.open import Assistant

EntryId = Annotated[str, Path(description="问答记录的编号，即回答的 id", max_length=40)]
FeedbackId = Annotated[str, Path(description="意见的编号，见 GET /api/feedback", max_length=40)]


def opinions(assistant: "Assistant", caller: Callable[..., Person]) -> APIRouter:
    """The route by which programs hand on what their users think; `caller` gives whose program it is."""
    router, engine = APIRouter(tags=["意见"]), assistant.store.catalog.engine

    @router.post(
        "/api/answers/{entry_id}/feedback",
        status_code=204,
        summary="对一个回答提意见",
        responses=faults(FaultReply, 404),
    )
    def feedback(entry_id: EntryId, body: OpinionBody, person: Annotated[Person, Depends(caller)]) -> None:
        """有没有帮助、为什么；工作人员会看到。同一用户对同一回答再提时替换先前的。"""
        held = entry(engine, entry_id)
        if held.id != entry_id:
            raise NoSuchEntry(f"没有编号为“{entry_id}”的问答记录")
        visitor = sha256(f"{person.name}\n{body.user}".encode()).hexdigest()
        opinion = Opinion(body.helpful, body.reason, body.remark)
        give(engine, held.id, visitor, opinion, question=held.question, full=assistant.settings.log is Keeping.FULL)

    return router


def routes(assistant: "Assistant", staff: Callable[..., Person]) -> APIRouter:
    """The routes by which staff read the log and the feedback."""
    router, engine = APIRouter(tags=[STAFF]), assistant.store.catalog.engine
    by = Annotated[Person, Depends(staff)]

    @router.get("/api/log", response_model=LogReply, summary="问答记录")
    def log(_: by, query: Annotated[LogQuery, Query()]) -> Any:
        """新的在前；更早的，用 until 往前翻。"""
        wanted = Wanted(query.outcome, query.since, query.until, query.contains, query.limit)
        return {"entries": [entry_json(it) for it in entries(engine, wanted)]}

    @router.get("/api/log/unanswered", response_model=UnansweredsReply, summary="没有找到依据的问题")
    def open_questions(_: by) -> Any:
        """问法相近的并为一条；已经由工作人员答复的不再列出。"""
        return {"questions": [unanswered_json(it) for it in unanswered(assistant.store, assistant.today)]}

    @router.get("/api/feedback", response_model=FeedbacksReply, summary="收到的意见")
    def inbox(_: by, query: Annotated[FeedbackQuery, Query()]) -> Any:
        """新的在前。"""
        sought = Sought(query.helpful, query.reason, query.unsettled, query.limit)
        return {"feedback": [feedback_json(it) for it in given(engine, sought)]}

    @router.post(
        "/api/feedback/{feedback_id}/settle",
        response_model=FeedbackReply,
        summary="标记一条意见已处理",
        responses=faults(FaultReply, 404),
    )
    def dealt_with(feedback_id: FeedbackId, person: by) -> Any:
        """记下由谁、何时处理。"""
        settle(engine, feedback_id, person.name)
        return feedback_json(next(it for it in given(engine) if it.id == feedback_id))

    return router
