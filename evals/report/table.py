"""Results as tables for a terminal."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from evals.report import figures

if TYPE_CHECKING:
    from rich.table import Table


def tables(result: Mapping[str, object]) -> "Iterator[Table]":
    """The figures of a result, and those by kind, worst first, where it has kinds."""
    kinds = figures.by_kind(result)
    yield _figures({name: value for name, value in result.items() if not kinds or name != "by_kind"})
    if kinds:
        yield _kinds(kinds)


def _figures(result: Mapping[str, object]) -> "Table":
    from rich.table import Table

    grid = Table("指标", "值", "")
    for name, text in figures.pairs(result):
        words = figures.LABELS.get(name.replace(" ", "."), "")
        grid.add_row(name, text, words)
    return grid


def _kinds(kinds: list[tuple[str, int, float]]) -> "Table":
    from rich.table import Table
    from rich.text import Text

    grid = Table("类别", "例数", "答对", "正确率", "")
    for kind, count, share in kinds:
        bar = "█" * round(20 * share)
        grid.add_row(Text(kind), str(count), str(round(count * share)), f"{share:.4f}", bar)
    return grid
