"""The cases that one sentence tells apart by ；: which of them the question names, and what stands before them all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.cut import tag
from assistant.evidence import Sentence
from assistant.question import Expected, Question
from assistant.sort import sort_of
from assistant.wording import content_words
from corpus.facts.fact import Fact
from corpus.facts.read import read_facts
from corpus.normalize import fold
from index.synonyms import synonyms

_CASE = re.compile(r"(?:^|(?<=[，,：:；;]))[^，,。；;：:]{2,120}?的(?:部分|企业|单位|项目)?(?=[，,])")
_NUMBER = re.compile(r"^\s*+(?:第[〇零一二三四五六七八九十百千\d]+条)?\s*+(?:（[^（）]{1,20}）|【[^【】]{1,20}】)?\s*+")
_GOES_FURTHER = re.compile("情节|拒不|逾期|造成|构成|后果|再次|仍|尚")
"""How a case opens that goes further than the one before it, and so holds of that only: 拒不改正的."""
_MOST = 320
"""Characters of all cases together that are given where the question names none of them."""
_MUCH_WORSE = 5.0
"""In log-odds: a case so much worse than the best clause is of another matter."""
_FIGURES = frozenset({Expected.AMOUNT, Expected.NUMBER, Expected.DURATION})
_MONTHS = {"年": 12, "月": 1}
_OUTSIDE, _INSIDE = -3, 3
"""How much a figure of the question counts for a case, against one of its words."""


@dataclass(frozen=True, slots=True)
class Tiers:
    """What a sentence lays down for the case, or all the cases, that the question is about."""

    clauses: tuple[Sentence, ...]
    first: Sentence
    """The clause that the sentence begins with."""
    lead: str
    """What stands before the first case and holds for all; empty where the first is among `clauses`."""
    whole: tuple[Sentence, ...]
    """All clauses of the sentence."""


def tiers(question: Question, found: Sequence[Sentence], best: Sentence) -> Tiers | None:
    """The cases that the sentence of `best` tells apart, those that the question names or else all; None where it tells
    none apart, or names none and they are too long to be read as one answer."""
    clauses = _sentence_of(found, best)
    behind = [_cases(it.text)[-1:] for it in clauses[1:]]
    if not behind or not all(behind):
        return None
    cases = [it[0][1] for it in behind]
    lead, own = _opening(clauses[0].text, cases[0])
    cases.insert(0, own)
    merits = _merits(question, cases, lead if own else clauses[0].text)
    most = max(merits)
    chosen = [it for it, merit in zip(clauses, merits, strict=True) if merit == most]
    if best not in chosen and max(it.score for it in chosen) < best.score - _MUCH_WORSE:
        return None
    asks_figure = bool(question.expected & _FIGURES) or sort_of(question) is not None
    if most <= 0 and (not asks_figure or sum(len(it.text) for it in chosen) > _MOST):
        return None
    return Tiers(tuple(chosen), clauses[0], "" if clauses[0] in chosen else lead, tuple(clauses))


def _sentence_of(found: Sequence[Sentence], best: Sentence) -> list[Sentence]:
    """The clauses of the sentence that `best` is one of, in order."""
    own = sorted((it for it in found if it.hit is best.hit), key=lambda it: it.offset)
    at = own.index(best)
    begin = end = at
    while begin > 0 and _goes_on(own[begin - 1], own[begin]):
        begin -= 1
    while end + 1 < len(own) and _goes_on(own[end], own[end + 1]):
        end += 1
    return own[begin : end + 1]


def _goes_on(one: Sentence, then: Sentence) -> bool:
    between = one.hit.chunk.text[one.offset + len(one.text) : then.offset]
    return one.text.endswith(("；", ";")) and not between.strip() and "\n" not in between


def _cases(text: str) -> list[tuple[int, str]]:
    """Where the clause states a case, and what it is: 情节严重的."""
    body = _NUMBER.sub("", text)
    return [(len(text) - len(body) + it.start(), it[0]) for it in _CASE.finditer(body)]


def _opening(text: str, second: str) -> tuple[str, str]:
    """What of the first clause holds for all cases, and its own case, which may be none; `second` is the case behind it.

    企业产品新获得甲标志的，…；新获得乙标志的: 企业产品 holds for both.
    """
    found = _cases(text)
    if not found:
        return "", ""
    start, case = found[-1]
    like = re.search(rf"[未不]?{re.escape(second[: 1 if second[0] in '满超达' else 2].lstrip('未不'))}", case)
    if like is not None:
        return text[: start + like.start()], case[like.start() :]
    if not _GOES_FURTHER.match(second) and (len(found) > 1 or not re.search("违反|有下列", case)):
        return text[:start], case
    return f"{text[: start + len(case)]}，", ""


def _merits(question: Question, cases: Sequence[str], lead: str) -> list[int]:
    """How far the question names each case: by the words that tell it from the others, and by its figures."""
    asked, figures = fold(question.standalone), read_facts(question.standalone)
    merits = []
    for at, case in enumerate(cases):
        others = "\n".join([lead, *cases[:at], *cases[at + 1 :]])
        told = [word for word in content_words(case) if len(word) > 1 and word not in fold(others)]
        named = sum(_is_named(word, asked, fold(others)) for word in told if not read_facts(word))
        merits.append(named + _fits(figures, read_facts(case)))
    return merits


def _is_named(word: str, asked: str, others: str) -> bool:
    """Whether the question says the word, a synonym, or the stem of a verb that no other case has: 租 for 租用."""
    if any(form in asked for form in (word, *synonyms(word))):
        return True
    return tag(word).startswith("v") and word[0] in asked and word[0] not in others


def _fits(figures: Sequence[Fact], bounds: Sequence[Fact]) -> int:
    """Whether the figures of the question lie within those of the case."""
    fits = [
        any(_meet(*_range(mine), *_range(bound)) for mine in same)
        for bound in bounds
        if (same := [mine for mine in figures if _unit(mine) == _unit(bound)])
    ]
    return 0 if not fits else _INSIDE if all(fits) else _OUTSIDE


def _unit(fact: Fact) -> str:
    return "月" if fact.unit in _MONTHS else fact.unit


def _range(fact: Fact) -> tuple[Decimal, bool, Decimal, bool]:
    times = _MONTHS.get(fact.unit, 1)
    low = Decimal("-Infinity") if fact.low is None else fact.low * times
    high = Decimal("Infinity") if fact.high is None else fact.high * times
    return low, fact.low_open, high, fact.high_open


def _meet(
    low: Decimal, low_open: bool, high: Decimal, high_open: bool,
    other_low: Decimal, other_low_open: bool, other_high: Decimal, other_high_open: bool,
) -> bool:  # fmt: skip
    if low == other_high:
        return not (low_open or other_high_open)
    if high == other_low:
        return not (high_open or other_low_open)
    return low < other_high and other_low < high
