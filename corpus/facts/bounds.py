"""The words around a figure that bound or qualify it, and what they make of its value."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from corpus.facts.fact import FactKind

_EACH = (
    "学年|年度|季度|半年|小时|工作日|平方米|立方米|平方公里|公里|公顷|千瓦时|人次|人|户|家|个|年|月|日|天|亩|吨|株|次|辆|台|项|例|件|米|处"
    "|张|车|班|套|间|位|名|头|只|度|周|床"
)
_NEGATED = "(?P<not>(?:不|未|没有|无)(?:得|应|能|宜|可|曾|会|需)?)"
_MORE = "超过|超出|超|高于|大于|多于|长于|逾"
_LESS = "低于|少于|小于|短于"
_BEFORE = re.compile(
    r"(?P<no_less>(?:大于|高于|超过)或?者?等于)|(?P<no_more>(?:小于|低于)或?者?等于)|"
    rf"{_NEGATED}(?:(?P<not_more>{_MORE})|(?P<not_less>{_LESS}|少)|(?P<short>足|满|到|达到?))"
    rf"|(?P<more>{_MORE})|(?P<less>{_LESS})"
    r"|(?P<most>最高|最多|最长|最大|至多|上限)|(?P<least>最低|最少|最短|最小|至少|下限)"
    r"|(?P<full>年满|已满|(?<![届期不未])满)|(?P<reach>(?<![到下表传抵送转])达到?)"
    rf"|(?P<each>每(?:{_EACH})|每隔|每)|(?P<about>大约|约为|(?<![合节契违签条公])约|将近|接近|(?<![附邻靠])近)"
    r"|(?P<soft>一次性|累计|合计|总计|分别|原则上|给予|连续|提前|最近|过去|今后|未来|前)"
)
_BEHIND = re.compile(
    r" ?(?:[（(](?P<outside>不)?含[^（）()\n]{0,12}[）)])?"
    r"(?:(?P<least>及?以上)|(?P<most>及?以下|以内|之内)|(?P<beyond>以外|之外)|(?P<about>左右|上下)|(?P<cap>封顶))"
    r"(?P<remark>[（(]不?含[^（）()\n]{0,12}[）)])?"
)
_MEANT = ("least", "most", "beyond", "about", "cap")
_BEHIND_PERIOD = re.compile(r" ?(?:(?P<within>内)|(?P<when>以后|之后|以前|之前|后|前)(?![款项条]))")
_TRAILING = re.compile(rf"的?(?P<soft>一次性|每(?:{_EACH})|封顶)")
_LINK = re.compile(
    r"(?:[\u4e00-\u9fff]{0,5}[人户亩生]均)?[于为到了是按约达其在从有各的共须应可以]{0,3}(?:人民币)?[ ￥¥$]?"
)
"""What may stand between a bounding word and the number."""
_VERBS = re.compile(
    r"(?:[可能为给获得享受领取发奖励补贴助资扶持支付返还按提有设举行召开组织展安排公布应当以元的达每年月户人名家个亩平方米一次性额度金标准期限总]|不超过){0,12}"
)
_WORDS = re.compile(r"[\u4e00-\u9fff“”、]{0,22}")
_OF_A_PERIOD = ("前", "提前", "最近", "过去", "今后", "未来")
_OTHER_VERB = re.compile("[处按由]|应当|可以|给予|并|如|部分")
_NEAR, _FAR = 6, 14


class Side(Enum):
    """Which bounds words leave of a plain figure."""

    BOTH = "both"
    LOW = "low"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the words on one side of a figure say."""

    side: Side = Side.BOTH
    is_open: bool = False
    qualifiers: tuple[str, ...] = ()
    end: int = 0
    """Behind the words that count to the span."""

    @property
    def binds(self) -> bool:
        """Whether a bound is given at all."""
        return self.side is not Side.BOTH


def before(clause: str, kind: FactKind) -> Bounds:
    """The bounds that `clause`, the text of the clause up to a figure of `kind`, gives."""
    found = list(_BEFORE.finditer(clause))
    kept: list[str] = []
    side, is_open = Side.BOTH, False
    # From the number backwards: what adjoins may reach over words that adjoin.
    edge = len(clause)
    for match in reversed(found):
        gap = clause[match.end() : edge]
        group = match.lastgroup or ""
        if group in ("soft", "each"):
            if not _is_apart(match[0], gap, kind):
                kept.append(match[0])
                edge = match.start() if _LINK.fullmatch(gap) else edge
            continue
        if not _reaches(group, match[0], gap, kind):
            continue
        kept.append(match[0])
        edge = match.start()
        if side is Side.BOTH:
            side, is_open = _meaning(group)
    return Bounds(side, is_open, tuple(reversed(kept)))


def _is_apart(word: str, gap: str, kind: FactKind) -> bool:
    """Whether a qualifying word does not belong to the figure."""
    if word in _OF_A_PERIOD:
        return bool(gap) or kind is not FactKind.PERIOD
    return word in ("每", "每隔") and bool(gap)


def _reaches(group: str, word: str, gap: str, kind: FactKind) -> bool:
    """Whether a bounding word bounds a number that stands `gap` behind it."""
    if _LINK.fullmatch(gap):
        return True
    if group in ("about", "full", "reach") or word in ("超", "逾"):
        return False
    if group == "short":  # 不足总数的二分之一
        return kind is FactKind.RATE and gap.endswith("的") and len(gap) <= _FAR and _WORDS.fullmatch(gap) is not None
    if group in ("most", "least"):
        # 至少应当占成员总数的百分之八十
        farthest = _FAR if kind is FactKind.RATE else _NEAR
        loose = word in ("至少", "至多", "最多") and len(gap) <= farthest and _WORDS.fullmatch(gap) is not None
        return loose or _VERBS.fullmatch(gap) is not None
    return kind is FactKind.RATE and _WORDS.fullmatch(gap) is not None and not _OTHER_VERB.search(gap)


def _meaning(group: str) -> tuple[Side, bool]:
    return {
        "not_more": (Side.HIGH, False),
        "no_more": (Side.HIGH, False),
        "no_less": (Side.LOW, False),
        "not_less": (Side.LOW, False),
        "short": (Side.HIGH, True),
        "more": (Side.LOW, True),
        "less": (Side.HIGH, True),
        "most": (Side.HIGH, False),
        "least": (Side.LOW, False),
        "full": (Side.LOW, False),
    }.get(group, (Side.BOTH, False))


def behind(text: str, at: int, kind: FactKind) -> Bounds:
    """The bounds that the words at `at`, right behind a figure of `kind`, give."""
    match = _BEHIND.match(text, at)
    if match is not None:
        group, word = next((name, word) for name, word in match.groupdict().items() if word and name in _MEANT)
        side = {"least": Side.LOW, "beyond": Side.LOW, "about": Side.BOTH}.get(group, Side.HIGH)
        return Bounds(side, group == "beyond" or _is_outside(match), (word,), match.end())
    if kind in (FactKind.PERIOD, FactKind.QUANTITY):
        match = _BEHIND_PERIOD.match(text, at)
        if match is not None and (match["within"] or kind is FactKind.PERIOD):
            side = Side.HIGH if match["within"] else Side.BOTH
            return Bounds(side, qualifiers=(match[0].strip(),), end=match.end())
    return Bounds(end=at)


def _is_outside(match: re.Match[str]) -> bool:
    """Whether a remark says that the bound itself does not count: 十度（不含）以下, 一万元以上（不含一万元）."""
    return match["outside"] is not None or (match["remark"] or "")[1:].startswith("不")


def trailing(text: str, at: int) -> Iterator[str]:
    """Qualifying words right behind a figure that are not part of its span: 500万元一次性奖励."""
    match = _TRAILING.match(text, at)
    if match is not None:
        yield match["soft"]


def without_bounds(text: str) -> str:
    """`text` without the words that bound or qualify a figure."""
    return _BEFORE.sub("", text)
