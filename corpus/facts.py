"""Figures as data: amounts, rates, areas, counts and periods, with what bounds them and where they stand."""

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


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure in a text, with its unit and its bounds."""

    kind: FactKind
    low: Decimal | None
    """Lower bound in `unit`; equal to `high` for a plain figure; None where only an upper bound is given."""
    high: Decimal | None
    unit: str
    """Base unit: 元, %, 平方米, 年, 月, 日, or what is counted."""
    qualifiers: tuple[str, ...]
    """Words that bound or qualify it, as they stand in the text: 最高, 不超过, 一次性, 每年, 以上."""
    start: int
    end: int

    def to_json(self) -> dict[str, Any]:
        """For the catalog."""
        return {
            "kind": self.kind.value,
            "low": None if self.low is None else str(self.low),
            "high": None if self.high is None else str(self.high),
            "unit": self.unit,
            "qualifiers": list(self.qualifiers),
            "span": [self.start, self.end],
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> "Fact":
        """The inverse of `to_json`."""
        low, high = (None if row[name] is None else Decimal(row[name]) for name in ("low", "high"))
        return cls(FactKind(row["kind"]), low, high, row["unit"], tuple(row["qualifiers"]), *row["span"])
