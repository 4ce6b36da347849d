"""Commands about the served page: `wence eval browsing`."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.terminal import Json, complains, read_settings
from evals.terminal import printed, progress

cli = typer.Typer()


@cli.command()
@complains
def browsing(
    cases: Annotated[Path, typer.Argument(help="用例文件，JSONL；只用其中不带上文的问题", metavar="CASES")],
    questions: Annotated[int, typer.Option(min=1, help="问多少题，均匀抽取")] = 50,
    as_json: Json = False,
) -> None:
    """在真实浏览器里打开网页并提问：首次打开的流量和用时、按下回车到出现文字和到答完的用时；用 WENCE_HOME 里的索引。"""
    from evals.browsing import run
    from evals.case import read_cases
    from evals.reading import evenly

    alone = [case.question for case in read_cases(cases) if not case.history]
    with progress() as on_step:
        result = run(read_settings().home, evenly(alone, questions), on_step=on_step)
    printed(result.to_json(), as_json=as_json)
