"""文号 in questions: 示政发〔2024〕12号 is as good a name as a title."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.question import Intent, Question
from assistant.wording import content_words
from corpus.document import Card
from corpus.normalize import fold, in_title_marks

if TYPE_CHECKING:
    from assistant.library import Library

DOC_NUMBER = re.compile(
    r"(?P<organ>[\u4e00-\u9fff]{1,12})\s*(?P<number>[〔\[(（【{]\s*\d{4}\s*[〕\])）】}]\s*第?\s*\d{1,4}\s*号)"
)
_LEAST_SHARED = 2
"""Characters of the organ that must agree where the question abbreviates it: 东高管 for 示东高管."""
_OF_THE_DOCUMENT = frozenset(
    "文件 政策 文号 文 名称 全称 全名 标题 题目 名字 机关 单位 部门 发文 发 发布 印发 出台 制定 公布 条例 规定 办法 通知 号 份 部 现在 目前 查".split()
)
"""Words that ask for the document rather than for something in it."""


def by_title(question: Question, library: "Library") -> Question:
    """The question with the 文号 of a document, where it gives one, replaced by the document's title."""
    found = _found(question.standalone, library.everything.cards)
    if found is None:
        return question
    card, begin, end = found
    before, behind = question.standalone[:begin], question.standalone[end:]
    text = f"{before}{in_title_marks(card.title)}{behind}"
    named = question.read_as(text)
    wants_it = not set(content_words(f"{before} {behind}")) - _OF_THE_DOCUMENT
    return replace(named, intent=Intent.DOCUMENT) if wants_it and question.intent is Intent.DOCUMENT else named


def _found(text: str, cards: tuple[Card, ...]) -> tuple[Card, int, int] | None:
    """The document of the first 文号 in `text`, and where that stands."""
    match = DOC_NUMBER.search(text)
    if match is None:
        return None
    shared = [(_shared(match, card.doc_number), card) for card in cards if card.doc_number]
    most, card = max(shared, default=(0, None), key=lambda it: it[0])
    return (card, match.end("organ") - most, match.end()) if card is not None and most else None


def _shared(match: re.Match[str], doc_number: str) -> int:
    """Characters at the end of the organ that both have; 0 where the 文号 are not the same."""
    other = DOC_NUMBER.search(doc_number)
    if other is None or _digits(match["number"]) != _digits(other["number"]):
        return 0
    ours, theirs = match["organ"][::-1], other["organ"][::-1]
    shared = next(
        (at for at, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs))
    )
    return shared if shared >= min(_LEAST_SHARED, len(theirs)) else 0


def _digits(number: str) -> list[str]:
    return re.findall(r"\d+", fold(number))
