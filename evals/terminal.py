"""What the evaluation's commands share: options, and how a finished run is printed, compared, written and judged."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.terminal import print_json

if TYPE_CHECKING:
    from evals.passages import OnStep
    from evals.report.against import Changes, Run
    from evals.report.results import Results
    from evals.thresholds import Threshold

Out = Annotated[Path | None, typer.Option(help="把结果写入该文件夹：一份 JSON，一张网页", metavar="DIR")]
Against = Annotated[
    Path | None, typer.Option(help="与先前的结果对照：--out 写出的 JSON，或它所在的文件夹", metavar="RUN")
]
Least = Annotated[
    list[str] | None, typer.Option("--min", help="指标不得低于该值，否则退出码为 1；可多次给出", metavar="指标=数")
]
Most = Annotated[list[str] | None, typer.Option("--max", help="指标不得高于该值，同上", metavar="指标=数")]
_FAILED = 40
"""Failed cases that are listed on the terminal; the page has all."""
_SHOWN = 20
"""Cases of one sort of change that are listed on the terminal; the page has all."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to become of a run; read before it begins, so that a mistake does not cost its minutes."""

    out: Path | None
    against: "Run | None"
    thresholds: "tuple[Threshold, ...]"


def wanted(
    stem: str,
    cases: Path,
    out: Path | None,
    against: Path | None,
    least: list[str] | None,
    most: list[str] | None,
    known: Iterable[str],
) -> Wanted:
    """The options, understood.

    Raises:
        BadCases: the run to compare with is absent or of another form.
        SettingError: a bound is malformed or names no figure.
    """
    from evals.report.against import read_run
    from evals.report.results import file_name
    from evals.thresholds import read_thresholds

    before = read_run(against, file_name(stem, cases.name)) if against else None
    return Wanted(out, before, read_thresholds(least or (), most or (), known))


def finish(results: "Results", asked_for: Wanted, *, as_json: bool) -> None:
    """Prints a finished run, writes it where that is wanted, and exits with 1 where a bound is not kept."""
    changes = results.changes_since(asked_for.against) if asked_for.against else None
    if as_json:
        print_json(dict(results.figures) | ({"changes": asdict(changes)} if changes else {}))
    else:
        printed(results.figures, as_json=False)
        for one in results.failed[:_FAILED]:
            typer.echo(f"✗ {one.id}  {one.question}\n    {one.wrong}")
        if len(results.failed) > _FAILED:
            typer.echo(f"……另有 {len(results.failed) - _FAILED} 例；用 --out 写出的网页里有全部。")
        if changes:
            _print_changes(changes)
    if asked_for.out is not None:
        typer.echo(f"结果已写入 {results.write(asked_for.out, asked_for.against)}", err=True)
    hold(asked_for.thresholds, results.figures)


def hold(thresholds: "Iterable[Threshold]", result: Mapping[str, object]) -> None:
    """Names the bounds that a result does not keep on standard error, and exits with 1 if there are any."""
    from evals.thresholds import missed

    failures = missed(thresholds, result)
    for line in failures:
        typer.echo(line, err=True)
    if failures:
        raise typer.Exit(1)


def printed(result: Mapping[str, Any], *, as_json: bool) -> None:
    """A result on standard output: as JSON, or as tables."""
    if as_json:
        print_json(result)
        return
    from rich.console import Console

    from evals.report.table import tables

    for table in tables(result):
        Console().print(table)


def _print_changes(changes: "Changes") -> None:
    typer.echo(f"\n与 {changes.measured_at} 的结果相比：")
    for name, before, after in changes.setup:
        typer.echo(f"  测法有别：{name} {before} → {after}")
    for figure in changes.moved:
        before, after = figure.texts
        sign = {"better": "（变好）", "worse": "（变差）"}.get(figure.verdict, "")
        typer.echo(f"  {figure.name} {before} → {after}{sign}")
    sorts = (("新答错", changes.newly_wrong), ("新答对", changes.newly_right), ("回答有变", changes.reworded))
    for name, cases in sorts:
        if cases:
            more = " …" if len(cases) > _SHOWN else ""
            typer.echo(f"  {name} {len(cases)} 例：{' '.join(case.id for case in cases[:_SHOWN])}{more}")
    for name, ids in (("此前独有", changes.only_before), ("这次新增", changes.only_now)):
        if ids:
            typer.echo(f"  {name}的用例 {len(ids)} 个")


@contextmanager
def progress() -> "Iterator[OnStep]":
    """Counts on standard error, one line for each stage."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed:.0f}"), TimeElapsedColumn())
    console, lines = Console(stderr=True), dict[str, TaskID]()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:

        def on_step(stage: str) -> None:
            if stage not in lines:
                lines[stage] = progress.add_task(stage, total=None)
            progress.advance(lines[stage])

        yield on_step
