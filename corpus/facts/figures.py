"""Numbers with their units as they stand in a text, alone or as a range, before anything is known of their meaning."""

import re
from dataclasses import dataclass
from decimal import Context, Decimal

from corpus.facts.fact import FactKind
from corpus.facts.numbers import NUMBER, multiple, value
from corpus.facts.units import PER, UNIT, UNITS, Unit, reckoned_by


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit."""

    value: Decimal
    """In the base unit."""
    number: str
    form: str
    """The unit as it is written, in plain letters; empty for shares such as 百分之五."""
    kind: FactKind
    unit: str
    """The base unit, with what it is reckoned by: 元/平方米·月."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Range:
    """Two figures that bound one; of a single figure, `high` is None."""

    low: Figure
    high: Figure | None = None
    words: tuple[str, ...] = ()
    """What joins them, where it bounds: 以上, 不足."""
    low_open: bool = False
    high_open: bool = False

    @property
    def last(self) -> Figure:
        """The figure that ends the range."""
        return self.high or self.low


_TO = "[至到~—–-]{1,2}"
_SIMPLE = re.compile(
    rf"(?P<number>{NUMBER}) ?(?P<unit>{UNIT})(?P<half>半(?![数价个径]))?(?:人民币)?(?P<per>{PER})?"
    rf"|(?:(?P<parts>[百千万])|(?P<of>{NUMBER}))分之(?P<share>{NUMBER})"
)
_NUMBER = re.compile(NUMBER)
_JOINT = re.compile(
    r" ?(?:[（(](?P<outside>不)?含[^（）()\n]{0,12}[）)])?(?P<bound>以上|以下)?[，、]?"
    rf"(?P<joint>{_TO}|(?P<short>不足|不满|未满|不到|低于|少于))?(?:人民币)?"
)
_BOUND_BEHIND = re.compile(" ?(?:[（(]不?含[^（）()\n]{0,12}[）)])?(以上|以下|以内)")
_CURRENCY = {"￥": "元", "¥": "元", "$": "美元"}
_PARTS = {"百": 100, "千": 1_000, "万": 10_000}
_WIDE = Context(prec=60)
_FOUR_PLACES = Decimal("0.0001")


def range_at(text: str, start: int, *, is_bounded: bool) -> Range | None:
    """The figure or range that begins at `start` of plain text; `is_bounded`: a word before it gives a lower bound."""
    first = _figure_at(text, start)
    if first is None:
        return _shared_unit(text, start)
    joint = _JOINT.match(text, first.end)
    if joint is None or not (joint["bound"] or joint["joint"]):
        return Range(first)
    second = _second(text, first, joint)
    return _joined(text, first, second, joint, is_bounded=is_bounded) if second else Range(first)


def _figure_at(text: str, at: int) -> Figure | None:
    match = _SIMPLE.match(text, at)
    if match is None:
        return _money_sign(text, at)
    if match["share"]:
        return _share(match)
    unit = UNITS[match["unit"]]
    amount = value(match["number"])
    if amount is None:
        return None
    if match["half"]:
        amount += Decimal("0.5")
    base = unit.base + reckoned_by(match["per"] or "")
    return Figure(_tidy(amount * _factor(unit, amount)), match["number"], match["unit"], unit.kind, base, *match.span())


def _factor(unit: Unit, amount: Decimal) -> Decimal:
    # 八折 is 80 %, 85折 is 85 %.
    return Decimal(1) if unit.factor == 10 and unit.base == "%" and amount >= 10 else unit.factor


def _share(match: re.Match[str]) -> Figure | None:
    parts = Decimal(_PARTS[match["parts"]]) if match["parts"] else value(match["of"])
    share = value(match["share"])
    if not parts or share is None:
        return None
    return Figure(_tidy(share * 100 / parts), match["share"], "", FactKind.RATE, "%", *match.span())


def _money_sign(text: str, at: int) -> Figure | None:
    """￥500万: a currency that stands before its number."""
    name = _CURRENCY.get(text[at - 1]) if at else None
    match = _NUMBER.match(text, at) if name else None
    amount = value(match[0]) if match else None
    if name is None or match is None or amount is None:
        return None
    return Figure(_tidy(amount), match[0], name, FactKind.AMOUNT, name, *match.span())


def _shared_unit(text: str, start: int) -> Range | None:
    """1—3万元, 一至五倍: the first number takes the unit of the second, and its 万 where that is meant."""
    number = _NUMBER.match(text, start)
    joint = _JOINT.match(text, number.end()) if number else None
    if number is None or joint is None or not joint["joint"] or joint["bound"] or joint["short"]:
        return None
    second = _figure_at(text, joint.end())
    amount = value(number[0])
    if second is None or amount is None or second.number == "半":
        return None
    own = value(second.number) or Decimal(1)
    shared = multiple(second.number)
    # 1—3万元 begins at 10,000, 5000—1万元 at 5,000.
    scale = second.value / own * (shared if multiple(number[0]) == 1 and amount < own / shared else 1)
    low = Figure(_tidy(amount * scale), number[0], second.form, second.kind, second.unit, *number.span())
    return Range(low, second)


def _second(text: str, first: Figure, joint: re.Match[str]) -> Figure | None:
    """The other end of a range, in the unit of the first."""
    second = _figure_at(text, joint.end())
    if second is None:
        number = _NUMBER.match(text, joint.end())
        share = value(number[0]) if number else None
        # 百分之二至三
        if number is None or share is None or joint["bound"] or text[first.start + 1 : first.start + 3] != "分之":
            return None
        return Figure(_tidy(share * 100 / _PARTS[text[first.start]]), number[0], "", FactKind.RATE, "%", *number.span())
    if second.unit == first.unit:
        return second
    if (first.unit, second.unit) == ("%", "倍"):  # 三分之一至一倍
        return Figure(second.value * 100, second.number, second.form, second.kind, "%", second.start, second.end)
    return None


def _joined(text: str, first: Figure, second: Figure, joint: re.Match[str], *, is_bounded: bool) -> Range:
    behind = _BOUND_BEHIND.match(text, second.end)
    words = tuple(word for word in (joint["bound"], joint["short"]) if word)
    if joint["bound"] == "以下":  # 二十五度以下五度以上
        if behind and behind[1] == "以上" and second.value < first.value:
            return Range(first, second, words, low_open=False, high_open=bool(joint["outside"]))
        return Range(first)
    if second.value < first.value and not (joint["joint"] and not joint["short"]):
        return Range(first)
    if joint["short"]:
        closes = joint["bound"] == "以上" or is_bounded
        return Range(first, second, words, bool(joint["outside"]), True) if closes else Range(first)
    if joint["bound"] and not joint["joint"] and not (behind and behind[1] != "以上"):
        return Range(first)
    return Range(first, second, words, low_open=bool(joint["outside"]))


def _tidy(number: Decimal) -> Decimal:
    """Without needless zeros, and to four places where a division does not end."""
    rounded = number.quantize(_FOUR_PLACES, context=_WIDE)
    whole = rounded.to_integral_value()
    return whole if whole == rounded else rounded.normalize(_WIDE)
