"""Bounds that a run must keep: `accuracy=0.9`, `by_kind.list=0.8`, `seconds.p95=1.0`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.errors import SettingError
from evals.report import figures


@dataclass(frozen=True, slots=True)
class Threshold:
    """A bound for one figure, which may be reached."""

    name: str
    bound: float
    is_least: bool

    def misses(self, value: float | None) -> bool:
        """Whether a figure is beyond the bound; a share of nothing keeps none."""
        return value is None or (value < self.bound if self.is_least else value > self.bound)


def read_thresholds(least: Sequence[str], most: Sequence[str], known: Iterable[str]) -> tuple[Threshold, ...]:
    """The bounds that `--min` and `--max` spell, over figures of the `known` names.

    Raises:
        SettingError: one is not `name=number`, or names no figure; the message lists those that there are.
    """
    names = set(known)
    spelled = [(text, True) for text in least] + [(text, False) for text in most]
    return tuple(_threshold(text, is_least, names) for text, is_least in spelled)


def missed(thresholds: Iterable[Threshold], result: Mapping[str, object]) -> list[str]:
    """A sentence for each bound that the figures of a result do not keep."""
    values = figures.flat(result)
    return [
        f"未达标：{it.name} 为 {figures.shown(value)}，应{'不低于' if it.is_least else '不高于'} {it.bound:g}"
        for it in thresholds
        if it.misses(value := values.get(it.name))
    ]


def _threshold(text: str, is_least: bool, names: set[str]) -> Threshold:
    option = "--min" if is_least else "--max"
    name, _, number = text.rpartition("=")
    try:
        bound = float(number)
    except ValueError as error:
        raise SettingError(f"{option} {text} 看不懂，应写成“指标=数”，例如 {option} accuracy=0.9") from error
    full = name if name in names else f"{name}.accuracy"
    if full not in names:
        choices = "、".join(sorted(it.removesuffix(".accuracy") for it in names))
        raise SettingError(f"{option} {text}：没有“{name}”这个指标。可用的有：{choices}")
    return Threshold(full, bound, is_least)
