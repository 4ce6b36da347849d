"""Figures as data: amounts, rates, areas, counts, periods and quantities, with what bounds them and where they stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any


class FactKind(StrEnum):
    """What a figure measures."""

    AMOUNT = "amount"
    RATE = "rate"
    AREA = "area"
    COUNT = "count"
    PERIOD = "period"
    QUANTITY = "quantity"
    """Any other physical measure: 米, 千克, 立方米, 摄氏度."""


class Role(StrEnum):
    """What a figure does in its clause."""

    BENEFIT = "benefit"
    """What is given or waived: 最高奖励500万元."""
    PENALTY = "penalty"
    """What a breach costs: 处五万元以上十万元以下的罚款."""
    THRESHOLD = "threshold"
    """A bound that has to be met or decides a case: 营业收入2000万元以上, 年满十八周岁, 不得少于三人."""
    TERM = "term"
    """How long something lasts or may take: 三十日内, 期限为五年."""
    STATEMENT = "statement"
    """A figure that only tells: 总投资13亿元."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure in a text, with its unit and its bounds."""

    kind: FactKind
    low: Decimal | None
    """Lower bound in `unit`; equal to `high` for a plain figure; None where only an upper bound is given."""
    high: Decimal | None
    unit: str
    """Base unit: 元, 美元, 元/平方米·月, %, 百分点, 倍, 平方米, 年, 月, 日, 工作日, 岁, 米, or the measure word of a count."""
    qualifiers: tuple[str, ...]
    """Words that bound or qualify it, in the order of the text, in Simplified characters: 最高, 不超过, 每年, 以上.

    余, 多, 约, 近 and 左右 say that the number is not exact; of a period, 近 and 前 say which one is meant (近三年).
    """
    start: int
    end: int
    """The span: from the number to its unit, or to the word behind it that bounds it (五百万元以上)."""
    low_open: bool = False
    """The bound itself is outside: 超过三人."""
    high_open: bool = False
    """The bound itself is outside: 不满三年."""
    role: Role = Role.STATEMENT
    measure: str | None = None
    """What is measured, in the clause's words, Simplified: 营业收入, 注册资本, 罚款; None where no known word says so."""

    def to_json(self) -> dict[str, Any]:
        """For the catalog."""
        return {
            "kind": self.kind.value,
            "low": _text(self.low),
            "high": _text(self.high),
            "open": [self.low_open, self.high_open],
            "unit": self.unit,
            "qualifiers": list(self.qualifiers),
            "role": self.role.value,
            "measure": self.measure,
            "span": [self.start, self.end],
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> "Fact":
        """The inverse of `to_json`."""
        low, high = (None if row[name] is None else Decimal(row[name]) for name in ("low", "high"))
        (start, end), (low_open, high_open) = row["span"], row["open"]
        return cls(
            kind=FactKind(row["kind"]),
            low=low,
            high=high,
            unit=row["unit"],
            qualifiers=tuple(row["qualifiers"]),
            start=start,
            end=end,
            low_open=low_open,
            high_open=high_open,
            role=Role(row["role"]),
            measure=row["measure"],
        )


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
