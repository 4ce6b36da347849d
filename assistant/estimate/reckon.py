"""Reckoning a grant from what was told, one shown step after another, caps and limits applied."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from assistant.conditions.figure import within
from assistant.estimate.operand import Missing, Operand, base_of, counted
from assistant.estimate.rule import Bound, Grant
from assistant.estimate.threshold import amount_of, excess, plain, tier, told_of
from assistant.situation import Situation, Told, money, plainly
from corpus.facts import FactKind


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What a grant comes to in one year, or once."""

    grant: Grant
    amount: Decimal
    unit: str
    steps: tuple[str, ...]
    yearly: bool
    """Given every year, or for a base that is told by the year."""


@dataclass(frozen=True, slots=True)
class Short:
    """What was told does not reach what the grant begins at."""

    bound: Bound
    told: str


@dataclass(slots=True)
class _Sum:
    """The running product with the text of its factors."""

    value: Decimal
    factors: list[str]
    before: list[str] = field(default_factory=list)


def reckon(grant: Grant, clause: str, told: Situation) -> Reckoned | Short | Missing:
    """What `grant` comes to for what was told; `clause` is the text that states it."""
    for bound in grant.thresholds:
        it = told_of(bound, told)
        if it is not None and within(it, bound.fact) is False:
            return Short(bound, it.text)
    if grant.fact.kind is FactKind.RATE:
        return _share(grant, clause, told)
    return _each(grant, clause, told)


def _share(grant: Grant, clause: str, told: Situation) -> Reckoned | Missing:
    base = excess(grant, told) if grant.is_over else base_of(grant.base, grant.thresholds, clause, told)
    if isinstance(base, Missing):
        return base
    amount = base.value * (grant.fact.low or Decimal(0)) / 100
    rate = plainly(grant.fact.low or Decimal(0))
    rate = grant.text if "‰" in grant.text else f"{rate}%"
    whose = "" if base.step else "（您提供）"
    result = Operand(amount, money(amount, base.unit), unit=base.unit, yearly=base.yearly)
    step = f"{base.shown}{whose} × {rate} = {result.shown}"
    return _capped(grant, result, [step], [base.step] if base.step else [])


def _each(grant: Grant, clause: str, told: Situation) -> Reckoned | Missing:
    units = [unit for unit in grant.base.split("每") if unit]
    sum_ = _Sum(grant.fact.low or Decimal(0), [_written(grant, units)])
    yearly = False
    for unit in units:
        if unit == "月" and "平方米" in units:
            sum_.value *= 12
            sum_.factors.append("12个月")
            yearly = True
            continue
        count = _count(unit, grant, clause, told, sum_)
        if isinstance(count, Missing):
            return count
        sum_.value *= count.value
        sum_.factors.append(count.shown)
    if not units:
        return _fixed(grant, clause, told)
    unit = grant.fact.unit.split("/")[0]
    result = Operand(sum_.value, money(sum_.value, unit), unit=unit, yearly=yearly)
    return _capped(grant, result, [f"{' × '.join(sum_.factors)} = {result.shown}"], sum_.before)


def _written(grant: Grant, units: Sequence[str]) -> str:
    amount = money(grant.fact.low or Decimal(0), grant.fact.unit.split("/")[0])
    return f"{amount}/{'·'.join(units)}" if units else amount


def _count(unit: str, grant: Grant, clause: str, told: Situation, sum_: _Sum) -> Operand | Missing:
    """How many units there are, what is over or within the limit only."""
    if grant.is_over:
        over = excess(grant, told)
        if isinstance(over, Operand):
            sum_.before.append(over.step)
            return Operand(over.value / (1000 if unit == "吨" and over.unit == "千克" else 1), over.shown, unit=unit)
        return over
    count = _months(told) if unit == "月" else counted(unit, clause, told)
    if isinstance(count, Missing):
        return count
    limit = next((one for one in grant.limits if _limits(one, unit)), None)
    most = limit.fact.high if limit is not None else None
    if limit is not None and most is not None and count.value > most:
        sum_.before.append(f"{count.shown}（您提供），超过{limit.text}的上限，按{amount_of(most, limit.fact.unit)}计")
        return Operand(most, f"{amount_of(most, limit.fact.unit)}", unit=unit)
    return Operand(count.value, f"{count.shown}（您提供）", unit=unit)


def _limits(limit: Bound, unit: str) -> bool:
    return limit.fact.unit == unit


def _months(told: Situation) -> Operand | Missing:
    it = next((it for it in told.figures if it.unit == "月" and it.figure is not None), None)
    return (
        Missing("月数")
        if it is None or it.figure is None
        else Operand(it.figure, f"{plainly(it.figure)}个月", unit="月")
    )


_PERSONS = ("博士", "硕士", "研究生", "人才", "职工", "工程师", "毕业生", "人员", "技师", "专家", "院士", "员工")


def _fixed(grant: Grant, clause: str, told: Situation) -> Reckoned | Missing:
    """An amount that is given once for meeting the threshold, or once for each of the persons that were told."""
    amount = grant.fact.low or Decimal(0)
    unit = grant.fact.unit
    spoken = people_of(clause, told)
    if spoken is not None and spoken.figure is not None:
        many = spoken.figure
        result = Operand(amount * many, money(amount * many, unit), unit=unit)
        step = f"{money(amount, unit)} × {plainly(many)}人（您提供） = {result.shown}"
        return _capped(grant, result, [step], [])
    if not grant.thresholds or tier(grant, told) is not True:
        return Missing(plain(grant.thresholds[0].measure) if grant.thresholds else "")
    it = next(found for bound in grant.thresholds if (found := told_of(bound, told)) is not None)
    step = f"{it.text}（您提供），达到{grant.thresholds[0].text}的要求，按{money(amount, unit)}计"
    return _capped(grant, Operand(amount, money(amount, unit), unit=unit), [step], [])


def people_of(clause: str, told: Situation) -> Told | None:
    """How many of the persons that a clause gives something for were told."""
    people = [it for it in told.figures if it.unit in ("人", "名", "位", "个") and it.figure is not None]
    return next((it for it in people if any(word in it.about and word in clause for word in _PERSONS)), None)


def _capped(grant: Grant, result: Operand, steps: list[str], before: list[str]) -> Reckoned:
    """The result within the caps of its currency; the last step says how it lies to them."""
    amount, last = result.value, steps[-1]
    yearly = result.yearly
    for cap in grant.caps:
        most = cap.fact.high
        if most is None:
            continue
        if cap.fact.unit != result.unit:
            last += f"（上限{cap.text}的币种不同，须折算后比较）"
            continue
        yearly = yearly or cap.yearly
        if not cap.yearly and result.yearly and amount <= most:
            continue  # over all years; applied to their sum
        each = "每年" if cap.yearly else ""
        shown = money(most, result.unit)
        if amount > most:
            last += f"，超过{each}最高{shown}的上限，按{shown}计"
            amount = most
        else:
            last += f"，未超过{each}最高{shown}的上限"
    return Reckoned(grant, amount, result.unit, (*before, *steps[:-1], last), yearly)
