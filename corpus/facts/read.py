"""The door of this folder: a text in, the figures in it out."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from corpus.facts import bounds
from corpus.facts.bounds import Bounds, Side
from corpus.facts.fact import Fact, FactKind, Role
from corpus.facts.figures import Range, range_at
from corpus.facts.letters import plain
from corpus.facts.lookalikes import NOT_A_FIGURE, is_plain_word
from corpus.facts.numbers import NUMERAL
from corpus.facts.roles import measure_of, role_of

_START = re.compile(rf"[\d{NUMERAL}半第《]")
_DIGITS = re.compile(r"[\d.,]+")
_BREAK = re.compile(r"[，。；：！？、\n,;:!?（）()…]")
_BREAK_OF_A_SHARE = re.compile(r"[，。；：！？\n,;:!?（）()…]")
"""不得少于围挡、围墙面积的二分之一: of what a share is may be a list."""
_CLAUSE_END = re.compile(r"[，。；：！？\n,;!?（）()]")
_FARTHEST = 40
"""Characters of a clause that are looked at on each side of a figure."""
_ONE_WORD = ("统", "单", "唯", "同", "专", "划", "万")
"""Before 一, a word that ends there: 统一三个 is no 一三."""
_GRANTED = (Role.BENEFIT, Role.PENALTY)
_SENTENCE, _CLAUSE = 100, 12
_SENTENCE_END = re.compile("[。；！？\n]")
_CAP = re.compile("最高|最多|不超过|不得超过|封顶")


def read_facts(text: str) -> tuple[Fact, ...]:
    """The figures of `text` in reading order, none overlapping; spans are offsets in `text`.

    Read are amounts of money, rates, areas, counts, periods and other measures, as digits or numerals, in Simplified
    or Traditional characters. Dates, numbers of articles and documents, titles in 《》 and numerals that are plain
    words (一定, 十四五) are none. A number without a unit is none.
    """
    return tuple(_read(plain(text)))


def _read(text: str) -> Iterator[Fact]:
    last = grant = None
    at = 0
    while (match := _START.search(text, at)) is not None:
        start = match.start()
        skipped = NOT_A_FIGURE.match(text, start)
        if skipped is not None:
            at = skipped.end()
            continue
        fact = _fact_at(text, start, last, grant) if _may_begin(text, start) else None
        if fact is not None:
            yield fact
            last, at = fact, fact.end
            grant = fact if fact.role in _GRANTED else grant
        else:
            run = _DIGITS.match(text, start)
            at = run.end() if run else start + 1


def _may_begin(text: str, start: int) -> bool:
    """Whether no number, code or name reaches into the one at `start`: 5G, PM2.5, GB-50016."""
    if not start:
        return True
    before = text[start - 1]
    if "\ue000" <= before <= "\uf8ff" or before in "\ufffd□":
        return False  # a character was lost there, perhaps a decimal point
    if text[start].isdigit():
        if before in "-/" and start > 1:
            return not (text[start - 2].isascii() and text[start - 2].isalnum())
        return not (before in ".+_" or (before.isascii() and before.isalnum()))
    if before == "一":
        return text[start - 2 : start - 1] in _ONE_WORD
    return before not in NUMERAL and not before.isdigit()


def _fact_at(text: str, start: int, last: Fact | None, grant: Fact | None) -> Fact | None:
    clause = _clause_before(text, start, last, _BREAK)
    found = range_at(text, start, is_bounded=clause.endswith(("满", "超过", "高于", "大于")))
    if found is None:
        return None
    kind, behind = found.last.kind, text[found.low.end : found.low.end + 4]
    if kind is FactKind.RATE:
        clause = _clause_before(text, start, last, _BREAK_OF_A_SHARE)
    earlier, later = bounds.before(clause, kind), bounds.behind(text, found.last.end, kind)
    if is_plain_word(clause, found.low, behind, is_bounded=_is_bounded(found, earlier, later)):
        return None
    fact = _bounded(found, earlier, later, text)
    rest = _clause_behind(text, fact.end)
    is_range_bound = found.high is not None and (bool(found.words) or earlier.binds or later.binds)
    is_bound = fact.low is None or fact.high is None or is_range_bound
    role = role_of(kind, clause, rest, fact.qualifiers, is_bounded=is_bound)
    if role in (Role.THRESHOLD, Role.STATEMENT) and grant is not None and _belongs_to(grant, kind, text, start):
        role = grant.role
    return replace(fact, role=role, measure=measure_of(clause, rest, role))


def _bounded(found: Range, earlier: Bounds, later: Bounds, text: str) -> Fact:
    """The figure with its bounds and qualifiers; what it does in its clause is not known yet."""
    side, is_open = _side(earlier, later, _clause_behind(text, later.end))
    low, high, low_open, high_open = _ends(found, side, is_open, later)
    return Fact(
        kind=found.last.kind,
        low=low,
        high=high,
        unit=found.last.unit,
        qualifiers=_qualifiers(found, earlier, later, tuple(bounds.trailing(text, later.end))),
        start=found.low.start,
        end=later.end,
        low_open=low_open,
        high_open=high_open,
    )


def _is_bounded(found: Range, earlier: Bounds, later: Bounds) -> bool:
    return found.high is not None or bool(earlier.qualifiers) or later.binds


def _side(earlier: Bounds, later: Bounds, rest: str) -> tuple[Side, bool]:
    """Which bound a single number is, and whether it lies outside itself."""
    if earlier.qualifiers and earlier.qualifiers[-1] in ("每", "每隔"):
        return Side.BOTH, False
    if earlier.binds:
        return earlier.side, earlier.is_open
    if later.binds:
        return later.side, later.is_open
    if rest.startswith("封顶"):
        return Side.HIGH, False
    reached = any(word.startswith("达") for word in earlier.qualifiers)
    return (Side.LOW, False) if reached and rest.startswith("的") else (Side.BOTH, False)


def _ends(found: Range, side: Side, is_open: bool, later: Bounds) -> tuple[Decimal | None, Decimal | None, bool, bool]:
    """Low and high, and whether each lies outside."""
    first = found.low.value
    if found.high is None:
        low = None if side is Side.HIGH else first
        high = None if side is Side.LOW else first
        return low, high, is_open and high is None, is_open and low is None
    second, outside = found.high.value, later.is_open and later.binds
    if second < first:
        return second, first, found.low_open or outside, found.high_open
    opens = found.low_open or (side is Side.LOW and is_open and bool(found.words))
    return first, second, opens, found.high_open or outside


def _qualifiers(found: Range, earlier: Bounds, later: Bounds, trailing: tuple[str, ...]) -> tuple[str, ...]:
    """Every qualifying word in the order of the text."""
    own = tuple(mark for mark in "余多" if mark in found.last.number)
    before = earlier.qualifiers
    if "内" in later.qualifiers and before[-1:] == ("前",):
        before = before[:-1]  # 会议举行前五日内: 前 belongs to what goes before
    return (*before, *found.words, *own, *later.qualifiers, *trailing)


def _belongs_to(grant: Fact, kind: FactKind, text: str, start: int) -> bool:
    """Whether an amount at `start` continues or caps the last benefit or penalty before it, in the same sentence."""
    if kind is not FactKind.AMOUNT or start - grant.end > _SENTENCE or _SENTENCE_END.search(text, grant.end, start):
        return False
    between = text[grant.end : start]
    # 给予100万元、200万元、400万元补助; 按投资额的5%给予补助，最高不超过500万元
    return between in ("、", "和", "或者", "，") or _CAP.search(between[-_CLAUSE:]) is not None


def _clause_before(text: str, start: int, last: Fact | None, breaks: re.Pattern[str]) -> str:
    """The text of the clause up to a figure, from the figure before it where one stands in the clause."""
    begin = max(0, start - _FARTHEST)
    # 每两个月至少举行一次: 每 bounds neither figure off from the other.
    if last is not None and not {"每", "每隔"} & {*last.qualifiers}:
        begin = max(begin, last.end)
    window = text[begin:start]
    found = list(breaks.finditer(window))
    return window[found[-1].end() :] if found else window


def _clause_behind(text: str, end: int) -> str:
    match = _CLAUSE_END.search(text, end, end + _FARTHEST)
    return text[end : match.start() if match else end + _FARTHEST]
