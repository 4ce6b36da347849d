"""Holding the figures of a condition against those that were told of the same measure."""

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.conditions.ground import Ground
from assistant.formal import VAGUE, topical, without_figures
from assistant.situation import Situation, Told
from corpus.facts import Fact, FactKind

_MONTHS = {"年": Decimal(12), "月": Decimal(1)}
_LIKE = {"名": "人", "位": "人", "件": "项", "个": "项", "度": "千瓦时"}
"""Units that count the same things."""
_AGO = frozenset({"近", "最近", "过去", "前", "内"})
_REACHED = frozenset({"连续", "满", "年满", "已满", "达到", "达"})
_FOUNDED = ("注册", "成立", "设立")
"""A company exists from the day on which it is registered."""
_LAST_YEAR = re.compile("上年|上一年|上一会计年度")
_OTHER_TIME = re.compile("今年|明年|前年|预计|计划|预期|预测|力争")
_SHARE = re.compile("占(?!地)")


def is_bound(fact: Fact) -> bool:
    """Whether a figure of a condition bounds what is asked for, rather than naming a time (近三年)."""
    if fact.kind is FactKind.PERIOD and _AGO & {*fact.qualifiers}:
        return False
    return fact.low != fact.high or bool(_REACHED & {*fact.qualifiers})


def compared(
    fact: Fact, bounds: Sequence[Fact], clause: str, subject: Sequence[str], told: Situation, ground: Ground
) -> tuple[bool | None, str]:
    """Whether the figure that was told of the same measure lies within the bounds, and how it was told."""
    measure = _measure(fact, bounds, clause, subject)
    if not measure:
        return None, ""
    late = bool(_LAST_YEAR.search(clause))
    for it in told.figures:
        if late and _OTHER_TIME.search(it.text):
            continue
        if not _alike(it, fact):
            continue
        if _is_about(measure, it, told, ground):
            return within(it, fact), it.text
        known = fact.measure if fact.measure not in VAGUE else None
        looser = [word for word in measure if not ground.names_here(word)], topical(known or "")
        if any(words and _is_about(words, it, told, ground) for words in looser):
            # 新落户企业实缴注册资本: too little of it is too little, whoever and wherever it is; enough is not yet all.
            return (False if within(it, fact) is False else None), it.text
    if fact.kind is FactKind.COUNT and fact.low:
        none = next((clause for clause in told.clauses if clause.denied and _is_denied(clause.text, measure)), None)
        return (False, none.text) if none else (None, "")
    return None, ""


def _is_denied(said: str, measure: Sequence[str]) -> bool:
    """没有发明专利 is none of them."""
    denied = topical(said)
    return bool(denied) and all(word in "".join(measure) for word in denied)


def _measure(fact: Fact, bounds: Sequence[Fact], clause: str, subject: Sequence[str]) -> tuple[str, ...]:
    """The words that say what the figure measures; a share is of what stands before 占, or of what was spoken of before."""
    at = bounds.index(fact)
    before = clause[bounds[at - 1].end if at else 0 : fact.start]
    after = clause[fact.end : bounds[at + 1].start if at + 1 < len(bounds) else len(clause)]
    if fact.kind is FactKind.RATE and _SHARE.search(clause):
        return topical(_SHARE.split(clause)[0]) or tuple(subject)
    words = topical(clause) if len(bounds) == 1 else topical(after if fact.kind is FactKind.COUNT else before)
    return words or topical(before) or tuple(subject)


def _is_about(measure: Sequence[str], it: Told, told: Situation, ground: Ground) -> bool:
    """Whether a told figure measures just this: every word of the condition is said with it, the place anywhere."""
    about = it.about if it.derived else f"{it.about} {it.text}" if topical(it.about) == topical(it.text) else it.about
    for word in measure:
        if word in about or (
            it.kind is FactKind.PERIOD and word in _FOUNDED and any(same in about for same in _FOUNDED)
        ):
            continue
        if not (ground.names_here(word) and ground.is_in(told.said)):
            return False
    return not (it.kind is FactKind.AMOUNT and "占" in without_figures(it.about))


def _alike(it: Told, fact: Fact) -> bool:
    if it.kind is not fact.kind or _unit(it.unit) != _unit(fact.unit):
        return False
    return {*it.per} <= {*fact.qualifiers, "每年"}


def _unit(unit: str) -> str:
    return "月" if unit in _MONTHS else _LIKE.get(unit, unit)


def within(it: Told, fact: Fact) -> bool | None:
    """Whether what was told lies for certain inside the bounds, for certain outside, or neither (None)."""
    own, asked = _MONTHS.get(it.unit, Decimal(1)), _MONTHS.get(fact.unit, Decimal(1))
    low, high = (None if end is None else end * own for end in (it.low, it.high))
    least, most = (None if end is None else end * asked for end in (fact.low, _upper(fact)))
    if least is not None and high is not None and (high < least or (high == least and fact.low_open)):
        return False
    if most is not None and low is not None and (low > most or (low == most and fact.high_open)):
        return False
    reaches = least is None or (low is not None and (low > least or (low == least and not fact.low_open)))
    stays = most is None or (high is not None and (high < most or (high == most and not fact.high_open)))
    return True if reaches and stays else None


def _upper(fact: Fact) -> Decimal | None:
    """连续两年 asks for two years or more."""
    return None if fact.low == fact.high else fact.high
