"""The command about size: `wence eval growth`."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.terminal import Json, complains
from corpus.errors import SettingError
from evals.terminal import printed, progress

cli = typer.Typer()


@cli.command()
@complains
def growth(
    benchmark: Annotated[Path, typer.Argument(help="BEIR 目录，每段是一条法条", metavar="DIR")],
    passages: Annotated[
        str, typer.Option(help="在哪些规模上测量（条），以逗号分隔；超出原有的按原文仿造")
    ] = "10000,147288",
    folder: Annotated[Path | None, typer.Option(help="在这个文件夹里做，做完留着；缺省为临时目录")] = None,
    questions: Annotated[int, typer.Option(min=4, help="每个规模检索多少题，其中四分之一另作问答")] = 100,
    cares: Annotated[bool, typer.Option("--care/--no-care", help="是否也测重建索引、备份、恢复")] = True,
    as_json: Json = False,
) -> None:
    """一个库从小长到大：每个规模上收录、重建、备份、恢复、占用空间、打开、检索、问答各花多少；不动 WENCE_HOME。"""
    from evals.growth.run import run

    try:
        sizes = [int(size) for size in passages.split(",")]
    except ValueError:
        raise SettingError(f"--passages={passages} 看不懂，应是以逗号分隔的整数，例如 10000,147288") from None
    with progress() as on_step:
        grown = run(benchmark, sizes, folder, questions=questions, cares=cares, on_step=on_step)
    printed({"sizes": [size.to_json() for size in grown]}, as_json=as_json)
