"""POST /v1/chat/completions and GET /v1/models: Wence as a model for programs that speak to OpenAI's."""

import time
from collections.abc import AsyncGenerator
from typing import Any
from uuid import uuid4

from fastapi import APIRouter, Depends, Path, Request
from fastapi.sse import format_sse_event

from assistant.answer import Answer
from assistant.api.asking import Answering, event
from assistant.api.chat_bodies import (
    SOURCES,
    ChatBody,
    ChatReply,
    ChoiceReply,
    ModelReply,
    ModelsReply,
    OpenAIFaultReply,
    SaidReply,
    chunk,
)
from assistant.api.description import faults
from assistant.api.failures import Refused, logged
from assistant.api.replies import AnswerReply
from assistant.api.work import EventStream, Places, Steps
from assistant.log.entry import STAFF
from assistant.render import answer_json, place

_REFUSED = (400, 413, 422, 429, 502, 503)
_UNWRITTEN = ("extractive", STAFF)
"""Models of answers that no language model wrote."""


def routes(answering: Answering, places: Places) -> APIRouter:
    """The routes below /v1."""
    router = APIRouter(tags=["OpenAI 兼容"])

    @router.get("/v1/models", response_model=ModelsReply, summary="可用的模型")
    def models() -> ModelsReply:
        """只有一个：wence。"""
        return ModelsReply()

    @router.get(
        "/v1/models/{name}",
        response_model=ModelReply,
        summary="一个模型",
        responses=faults(OpenAIFaultReply, 404),
    )
    def model(name: str = Path(description="wence", examples=["wence"])) -> ModelReply:
        """名字须是 wence。"""
        if name != ModelReply().id:
            raise Refused(404, "没有这个模型，只有 wence")
        return ModelReply()

    @router.post(
        "/v1/chat/completions",
        response_model=ChatReply,
        dependencies=[Depends(places.taken)],
        summary="以 OpenAI 的形式提问",
        responses={
            **faults(OpenAIFaultReply, *_REFUSED),
            200: {"content": {"text/event-stream": {"example": _EXAMPLE}}},
        },
    )
    async def complete(body: ChatBody, request: Request) -> Any:
        """最后一条 user 消息是问题，之前的 user 和 assistant 消息是上文；system 消息略去不看，因为回答只依据文件。

        正文末尾的“出处”逐条列出 [1] 这样的编号指的是哪份文件的哪一条；扩展字段 wence 是 /api/ask 的回答，
        其中有逐字的原文（逐段返回时在最后一段里）。配置了语言模型时，核对完才逐段返回。

        不计词元，usage 是 null；n 只能是 1，response_format 只能是 text，tools 略去不看，temperature 等也是。
        """
        question, history = body.asked()
        steps = answering.steps(question, history, body.wence.filters.filters, body.wence.conversation)
        if not body.stream:
            return _completion(await answering.whole(steps, request))
        first = await answering.first(steps, request)
        counted = body.stream_options is not None and bool(body.stream_options.include_usage)
        return EventStream(_events(steps, first, live=not answering.provisional, counted=counted))

    return router


def content_of(answer: Answer) -> str:
    """The answer with its sources as footnotes; what a model wrote is labelled as the work of one."""
    label = "" if answer.model in _UNWRITTEN else "\n\n（人工智能生成，已与出处核对）"
    notes = [f"[{it.number}] {place(it.hit, it.provision)}" for it in answer.citations]
    return answer.text + label + (SOURCES + "\n".join(notes) if notes else "")


def _identity() -> dict[str, Any]:
    return {"id": f"chatcmpl-{uuid4().hex}", "created": int(time.time())}


def _completion(answer: Answer) -> dict[str, Any]:
    said = ChoiceReply(message=SaidReply(content=content_of(answer)))
    wence = AnswerReply.model_validate(answer_json(answer))
    return ChatReply(**_identity(), choices=[said], wence=wence).model_dump()


async def _events(
    steps: Steps[str | Answer], item: str | Answer | None, *, live: bool, counted: bool
) -> AsyncGenerator[bytes]:
    """Chunks, at last one with the answer object; not live: the text comes once it is verified."""
    identity, sent = _identity(), ""
    try:
        yield event(None, chunk(identity, {"role": "assistant", "content": ""}))
        while item is not None:
            if isinstance(item, Answer):
                for said in _rest(sent, content_of(item)):
                    yield event(None, chunk(identity, {"content": said}))
                wence = AnswerReply.model_validate(answer_json(item)).model_dump()
                yield event(None, chunk(identity, {}, "stop", wence=wence))
            elif live:
                sent += item
                yield event(None, chunk(identity, {"content": item}))
            item = await steps.next()
        if counted:
            yield event(None, {**chunk(identity, {}), "choices": [], "usage": None})
    except Exception as error:  # the status has been sent: what went wrong is told as an event
        yield event(None, logged(error).openai_body)
    else:
        yield format_sse_event(data_str="[DONE]")
    finally:
        await steps.close()


def _rest(sent: str, content: str) -> list[str]:
    """What is still to be sent, in lines; what has been sent cannot be taken back."""
    rest = content[len(sent) :] if content.startswith(sent) else f"\n\n{content}"
    return rest.splitlines(keepends=True)


_EXAMPLE = (
    'data: {"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {"content": "每年最高100万元。[1]"}}]}\n\n'
    'data: {"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}], "wence": { … }}\n\n'
    "data: [DONE]\n\n"
)
