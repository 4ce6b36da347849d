"""Reading what an article gives, as rules to reckon by: what is given for what, from where on, for how long, up to what."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.estimate.span import units_in, without_years, years_in
from assistant.formal import VAGUE
from corpus.facts import Fact, FactKind, Role
from corpus.facts.read import read_facts


@dataclass(frozen=True, slots=True)
class Bound:
    """A figure that limits who is given to or how much, with the words that say what it measures."""

    fact: Fact
    text: str
    """As written: 3000万元以上."""
    measure: str
    yearly: bool = False
    is_known: bool = False
    """Whether the measure is a known word for one, rather than the words that stand before the figure."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One thing that an article gives."""

    fact: Fact
    """A rate, or an amount."""
    text: str
    """The figure as written: 80%."""
    base: str
    """What a rate is of: 实际租金; what an amount is given for each of: 每平方米每月, 每人; else empty."""
    is_over: bool
    """Given only for what exceeds the threshold."""
    years: tuple[int, int] | None
    """The first and the last year in which it is given; None where the clause names none."""
    up_to_years: int | None
    """For at most so many years."""
    thresholds: tuple[Bound, ...]
    caps: tuple[Bound, ...]
    limits: tuple[Bound, ...]
    """Of what is counted: 面积不超过2000平方米, 最长六个月."""
    start: int
    end: int
    """The stretch of the article that states it, up to its caps."""


_SENTENCE = re.compile("[^。\n]+[。\n]?")
_SEGMENT = re.compile("[^；;]+[；;]?")
_BASE = re.compile(r"(?:按照?|对其?|以|给予|依照?)?(?P<base>[^，、；。（）]{1,24}?)(?:的|之)?$")
_PAID_OUT = re.compile("的?(?:比例)?(?:拨付|兑付|发放|兑现|支付)|、|的比例")
_ARTICLE = re.compile(r"^(?:第[^条]{1,6}条|[一二三四五六七八九十]{1,3}、)\s*(?:[（(【][^（）()【】]{1,20}[）)】])?\s*")
_ROW = " | "
_GIFT = re.compile("奖励|补贴|补助|资助|奖补")
_BOUNDING = re.compile("(?:不(?:低于|少于|超过|高于|足|满)|超过|超|高于|大于|低于|少于|至少|年?满)$")
_CHANGES = re.compile("递减|递增|扣减|核减|扣除|减半|下浮|上浮|上调|下调|再增加|提高到|基础上")
"""What makes another grant more or less is none that can be reckoned by itself."""
_NEAR = 10
_REMARK = re.compile("[（(][^（）()]*[）)]")
_OVER = re.compile("超出|超过部分|超额|增量")
_ACROSS = re.compile("^(?:同一|每家|单个|单户|每户|每个|一家|合计|累计|奖励|补贴|以上|上述|前款|年度)")
_OTHER_BASE = re.compile("标准|奖励|补贴(?!面积)|补助|总额度|比例")
_YEARLY = re.compile("每年|年度|每个年度|全年")


def grants_of(text: str) -> tuple[Grant, ...]:
    """What the article `text` gives, in its order; nothing of a sentence that a rule cannot be read from for certain."""
    found: list[Grant] = []
    measure = ""
    for sentence in _SENTENCE.finditer(text):
        own: list[Grant] = []
        for segment in _SEGMENT.finditer(sentence[0]):
            begin = sentence.start() + segment.start()
            read, measure, caps = _segment(text, begin, begin + len(segment[0]), measure)
            if read:
                own += read
            elif caps and own:
                own = [replace(one, caps=(*one.caps, *caps), end=begin + len(segment[0])) for one in own]
            elif caps and _ACROSS.search(segment[0]):
                found = [replace(one, caps=(*one.caps, *caps), end=begin + len(segment[0])) for one in found]
        found += own
    return tuple(found)


def _segment(text: str, begin: int, end: int, measure: str) -> tuple[list[Grant], str, tuple[Bound, ...]]:
    """The grants of one stretch, what its threshold measures, and the caps in it."""
    part = text[begin:end]
    grants: list[Grant] = []
    thresholds: list[Bound] = []
    caps: list[Bound] = []
    limits: list[Bound] = []
    up_to: int | None = None
    last = 0
    for fact in read_facts(part):
        before = part[last : fact.start]
        bounding = _BOUNDING.search(before)
        written = (bounding[0] if bounding else "") + part[fact.start : fact.end]
        bound = Bound(
            fact, written, fact.measure or measure, bool(_YEARLY.search(part[_comma(part, fact.start) : fact.start]))
        )
        if fact.role is Role.PENALTY or _CHANGES.search(part[max(0, fact.start - _NEAR) : fact.end + _NEAR]):
            return [], measure, ()
        if _is_cap(fact, has_grant=bool(grants)):
            caps.append(bound)
        elif fact.kind is FactKind.PERIOD and _is_term(fact, before):
            up_to, limits = _term(fact, up_to, limits, bound)
        elif fact.kind is FactKind.AREA and fact.low is None:
            limits.append(bound)
        elif fact.role is Role.THRESHOLD and not grants:
            own = fact.measure if fact.measure not in VAGUE else None
            known = own or _remeasured(before, written) or (None if fact.measure else measure)
            thresholds.append(replace(bound, measure=known or _spoken(before), is_known=bool(known)))
            measure = known or measure
        elif _is_grant(fact, part):
            grants.append(_grant(fact, part, last, thresholds, grants[-1].end if grants else 0))
        last = fact.end
    if any("分别" in one.fact.qualifiers for one in grants):
        return [], measure, ()
    whole = [
        replace(one, caps=tuple(caps), limits=tuple(limits), up_to_years=up_to, start=begin, end=end) for one in grants
    ]
    return whole, measure, tuple(caps)


def _comma(part: str, at: int) -> int:
    return max(part.rfind(mark, 0, at) for mark in "，,、；。") + 1


def _spoken(before: str) -> str:
    """The words of a clause before a bound, where no known measure stands there: 企业年度物流费用支出超过."""
    return _ARTICLE.sub("", before[_comma(before, len(before)) :])


def _remeasured(before: str, written: str) -> str | None:
    """What a threshold measures when the remark between its measure and its figure is passed over."""
    if not before.rstrip("达到超过").endswith(("）", ")")):
        return None
    again = read_facts(_REMARK.sub("", before) + written)
    return again[-1].measure if again else None


def _is_cap(fact: Fact, *, has_grant: bool) -> bool:
    if fact.kind is not FactKind.AMOUNT or fact.low is not None:
        return False
    return has_grant or bool({"累计", "最高", "每年"} & {*fact.qualifiers})


def _is_term(fact: Fact, before: str) -> bool:
    """补贴期限最长三年, 最长六个月: how long something is given."""
    clause = before[_comma(before, len(before)) :]
    return fact.role is Role.TERM and bool(re.search("期限|最长|不超过|连续", clause + "".join(fact.qualifiers)))


def _term(fact: Fact, up_to: int | None, limits: list[Bound], bound: Bound) -> tuple[int | None, list[Bound]]:
    if fact.unit == "年" and fact.high is not None:
        return int(fact.high), limits
    return up_to, [*limits, bound]


def _is_grant(fact: Fact, part: str) -> bool:
    is_cell = _ROW in part and fact.role is Role.STATEMENT and bool(_GIFT.search(part))
    if not (is_cell or fact.role is Role.BENEFIT) or fact.low is None or fact.low != fact.high:
        return False
    if fact.kind is FactKind.RATE:
        return fact.unit == "%" and not _PAID_OUT.match(part, fact.end)
    return fact.kind is FactKind.AMOUNT


def _grant(fact: Fact, part: str, last: int, thresholds: Sequence[Bound], since: int) -> Grant:
    """One grant; its end is that of its figure in `part` until the caps behind it are read."""
    clause = part[max(_comma(part, fact.start), last if last < fact.start else 0) : fact.start]
    base = ""
    if fact.kind is FactKind.RATE:
        match = _BASE.search(without_years(clause))
        base = match["base"] if match else ""
    else:
        base = "".join(f"每{unit}" for unit in units_in(clause))
    over = bool(_OVER.search(part[: fact.start]))
    years = years_in(part[since : fact.start])
    return Grant(fact, part[fact.start : fact.end], base, over, years, None, tuple(thresholds), (), (), 0, fact.end)


def is_reckoned(grant: Grant) -> bool:
    """Whether the grant can be reckoned at all: a rate of another grant cannot, nor one of a slice of the base."""
    if grant.fact.kind is FactKind.AMOUNT:
        return True
    return bool(grant.base) and not _OTHER_BASE.search(grant.base) and (grant.is_over or "部分" not in grant.base)
