"""Cases that one document tells apart, set side by side: 国家级和省级, 博士和硕士, 规上和规下."""

import re
from collections.abc import Sequence

from assistant.evidence import Sentence
from assistant.extract import shorten
from assistant.library import Asked, Library, whole
from assistant.question import Question
from assistant.refuse import COMPARED, supports
from assistant.statement import Draft, Statement, quote_of
from corpus.normalize import fold
from index.synonyms import synonyms

_LIST = re.compile(
    r"(?:^|[，。？！\s在对请问那的给]|比较一?下?|对比一?下?)(?P<all>[^，。？！\s的、和与跟及]{1,10}(?:(?:、|和|与|跟|以及|及|还是)[^，。？！\s的、和与跟]{1,16})+)"
)
_AND = re.compile("、|和|与|跟|以及|及|还是")
_TAIL = re.compile(
    "分别|各自|有什么|有啥|有何|哪个|的|之间|区别|差别|差异|不同|对比|比较|相比|各?是多少|能[拿领得给补]|可以|怎么|多少|各是?$|差多少|差几|相差|差在哪"
)
_MEANT = {
    "规上": ("规模以上", "规上"),
    "规下": ("规模以下", "规下"),
    "国家级": ("国家级", "国家"),
    "本科": ("本科", "学士"),
}
_MARKER = re.compile(r"^\s*[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*")
_MOST = 6
_MUCH_WORSE = 5.0
"""In log-odds: what is so much worse than the best sentence is of another matter."""


def alternatives(question: str) -> tuple[str, ...]:
    """The words that tell the cases of a question apart; empty where it sets no two side by side."""
    for match in _LIST.finditer(question):
        parts = [part for part in _AND.split(match["all"]) if part]
        first, last = parts[0], _TAIL.split(parts[-1], maxsplit=1)[0]
        cases = [*parts[:-1], _like(first, last)]
        if len(cases) > 1 and all(2 <= len(case) <= 10 for case in cases) and len({*cases}) == len(cases):
            return tuple(cases)
    return ()


def _like(first: str, last: str) -> str:
    """The last case without what all of them are of: 省级 of 省级专精特新, as 国家级 shows by its ending."""
    at = last.find(first[-1])
    if 0 < at < len(last) - 1 and at <= len(first):
        return last[: at + 1]
    return last[: len(first)] if len(last) > len(first) + 1 else last


def side_by_side(asked: Asked, library: Library) -> Draft | None:
    """A line for each case, all from the one document that tells most of them apart; None where none tells two."""
    cases = alternatives(asked.question.standalone)
    if not cases:
        return None
    found = [one for one in whole(library.weigh(asked.question, asked.hits)) if supports(one, COMPARED)]
    nearest = max((one.score for one in found), default=0.0)
    found = [one for one in found if one.score >= nearest - _MUCH_WORSE]
    best = max(_by_document(found), key=lambda own: _merit(cases, own), default=None)
    lines = _lines(cases, best or ())
    if len({sentence.start for sentence in lines.values()}) < 2:  # one sentence that tells both is an answer as it is
        return None
    stated = [_line(asked.question, case, lines.get(case)) for case in cases[:_MOST]]
    return Draft(tuple(stated), unanswered=tuple(case for case in cases if case not in lines))


def _by_document(found: Sequence[Sentence]) -> list[list[Sentence]]:
    documents: dict[str, list[Sentence]] = {}
    for sentence in found:
        documents.setdefault(sentence.hit.chunk.card.doc_id, []).append(sentence)
    return list(documents.values())


def _merit(cases: Sequence[str], own: Sequence[Sentence]) -> tuple[int, float]:
    lines = _lines(cases, own)
    return len({sentence.start for sentence in lines.values()}), sum(sentence.score for sentence in lines.values())


def _lines(cases: Sequence[str], own: Sequence[Sentence]) -> dict[str, Sentence]:
    """The best sentence of each case: one that names it, and rather none of the others."""
    lines: dict[str, Sentence] = {}
    for case in cases:
        naming = [one for one in own if _names(one.text, case)]
        others = [other for other in cases if other != case]
        alone = [one for one in naming if not any(_names(one.text, other) for other in others)]
        best = max(alone or naming, key=lambda one: one.score, default=None)
        if best is not None:
            lines[case] = best
    return lines


def _names(text: str, case: str) -> bool:
    folded = fold(text)
    return any(word in folded for word in (case, *_MEANT.get(case, ()), *synonyms(case)))


def _line(question: Question, case: str, sentence: Sentence | None) -> Statement:
    if sentence is None:
        return Statement("未见规定", (), case)
    quote = quote_of(sentence.hit, sentence.offset, sentence.offset + len(sentence.text))
    return Statement(_MARKER.sub("", shorten(question, quote.text)).rstrip("；;。") + "。", (quote,), case)
