"""A conversation as Markdown."""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import Answer
from assistant.web.chat.words import TalkWords, talk_words
from assistant.web.export.source import Source, making, sources, standing
from assistant.web.text import Words


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was answered."""

    question: str
    answer: Answer | None
    """None where it can no longer be read."""
    on: datetime.date


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation as it is exported."""

    title: str
    asked: Sequence[Asked]
    exported_on: datetime.date
    base: str
    """Where this server is reached, to make links of paths: https://wence.example, without a slash."""


_ACTIVE = re.compile(r"[<>&`\\]|\](?=[(\[:])|!(?=\[)")
"""What would begin a tag, an entity, code, a link or an image."""
_LEADING = re.compile(r"^(\s*)([#>+=~-]|\d+[.)])(?=\s|$|-|=|~)")


def markdown(talk: Talk, words: Words) -> str:
    """The file: title, day of export, and each question with its answer and its sources."""
    said = talk_words(words.language)
    head = [
        f"# {_line(talk.title)}",
        f"{said.exported_on.format(talk.exported_on)} · 问策 Wence",
        f"> {words.disclaimer}",
    ]
    body = [part for number, it in enumerate(talk.asked, 1) for part in _exchange(number, it, talk, words, said)]
    return "\n\n".join([*head, *body]) + "\n"


def _exchange(number: int, it: Asked, talk: Talk, words: Words, said: TalkWords) -> Iterator[str]:
    yield f"## {number}. {_line(it.question)}"
    yield said.asked_on.format(it.on)
    if it.answer is None:
        yield said.unreadable
        return
    if notice := standing(it.answer, words):
        yield f"**{notice}**"
    yield safe(it.answer.text)
    if made := making(it.answer, words):
        yield f"*{_line(made)}*"
    if found := sources(it.answer, words):
        yield f"### {said.sources}"
        yield "\n".join(_source(one, talk, said) for one in found)


def _source(it: Source, talk: Talk, said: TalkWords) -> str:
    facts = [
        (said.number, it.doc_number),
        (said.issuer, it.issuer),
        (said.place, it.place),
        (said.status, it.status),
        (said.dates, it.dates),
    ]
    colon = "：" if said.language == "zh" else ": "
    known = "；".join(f"{name}{colon}{_line(value)}" for name, value in facts if value)
    link = f"[{said.link}]({talk.base}{it.path})" + (f" · <{it.web}>" if it.web and _is_plain(it.web) else "")
    return f"{it.number}. **{_line(it.title)}**  \n   {known}  \n   {link}\n\n   > {_line(it.quote)}\n"


def _is_plain(address: str) -> bool:
    return not re.search(r"[\s<>]", address)


def safe(text: str) -> str:
    """An answer's own light Markdown, with everything else that Markdown would act on written as text."""
    return _ACTIVE.sub(_escaped, text)


def _line(text: str) -> str:
    """A stretch of foreign text on one line, as text."""
    line = _ACTIVE.sub(_escaped, " ".join(text.split()))
    return _LEADING.sub(r"\1\\\2", re.sub(r"([*_|])", r"\\\1", line))


def _escaped(found: re.Match[str]) -> str:
    named = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
    return named.get(found[0], "\\" + found[0])
