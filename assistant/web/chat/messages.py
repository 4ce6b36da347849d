"""The conversation as the messages of Gradio's chat: HTML that is escaped here, then cleaned again in the browser."""

from collections.abc import Sequence
from html import escape
from typing import Literal, TypedDict

from assistant.answer import Answer, Citation, Outcome
from assistant.log.entry import STAFF
from assistant.web.chat.acts import acts
from assistant.web.chat.conversation import Exchange, Stage
from assistant.web.chat.markup import Chip, plain, to_html
from assistant.web.chat.said import chat_words
from assistant.web.chat.steps import steps
from assistant.web.text import Words


class Message(TypedDict):
    """A message as Gradio's Chatbot takes it."""

    role: Literal["user", "assistant"]
    content: str


def messages(conversation: Sequence[Exchange], words: Words) -> list[Message]:
    """Two messages for each exchange: what was asked, and what has come of it."""
    shown: list[Message] = []
    for turn, exchange in enumerate(conversation):
        shown.append({"role": "user", "content": f'<div class="question">{plain(exchange.question)}</div>'})
        under = acts(turn, exchange, words, is_last=turn == len(conversation) - 1)
        shown.append({"role": "assistant", "content": _reply(turn, exchange, words) + under})
    return shown


def _reply(turn: int, exchange: Exchange, words: Words) -> str:
    if exchange.answer is not None:
        return _finished(turn, exchange.answer, words)
    if exchange.stage is Stage.FAILED:
        return _notice("failed", exchange.text)
    written = _body(exchange.text, _pending) if exchange.text else ""
    if exchange.stage is Stage.STOPPED:
        return written + _notice("stopped", words.stopped)
    said = chat_words(words.language)
    if exchange.ahead is not None:
        return f'<div class="writing"><p class="slow">{escape(said.queued.format(exchange.ahead))}</p></div>'
    way = steps(exchange.headway, said, has_model=exchange.is_provisional)
    slow = f'<p class="slow">{escape(said.slow)}</p>' if exchange.is_slow else ""
    unsure = _notice("provisional", words.provisional) if written and exchange.is_provisional else ""
    return f'<div class="writing">{way}{slow}{unsure}{written}</div>'


def _finished(turn: int, answer: Answer, words: Words) -> str:
    cited = {citation.number: citation for citation in answer.citations}

    def chip(number: int) -> str | None:
        return _chip(turn, cited[number], words) if number in cited else None

    return _outcome(answer, words) + _body(answer.text, chip) + _making(answer, words)


def _body(text: str, chip: Chip) -> str:
    return f'<div class="answer">{to_html(text, chip)}</div>'


def _narrowed(answer: Answer, words: Words) -> str:
    """Under which conditions the answer was looked for, beside those that the question itself names."""
    said, filters = chat_words(words.language), answer.filters
    chosen = [
        filters.region,
        words.kinds[filters.kind] if filters.kind else None,
        said.as_of.format(filters.as_of) if filters.as_of and str(filters.as_of) not in answer.scope else None,
        said.include_past if filters.include_past else None,
    ]
    named = " · ".join(filter(None, chosen))
    return f"<span>{escape(said.narrowed.format(named))}</span>" if named else ""


def _pending(number: int) -> str:
    """While an answer is being written its markers have no source to lead to yet."""
    return f'<span class="cite pending">{number}</span>'


def _chip(turn: int, citation: Citation, words: Words) -> str:
    """A chip that names its card by class: the cleaning in the browser leaves no other attribute to name it by."""
    heading = _attribute(citation.hit.chunk.heading)
    spoken = escape(words.source.format(""))
    return (
        f'<button type="button" class="cite to-{turn}-{citation.number}" title="{heading}">'
        f'<span class="unseen">{spoken}</span>{citation.number}</button>'
    )


def _attribute(text: str) -> str:
    """Text as an attribute on a single line."""
    return escape(" ".join(text.split()))


def _outcome(answer: Answer, words: Words) -> str:
    if answer.outcome is Outcome.NOT_FOUND and not answer.hits:
        return ""  # a greeting: nothing was looked for
    notice = words.notices.get(answer.outcome)
    return _notice(answer.outcome.value, notice) if notice else ""


def _notice(kind: str, text: str) -> str:
    return f'<p class="notice {kind}">{plain(text)}</p>'


def _making(answer: Answer, words: Words) -> str:
    """How the answer came about: written or extracted, from how many sources, in what time."""
    if answer.model == STAFF:
        made = f'<span class="label">{escape(words.by_staff)}</span>'
    elif answer.model != "extractive":
        made = f'<span class="label generated">{escape(words.generated)}</span><span>{plain(answer.model)}</span>'
    elif answer.citations:
        made = f'<span class="label">{escape(words.extracted)}</span>'
    else:
        return ""
    sources = f"<span>{escape(words.cited.format(len(answer.citations)))}</span>" if answer.citations else ""
    scope = f"<span>{plain(words.scope.format(answer.scope))}</span>" if answer.scope else ""
    seconds = f"<span>{escape(words.seconds.format(answer.total_seconds))}</span>"
    return f'<div class="making">{made}{sources}{scope}{_narrowed(answer, words)}{seconds}</div>'
