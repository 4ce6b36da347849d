"""What the enterprise told of the thing that a benefit is reckoned from, and how it comes to a yearly or single amount."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.estimate.rule import Bound
from assistant.formal import formal, topical
from assistant.situation import Situation, Told, money, plainly
from corpus.facts import FactKind

_RENT = re.compile("租")
_REMARK = re.compile("[（(][^（）()]*[）)]")
_LOOSE = frozenset(
    "投资 支出 支付 金额 投入 费用 发生 发生额 完成 实际 缴纳 部分 超出 到位 资金 使用 花费 总额 年度 当年".split()
)
"""Words of a base that name no measure by themselves: 实际完成投资额."""
_DAYS = Decimal(365)


@dataclass(frozen=True, slots=True)
class Operand:
    """A told figure, ready to be reckoned with."""

    value: Decimal
    shown: str
    """With its unit: 72万元."""
    step: str = ""
    """How it comes from what was told, where that takes reckoning: 30元 × 2000平方米 × 12个月 = 72万元."""
    yearly: bool = False
    unit: str = "元"


@dataclass(frozen=True, slots=True)
class Missing:
    """What must be known first."""

    name: str


def base_of(base: str, thresholds: Sequence[Bound], clause: str, told: Situation) -> Operand | Missing:
    """What a rate is taken of: the amount that was told of `base`, or of what the threshold measures."""
    if _RENT.search(base) or (not _specific(base) and _RENT.search(clause) and "租金" in clause):
        return rent(told)
    names = [base, *(bound.measure for bound in thresholds)] if not _specific(base) else [base]
    for name in names:
        words = _specific(name) or topical(formal(name))
        found = _amounts(told, words) if words else []
        if found:
            return _operand(found[0])
    own = _amounts(told, ()) if not any(map(_specific, names)) else []
    spoken = [it for it in own if any(word in formal(clause) for word in topical(it.about))]
    if len(spoken) == 1:
        return _operand(spoken[0])
    return Missing(_named(next((name for name in reversed(names) if _specific(name)), base)))


def _specific(name: str) -> tuple[str, ...]:
    """The words of a base that tell it from others."""
    return tuple(word for word in topical(formal(_REMARK.sub("", name))) if word not in _LOOSE)


def _named(name: str) -> str:
    """A measure as a person is asked for it."""
    return re.sub("^(?:按照?|企业|单位)|(?:达到|超过|满|的)+$", "", _REMARK.sub("", name)) or name


def _amounts(told: Situation, words: Sequence[str]) -> list[Told]:
    """The single amounts of money of which every one of `words` is said."""
    return [
        it
        for it in told.figures
        if it.kind is FactKind.AMOUNT and it.figure is not None and it.unit.split("/")[0].endswith("元") and not it.derived
        and all(word in it.about for word in words)
    ]  # fmt: skip


def _operand(it: Told) -> Operand:
    """A told amount; one by the month comes to a year's."""
    value, unit = it.figure or Decimal(0), it.unit.split("/")[0]
    if _by(it, "月"):
        year = value * 12
        step = f"{money(value, unit)}/月 × 12个月 = {money(year, unit)}/年（您提供）"
        return Operand(year, money(year, unit), step, yearly=True, unit=unit)
    return Operand(value, money(value, unit), yearly=_by(it, "年"), unit=unit)


def _by(it: Told, unit: str) -> bool:
    return f"每{unit}" in it.per or f"每{unit}度" in it.per or it.unit.endswith((f"/{unit}", f"·{unit}"))


def rent(told: Situation) -> Operand | Missing:
    """The rent of one year."""
    prices = [it for it in told.figures if it.kind is FactKind.AMOUNT and it.figure is not None and not it.derived]
    by_area = [it for it in prices if "每平方米" in it.per or "/平方米" in it.unit]
    if by_area:
        return _by_area(by_area[0], told)
    whole = [it for it in prices if _RENT.search(it.about) or _by(it, "月") or (len(prices) == 1 and _by(it, "年"))]
    if not whole:
        return Missing("每平方米每月的租金" if area(told) else "每年实际租金（或者面积和单价）")
    it = whole[0]
    if not (_by(it, "月") or _by(it, "年")):
        return Missing(f"{money(it.figure or Decimal(0))}租金是每月的还是每年的")
    return _operand(it)


def _by_area(price: Told, told: Situation) -> Operand | Missing:
    let = area(told)
    if let is None or let.figure is None:
        return Missing("租用面积")
    value = price.figure or Decimal(0)
    if _by(price, "月"):
        year, by, times = value * let.figure * 12, "月", " × 12个月"
    elif _by(price, "日") or _by(price, "天"):
        year, by, times = value * let.figure * _DAYS, "日", " × 365日"
    elif _by(price, "年"):
        year, by, times = value * let.figure, "年", ""
    else:
        return Missing("租金单价是每月的还是每年的")
    step = f"{plainly(value)}元/平方米·{by} × {plainly(let.figure)}平方米{times} = {money(year)}/年（您提供）"
    return Operand(year, money(year), step, yearly=True)


def area(told: Situation) -> Told | None:
    """The one area that was told."""
    areas = [it for it in told.figures if it.kind is FactKind.AREA and it.figure is not None]
    return areas[0] if len({it.figure for it in areas}) == 1 else None


_SAME_UNITS = {"人": "人", "名": "人", "位": "人", "平方米": "平方米", "吨": "千克", "千瓦时": "千瓦时", "度": "千瓦时"}
_OF_ONE = {"吨": Decimal(1000)}


def counted(unit: str, clause: str, told: Situation) -> Operand | Missing:
    """How many of `unit` were told: 20人, 3吨, 5件; of a noun (标准箱) those with the noun."""
    base = _SAME_UNITS.get(unit, unit)
    fits = [
        it for it in told.figures if it.figure is not None and (it.unit == base or _SAME_UNITS.get(it.unit) == base)
    ]
    if not fits:
        fits = [
            it for it in told.figures if it.kind is FactKind.COUNT and it.figure is not None and unit in formal(it.text)
        ]
    if len(fits) > 1:
        scored = [(sum(word in formal(clause) for word in topical(it.about)), it) for it in fits]
        most = max(score for score, _ in scored)
        fits = [it for score, it in scored if score == most]
    if len({it.figure for it in fits}) != 1 or fits[0].figure is None:
        return Missing(_UNIT_NAMES.get(unit, f"{unit}数"))
    value = fits[0].figure / _OF_ONE.get(unit, Decimal(1))
    name = unit if base in ("千克", "千瓦时", "平方米", "人") else fits[0].unit
    return Operand(value, f"{_grouped(value)}{name}", unit=unit)


_UNIT_NAMES = {
    "人": "人数",
    "平方米": "面积",
    "吨": "吨数",
    "千瓦时": "用电量（千瓦时）",
    "次": "次数",
    "月": "月数",
    "件": "件数",
    "项": "项数",
}


COUNTS = frozenset({*_UNIT_NAMES.values(), "租用面积"})
"""What is missing where only the number of something is."""


def _grouped(value: Decimal) -> str:
    """50万 rather than 500000."""
    shown = value / 10_000
    return f"{plainly(shown)}万" if shown >= 1 and shown == shown.quantize(Decimal("0.01")) else plainly(value)
