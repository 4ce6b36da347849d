"""POST /api/ask: a question, answered whole or as server-sent events."""

import json
from collections.abc import AsyncGenerator, Sequence
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Depends, Request
from fastapi.sse import format_sse_event
from pydantic import BaseModel, ConfigDict, Field, StrictBool

from assistant.answer import Answer, Turn
from assistant.api.failures import logged
from assistant.api.narrowing import Narrowing
from assistant.api.replies import AnswerReply
from assistant.api.wording import CONVERSATION, Conversation, Text
from assistant.api.work import EventStream, Places, Steps, attended
from assistant.log.door import Ask, within
from assistant.render import answer_json
from index.hit import Filters

if TYPE_CHECKING:
    from assistant.open import Assistant


class TurnBody(BaseModel):
    """先前的一问一答。"""

    model_config = ConfigDict(extra="forbid")

    question: Text
    answer: Text = ""


class AskBody(BaseModel):
    """一个问题。"""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "question": "那第三年呢？",
                "history": [{"question": "厂房租金前两年补贴多少？", "answer": "补贴80%。"}],
                "filters": {"status": "in_force"},
            }
        },
    )

    question: Text = Field(
        description="问题，用中文，最多 2000 个字符（另有设置的除外）", json_schema_extra={"minLength": 1}
    )
    history: list[TurnBody] = Field(
        default=[], max_length=50, description="先前的问答，从早到晚；用来看懂“那装修呢”这样的追问"
    )
    filters: Narrowing = Field(default_factory=Narrowing)
    conversation: Conversation | None = CONVERSATION
    stream: StrictBool = Field(
        default=False, description="true：以服务器推送事件逐段返回；请求头 Accept: text/event-stream 的作用相同"
    )


class Answering:
    """Takes questions to the door and brings the answer, for every form of the interface."""

    def __init__(self, assistant: "Assistant", ask: Ask) -> None:
        self.assistant = assistant
        self._ask = ask

    @property
    def provisional(self) -> bool:
        """Whether a model may write pieces that are not verified yet."""
        return self.assistant.model is not None

    def steps(
        self, question: str, history: Sequence[Turn], filters: Filters, conversation: str | None = None
    ) -> Steps[str | Answer]:
        """Pieces, then the answer, which the log keeps as one of `conversation`."""
        ask = within(self._ask, conversation) if conversation else self._ask
        return Steps(iter(ask(self.assistant, question, history, filters)))

    async def whole(self, steps: Steps[str | Answer], request: Request) -> Answer:
        """The answer alone, given up when the client goes away."""
        return await attended(request, lambda: self.last(steps))

    async def last(self, steps: Steps[str | Answer]) -> Answer:
        """The answer alone."""
        try:
            while True:
                item = await steps.next()
                if isinstance(item, Answer):
                    return item
                assert item is not None, "a stream ends in its answer"  # noqa: S101
        finally:
            await steps.close()

    async def first(self, steps: Steps[str | Answer], request: Request) -> str | Answer | None:
        """What comes first, so that a question that cannot be asked is refused before anything is sent."""
        try:
            return await attended(request, steps.next)
        except BaseException:
            await steps.close()
            raise


def routes(answering: Answering, places: Places) -> APIRouter:
    """The route /api/ask."""
    router = APIRouter(tags=["提问"], dependencies=[Depends(places.taken)])

    @router.post(
        "/api/ask",
        response_model=AnswerReply,
        summary="提一个问题，得到带出处的回答",
        responses={200: {"content": {"text/event-stream": {"example": _EXAMPLE}}}},
    )
    async def ask(body: AskBody, request: Request) -> Any:
        """回答只依据已收录的文件，每一句都标明出处；没有依据时 outcome 是 not_found。

        逐段返回时依次是若干个 piece 事件（text 是一段文字；provisional 为 true 表示由模型写出、尚未核对），
        最后一个 answer 事件（完整的回答，以它为准）；中途出错时是 error 事件。
        """
        history = [Turn(turn.question, turn.answer) for turn in body.history]
        steps = answering.steps(body.question, history, body.filters.filters, body.conversation)
        if not (body.stream or "text/event-stream" in request.headers.get("accept", "")):
            return answer_json(await answering.whole(steps, request))
        first = await answering.first(steps, request)
        return EventStream(_events(steps, first, provisional=answering.provisional))

    return router


async def _events(steps: Steps[str | Answer], item: str | Answer | None, *, provisional: bool) -> AsyncGenerator[bytes]:
    try:
        while item is not None:
            if isinstance(item, Answer):
                yield event("answer", AnswerReply.model_validate(answer_json(item)).model_dump())
            else:
                yield event("piece", {"text": item, "provisional": provisional})
            item = await steps.next()
    except Exception as error:  # the status has been sent: what went wrong is told as an event
        yield event("error", logged(error).body)
    finally:
        await steps.close()


def event(name: str | None, value: Any) -> bytes:
    """One server-sent event."""
    return format_sse_event(data_str=json.dumps(value, ensure_ascii=False), event=name)


_EXAMPLE = (
    'event: piece\ndata: {"text": "企业租用标准厂房的，每年最高100万元。[1]", "provisional": false}\n\n'
    'event: answer\ndata: {"id": "…", "outcome": "answered", "answer": "…", "citations": [ … ]}\n\n'
)
