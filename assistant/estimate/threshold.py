"""Holding what was told against the bounds that a grant begins and ends at."""

from decimal import Decimal

from assistant.conditions.figure import within
from assistant.estimate.operand import Missing, Operand
from assistant.estimate.rule import Bound, Grant
from assistant.formal import formal, topical
from assistant.situation import Situation, Told, money, plainly
from corpus.facts import FactKind


def told_of(bound: Bound, told: Situation) -> Told | None:
    """The figure that was told of what the bound measures; None where none was, or it is not certain that one was."""
    words = topical(formal(bound.measure))
    unit = bound.fact.unit
    fits = [
        it for it in told.figures if it.kind is bound.fact.kind and _LIKE.get(it.unit, it.unit).split("/")[0] == unit
    ]
    if bound.fact.kind is FactKind.QUANTITY and len(fits) == 1:
        return fits[0]
    exact = [it for it in fits if words and all(word in it.about for word in words)]
    shared = [it for it in fits if any(word in it.about for word in words if len(word) > 1)]
    # A known measure must be named as such: 投资 is not yet 固定资产投资.
    loose = shared if len(shared) == 1 and not bound.is_known else ()
    return next(iter(exact or loose), None)


_LIKE = {"度": "千瓦时"}


def tier(grant: Grant, told: Situation) -> bool | None:
    """Whether what was told lies within the bounds that the grant begins and ends at; None where nothing was told of them."""
    seen = [within(it, bound.fact) for bound in grant.thresholds if (it := told_of(bound, told)) is not None]
    return None if not seen else all(one is True for one in seen)


def excess(grant: Grant, told: Situation) -> Operand | Missing:
    """What exceeds the threshold: 300万元 - 100万元."""
    bound = next((one for one in grant.thresholds if one.fact.low is not None), None)
    if bound is None:
        return Missing(grant.base)
    it = told_of(bound, told)
    if it is None or it.figure is None:
        return Missing(plain(bound.measure))
    over = it.figure - (bound.fact.low or Decimal(0))
    if bound.fact.kind is not FactKind.AMOUNT:
        unit = bound.fact.unit
        shown = amount_of(over, unit)
        step = f"{amount_of(it.figure, unit)}（您提供） - {amount_of(bound.fact.low or Decimal(0), unit)} = {shown}"
        return Operand(over, shown, step, unit=unit)
    step = f"{money(it.figure)}（您提供） - {money(bound.fact.low or Decimal(0))} = {money(over)}"
    return Operand(over, money(over), step)


def plain(measure: str) -> str:
    """A measure as a person is asked for it."""
    return measure.removesuffix("超过").removesuffix("达到").strip("，、 ") or measure


def amount_of(value: Decimal, unit: str) -> str:
    """A quantity as people write it: 50万千瓦时, 3吨."""
    if unit == "千克" and value >= 1000:
        value, unit = value / 1000, "吨"
    unit = "个月" if unit == "月" else unit
    scaled = value / 10_000
    return f"{plainly(scaled)}万{unit}" if scaled >= 1 else f"{plainly(value)}{unit}"
