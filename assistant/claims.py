"""What a sentence says in figures: amounts, rates, dates, ordinals and the like, in a form in which two sentences compare."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from corpus.dates import find_dates
from corpus.facts import Fact, FactKind, bounds
from corpus.facts.letters import plain
from corpus.facts.read import read_facts
from corpus.normalize import simplify
from corpus.numerals import NUMERAL, to_int

HIDDEN = "〓"
"""Stands for a character that was read already, so that nothing reads it twice."""

_INVISIBLE = ("Cf", "Mn", "Me", "Co", "Cs")
_DIGITS = rf"[\d{NUMERAL}]"
_YEAR = r"(?P<year>(?:1[89]|2[01])\d\d|[〇零○一二三四五六七八九]{4})年度?"
_MONTH = r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})月份?"
_DAY = r"(?P<day>\d{1,2}|[一二三四五六七八九十廿卅]{1,3})[日号]"
_DATE = re.compile(
    rf"(?<!\d)(?:{_YEAR}(?:{_MONTH}(?:{_DAY})?)?|{_MONTH.replace('month', 'm2')}(?:{_DAY.replace('day', 'd2')})?)"
)
_FROM = re.compile(r"(?:自|从|于?自)[^，。；]{0,6}$")
_UNTIL = re.compile(r"(?:至|到|截至|截止到?)[^，。；]{0,2}$")
_RANGE = re.compile("(?:开始)?，?[至到~—–-]")
_BEHIND_DATE = re.compile(r"(?:月?底|年?末)?(?P<side>以前|之前|前|以后|之后|后|起|止|截止)")
_SIDES = {
    "以前": "until",
    "之前": "until",
    "前": "until",
    "止": "until",
    "截止": "until",
    "以后": "from",
    "之后": "from",
    "后": "from",
    "起": "from",
}
_ORDINAL = re.compile(rf"第[（(]?(?P<number>{_DIGITS}{{1,6}})[）)]?(?P<of>[\u4e00-\u9fff]?)")
_LOOSE = re.compile(r"\d+(?:[.,:：\-/+]\d+)*(?P<scale>[百千]?[万亿])?")
_SPELLED = re.compile(rf"[{NUMERAL}点]{{2,}}")
_LONE = re.compile(
    rf"(?<![{NUMERAL}])([二三四五六七八九十两百千万亿]|一(?=[成倍折半]))(?![{NUMERAL}点])([\u4e00-\u9fff]?)"
)
_BARE_AMOUNT = re.compile(
    rf"(?P<number>(?:\d[\d,]*(?:\.\d+)?[百千]?|[{NUMERAL}]*)[万亿])(?=[，。；、！？,;)）\s]|$|以[上下内]|的|补|奖|资|封顶|左右|人民币|块)"
)
_DEGREES = (
    ("全免", "免租", "免收", "免费", "免除", "免交", "免缴", "减免", "免征", "不收"),
    ("全额",),
    ("足额",),
    ("减半", "一半", "半数", "半价", "对半"),
    ("翻番", "翻倍", "加倍", "双倍"),
    ("不设上限", "无上限", "上不封顶", "不封顶", "没有上限"),
    ("永久", "长期", "终身", "无限期", "不限期"),
)
_EACH = re.compile(
    r"每一?(?:个|一)?(年|学年|年度|季度|月|日|天|周|小时|次|人|名|户|家|亩|平方米|平米|吨|千瓦时|度|台|件|项)"
    r"|(?<=[/·])(年|月|日|天|平方米|吨|人|户)"
)
_SAME_EACH = {"年度": "年", "学年": "年", "天": "日", "名": "人", "户": "家", "平米": "平方米"}
_NEAR = {
    **dict.fromkeys("余 多".split(), "over"),
    **dict.fromkeys("近 将近 接近".split(), "under"),
    **dict.fromkeys("约 大约 约为 左右 上下".split(), "about"),
}
_PLACED = {
    **{"前": "first", "提前": "ahead", "连续": "running", "满": "full", "年满": "full"},
    **dict.fromkeys("最近 近 过去".split(), "last"),
    **dict.fromkeys("每 每隔".split(), "every"),
}
_GENERIC_COUNT = {"家": "个", "户": "个", "名": "人", "位": "人", "条": "项"}


class Sort(StrEnum):
    """What sort of thing a figure is."""

    MEASURE = "measure"
    DATE = "date"
    ORDINAL = "ordinal"
    NUMBER = "number"
    """A number without a unit."""
    DEGREE = "degree"
    """A word that says how much without a number: 全免, 减半."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a text in one form, so that 五百万元, 500万元 and 5,000,000元 are the same."""

    sort: Sort
    key: tuple[object, ...]
    start: int
    end: int
    kind: str
    """Figures of one kind compete for their subjects: amounts with amounts, rates with rates."""
    each: frozenset[str] = frozenset()
    """What it is reckoned by: 每年, 每家."""
    place: frozenset[str] = frozenset()
    """Which of several periods is meant: 前两年, 近三年."""
    side: str = ""
    """Of a date: `from` it on, `until` it, or neither."""

    def bears_out(self, said: "Figure") -> bool:
        """Whether a claim of `said` is true where this figure stands."""
        if self.sort is not said.sort:
            return False
        if self.sort is Sort.DATE:
            opposite = {self.side, said.side} == {"from", "until"}
            return (
                not opposite
                and said.each <= self.each
                and all(b is None or a == b for a, b in zip(self.key, said.key, strict=True))
            )
        return self.key == said.key and said.each <= self.each and said.place <= self.place


def level(text: str) -> str:
    """`text` with Simplified, half-width and visible characters only; what compares is read from it."""
    return "".join(_leveled(simplify(text)))


def _leveled(text: str) -> Iterator[str]:
    for character in text:
        if character.isascii() or "\u4e00" <= character <= "\u9fff":
            yield character
        elif unicodedata.category(character) in _INVISIBLE:
            continue
        elif "\uff01" <= character <= "\uff5e" and character not in "，；：！？（）":
            yield chr(ord(character) - 0xFEE0)
        elif character.isdecimal():
            yield str(unicodedata.decimal(character))
        else:
            yield character


def with_units(text: str) -> str:
    """A bare 500万 or 两百万 is money: 元 is put behind it."""
    return _BARE_AMOUNT.sub(lambda found: found[0] + ("元" if len(found["number"]) > 1 else ""), text)


def figures(text: str) -> tuple[Figure, ...]:
    """The figures of a levelled text, in its order; titles, article numbers and 文号 must be hidden in it."""
    text = plain(text)
    found = list(_measures(text))
    rest = hide(text, found)
    for read in (_dates, _ordinals, _degrees, _numbers):
        new = list(read(rest, text))
        found += new
        rest = hide(rest, new) if read is not _degrees else rest
    return tuple(sorted(found, key=lambda figure: figure.start))


def hide(text: str, found: list[Figure]) -> str:
    """`text` with what was found blotted out, every offset kept."""
    for figure in found:
        text = text[: figure.start] + HIDDEN * (figure.end - figure.start) + text[figure.end :]
    return text


def _measures(text: str) -> Iterator[Figure]:
    for fact in read_facts(text):
        base, _, per = fact.unit.partition("/")
        low, high, unit = _converted(fact, base)
        near = frozenset(
            _NEAR[word] for word in fact.qualifiers if word in _NEAR and not (word == "近" and unit in ("月", "日"))
        )
        low_open, high_open = fact.low_open, fact.high_open
        if near == {"over"} and low == high:
            high, low_open, near = None, True, frozenset()  # 200多亿元 is more than 200亿元
        key = (fact.kind, unit, low, high, low_open, high_open, near)
        each = _each(_clause_of(text, fact.start, fact.end)) | frozenset(
            _SAME_EACH.get(one, one) for one in re.split("[·/]", per) if one
        )
        place = frozenset(
            _PLACED[word] for word in fact.qualifiers if word in _PLACED and unit in ("月", "日", "工作日")
        )
        yield Figure(Sort.MEASURE, key, fact.start, fact.end, f"{fact.kind}:{unit}", each, place)


def _converted(fact: Fact, base: str) -> tuple[Decimal | None, Decimal | None, str]:
    """The bounds in a unit that is the same for all ways of saying it."""
    factor = 12 if base == "年" else 1
    unit = "月" if base == "年" else _GENERIC_COUNT.get(base, base)
    low, high = (None if bound is None else (bound * factor).normalize() for bound in (fact.low, fact.high))
    return low, high, unit


def _clause_of(text: str, start: int, end: int) -> str:
    before = re.split(r"[，。；：！？、\n,;]", text[max(0, start - 30) : start])[-1]
    return before + text[start : end + 8].split("，")[0].split("；")[0]


def _each(clause: str) -> frozenset[str]:
    found = (match[1] or match[2] for match in _EACH.finditer(clause))
    return frozenset(_SAME_EACH.get(one, one) for one in found)


def _dates(rest: str, text: str) -> Iterator[Figure]:
    days = [_date((day.year, day.month, day.day), match.start(), match.end(), text) for match, day in find_dates(rest)]
    yield from days
    for match in _DATE.finditer(hide(rest, days)):
        parts = (match["year"], match["month"] or match["m2"], match["day"] or match["d2"])
        year, month, of_month = (to_int(part) if part else None for part in parts)
        yield _date((year, month, of_month), match.start(), match.end(), text)


def _date(key: tuple[int | None, int | None, int | None], start: int, end: int, text: str) -> Figure:
    behind = _BEHIND_DATE.match(text, end)
    side = _SIDES[behind["side"]] if behind else ""
    if not side and _FROM.search(text[max(0, start - 8) : start]):
        side = "from"
    if _UNTIL.search(text[max(0, start - 5) : start]):
        side = "until"
    elif not side and _RANGE.match(text, end):
        side = "from"
    return Figure(Sort.DATE, key, start, end, "date", _each(_clause_of(text, start, end)), side=side)


def _ordinals(rest: str, _text: str) -> Iterator[Figure]:
    for match in _ORDINAL.finditer(rest):
        number = to_int(match["number"])
        yield Figure(Sort.ORDINAL, (number, match["of"]), match.start(), match.end("number"), "ordinal")


def _degrees(rest: str, _text: str) -> Iterator[Figure]:
    for group, wordings in enumerate(_DEGREES):
        for match in re.finditer("|".join(wordings), rest):
            yield Figure(Sort.DEGREE, (group,), match.start(), match.end(), f"degree:{group}")


def _numbers(rest: str, text: str) -> Iterator[Figure]:
    for match in _LOOSE.finditer(rest):
        clause = re.split(r"[，。；：|\n]", text[max(0, match.start() - 30) : match.start()])[-1]
        bound = bounds.before(clause, FactKind.QUANTITY).side.value
        yield Figure(Sort.NUMBER, (_key(match[0]), bound), match.start(), match.end(), "number")
    for match in _LONE.finditer(rest):
        # 八成五, 五五开: what no unit explains must stand in the passage before the same character.
        yield Figure(Sort.NUMBER, (match[1], match[2]), match.start(), match.end(1), "number")
    for match in _SPELLED.finditer(rest):
        number = to_int(match[0])
        if number is not None:
            yield Figure(Sort.NUMBER, (str(number), "both"), match.start(), match.end(), "number")


def _key(number: str) -> str:
    """A number without its thousands separators and idle zeros; other marks in it stay, as in a telephone number."""
    plain_number = number.replace("：", ":")
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", plain_number):
        plain_number = plain_number.replace(",", "")
    if re.fullmatch(r"\d+(?:\.\d+)?", plain_number):
        return f"{Decimal(plain_number).normalize():f}"
    return plain_number
