"""What several years of a grant come to, and how the answer says it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.estimate.reckon import Reckoned
from assistant.situation import money

_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Total:
    """The outcome in words, and the steps that lead to it."""

    said: str
    steps: tuple[str, ...]


def summed(parts: Sequence[Reckoned], asked: tuple[int, int] | None) -> Total:
    """One grant, or the same one over several years; `asked`: only these years count."""
    first = parts[0]
    spans = [_span(one, asked) for one in parts]
    noun = first.grant.fact.measure or "补贴"
    if len(parts) > 1 and not any(spans):
        return _together(parts, noun)
    if len(parts) == 1 and spans[0] is None:
        each = "每年" if first.yearly else ""
        return Total(f"{each}{noun}{money(first.amount, first.unit)}", first.steps)
    named = [(one, span) for one, span in zip(parts, spans, strict=True) if span is not None]
    said = [f"{_named(span, one)}{_each(span)}{money(one.amount, first.unit)}" for one, span in named]
    most = "最长" if first.grant.years is None else ""
    steps = _steps(named)
    years = [(one.amount, span[1] - span[0] + 1) for one, span in named]
    count = sum(n for _, n in years)
    if count == 1:
        return Total("，".join(said), steps)
    total = sum((amount * n for amount, n in years), Decimal(0))
    line = " + ".join(f"{money(amount, first.unit)} × {n}年" for amount, n in years)
    line = f"合计：{line} = {money(total, first.unit)}"
    cap = min((it.fact.high for it in first.grant.caps if not it.yearly and it.fact.high is not None), default=None)
    if cap is not None and first.yearly:
        over = total > cap
        line += f"，{'超过' if over else '未超过'}累计最高{money(cap, first.unit)}的上限"
        total = min(total, cap)
        line += f"，按{money(cap, first.unit)}计" if over else ""
    return Total("，".join((*said, f"{most}{_years(count)}共{money(total, first.unit)}")), (*steps, line))


def _together(parts: Sequence[Reckoned], noun: str) -> Total:
    """Several grants beside each other: for the doctors, and for the masters."""
    unit = parts[0].unit
    amounts = [money(one.amount, unit) for one in parts]
    total = money(sum((one.amount for one in parts), Decimal(0)), unit)
    steps = [step for one in parts for step in one.steps]
    return Total(f"{noun}共{total}", (*steps, f"合计：{' + '.join(amounts)} = {total}"))


def _span(one: Reckoned, asked: tuple[int, int] | None) -> tuple[int, int] | None:
    """The years that count, where the grant runs over years."""
    years = one.grant.years or ((1, one.grant.up_to_years) if one.grant.up_to_years and one.yearly else None)
    if years is None or asked is None:
        return years
    low, high = max(years[0], asked[0]), min(years[1], asked[1])
    return (low, high) if low <= high else None


def _steps(named: Sequence[tuple[Reckoned, tuple[int, int]]]) -> tuple[str, ...]:
    """What the years share is shown once, then each year's own step."""
    steps: list[str] = []
    for one, span in named:
        *shared, own = one.steps
        steps += [step for step in shared if step not in steps]
        steps.append(f"{_named(span, one) or '每年'}：{own}")
    return tuple(steps)


def _named(span: tuple[int, int], one: Reckoned) -> str:
    """前两年, 第三年; empty where the clause tells no year from another."""
    low, high = span
    if one.grant.years is None:
        return ""
    if low == high:
        return f"第{_DIGITS[low]}年"
    return f"前{_years(high)}" if low == 1 else f"第{_DIGITS[low]}年至第{_DIGITS[high]}年"


def _each(span: tuple[int, int]) -> str:
    return "每年" if span[1] > span[0] else ""


def _years(count: int) -> str:
    return "两年" if count == 2 else f"{_DIGITS[count]}年" if count < 10 else f"{count}年"
