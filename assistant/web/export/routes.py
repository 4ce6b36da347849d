"""The routes /conversations/ID.md and .docx: a visitor's own conversations as files."""

import datetime
import re
from typing import TYPE_CHECKING
from urllib.parse import quote as percent

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response

from assistant.conversations.store import Conversations
from assistant.web.export.markdown import Asked, Talk, markdown
from assistant.web.export.word import word
from assistant.web.preferences import language_of
from assistant.web.text import words
from assistant.web.visitor import visitor_of
from corpus.errors import NoSuchConversation

if TYPE_CHECKING:
    from assistant.open import Assistant

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
"""What the name of a file cannot hold somewhere."""
_LONGEST_NAME = 60
"""Characters."""


def routes(assistant: "Assistant") -> APIRouter:
    """The routes, for the visitor who had the conversation; for anyone else there is no such conversation."""
    router = APIRouter()

    @router.get("/conversations/{conversation}.md", include_in_schema=False)
    def as_markdown(conversation: str, request: Request, lang: str | None = None) -> Response:
        return _sent(request, conversation, lang, "md")

    @router.get("/conversations/{conversation}.docx", include_in_schema=False)
    def as_word(conversation: str, request: Request, lang: str | None = None) -> Response:
        return _sent(request, conversation, lang, "docx")

    def _sent(request: Request, conversation: str, lang: str | None, suffix: str) -> Response:
        said = words(lang or language_of(request))
        try:
            talk = _talk(assistant, request, conversation)
        except NoSuchConversation as error:
            return PlainTextResponse(str(error), 404, {"Cache-Control": "no-store"})
        headers = {"Content-Disposition": _disposition(talk.title, suffix), "Cache-Control": "no-store"}
        if suffix == "docx":
            return Response(word(talk, said), media_type=_WORD, headers=headers)
        return Response(markdown(talk, said), media_type="text/markdown; charset=utf-8", headers=headers)

    return router


def _talk(assistant: "Assistant", request: Request, conversation: str) -> Talk:
    visitor, days = visitor_of(request.headers), assistant.settings.conversation_days
    kept = Conversations(assistant.store.catalog.engine, days)
    if visitor is None or not days:
        raise NoSuchConversation("没有这段对话。")
    found = kept.find(visitor, conversation)
    asked = [
        Asked(it.question, it.answer, it.answered_at.astimezone().date())
        for it in kept.exchanges(visitor, conversation)
    ]
    return Talk(found.title, asked, datetime.date.today(), str(request.base_url).rstrip("/"))


def _disposition(title: str, suffix: str) -> str:
    """A download under the conversation's title, without what could leave its folder or end the header."""
    name = _UNSAFE.sub(" ", "".join(it for it in title if it.isprintable()))
    name = " ".join(name.split())[:_LONGEST_NAME].strip(" .") or "wence"
    return f"attachment; filename=\"wence.{suffix}\"; filename*=UTF-8''{percent(name, safe='')}.{suffix}"
