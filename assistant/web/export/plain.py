"""An answer with its sources as plain text, for the clipboard."""

import re
from collections.abc import Sequence
from html import escape

from assistant.answer import Answer
from assistant.web.chat.conversation import Exchange
from assistant.web.chat.markup import blocks, rows
from assistant.web.chat.words import talk_words
from assistant.web.export.source import Source, making, sources, standing
from assistant.web.text import Words

_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_HEADING = re.compile(r"\s*#{1,6}\s+")


def copies(conversation: Sequence[Exchange], words: Words) -> str:
    """What is copied of each answer, in templates, which a page neither shows nor runs."""
    told = "".join(
        f'<template data-turn="{turn}">{escape(plain_answer(it.question, it.answer, words))}</template>'
        for turn, it in enumerate(conversation)
        if it.answer is not None
    )
    return f'<div class="copies" data-copied="{escape(talk_words(words.language).copied)}" hidden>{told}</div>'


def plain_answer(question: str, answer: Answer, words: Words) -> str:
    """Question, answer, numbered sources and the label of what a model wrote, without any markup."""
    said, listed = talk_words(words.language), sources(answer, words)
    parts = [said.question.format(" ".join(question.split())), standing(answer, words), plain(answer.text)]
    if made := making(answer, words):
        parts.append(f"—— {made}")
    if listed:
        parts.append("\n".join([f"{said.sources}：", *map(_line, listed)]))
    return "\n\n".join(filter(None, [*parts, words.disclaimer]))


def plain(text: str) -> str:
    """An answer's text without its marks: bold and headings as they read, tables with a bar between cells."""
    made = []
    for shape, lines in blocks(text):
        if shape == "table":
            made.append("\n".join(" | ".join(filter(None, map(str.strip, row))) for row in rows(lines)))
        else:
            made.append("\n".join(_HEADING.sub("", line).strip() for line in lines))
    return _BOLD.sub(r"\1", "\n".join(made))


def _line(it: Source) -> str:
    known = filter(None, (it.issuer, it.dates, it.status))
    number = f"（{it.doc_number}）" if it.doc_number else ""
    return f"[{it.number}] {it.title}{number}{it.place}，{'，'.join(known)}\n    “{it.quote}”" + (
        f"\n    {it.web}" if it.web else ""
    )
