"""The command about several machines: `wence eval replicas`."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.terminal import Json, complains
from evals.terminal import Least, Most, hold, printed, progress

cli = typer.Typer()
CASES = Path(__file__).parent / "cases" / "sample.jsonl"
_FIGURES = {"alike", "alike_at_rest", "asked_again", "lag_seconds.p50", "lag_seconds.max"}


@cli.command()
@complains
def replicas(
    cases: Annotated[
        Path, typer.Option(help="问什么：用例文件，JSONL；只用其中不带上文的问题", metavar="CASES")
    ] = CASES,
    times: Annotated[int, typer.Option(min=1, help="问多少个问题", metavar="N")] = 60,
    seed: Annotated[int, typer.Option(help="文件怎样变化")] = 7,
    least: Least = None,
    most: Most = None,
    as_json: Json = False,
) -> None:
    """两个副本共用一个 PostgreSQL 目录、一个 Chroma 服务器和一处原件，第三个进程同时收录、更新、删除：两边的回答和出处是否相同。"""
    from assistant.ingest_commands import sample_corpus
    from evals.case import read_cases
    from evals.replicas import run
    from evals.thresholds import read_thresholds

    bounds = read_thresholds(least or (), most or (), _FIGURES)
    questions = [case.question for case in read_cases(cases) if not case.history]
    some = questions[:: max(1, len(questions) // times)][:times]
    with progress() as on_step:
        told = run(some, sample_corpus(), seed, on_step).to_json()
    printed(told, as_json=as_json)
    hold(bounds, told)
