"""Commands about many who come at once: `wence eval load`."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from assistant.terminal import Json, complains, read_settings
from corpus.errors import SettingError
from evals.terminal import Least, Most, hold, printed

cli = typer.Typer()
_CASES = Path(__file__).parent / "cases" / "regulations.jsonl"


@cli.command()
@complains
def load(
    scene: Annotated[str, typer.Argument(help="visitors、burst、slow-model、soak 或 capacity", metavar="SCENE")],
    cases: Annotated[
        Path, typer.Option(help="问什么：用例文件，JSONL；只用其中不带上文的问题", metavar="CASES")
    ] = _CASES,
    url: Annotated[
        str | None, typer.Option(help="已在运行的问策的地址；缺省为 WENCE_HOME 另起一个", metavar="URL")
    ] = None,
    visitors: Annotated[int | None, typer.Option(min=1, help="多少访客；缺省依场景而定")] = None,
    programs: Annotated[int | None, typer.Option(min=0, help="多少个经接口提问的程序")] = None,
    seconds: Annotated[float | None, typer.Option(min=1, help="多少秒")] = None,
    least: Least = None,
    most: Most = None,
    as_json: Json = False,
) -> None:
    """许多人同时来问：等多久、谁被请回、出什么错，服务器的内存和句柄是否一直增加。提问照常记入 WENCE_HOME，请用它的副本。"""
    from evals.case import read_cases
    from evals.load.run import run
    from evals.load.scene import SCENES
    from evals.thresholds import read_thresholds

    if scene not in SCENES:
        raise SettingError(f"没有“{scene}”这个场景，应为 {'、'.join(SCENES)}")
    played = SCENES[scene]
    played = replace(
        played,
        visitors=visitors or played.visitors,
        programs=played.programs if programs is None else programs,
        seconds=seconds or played.seconds,
    )
    bounds = read_thresholds(least or (), most or (), _FIGURES)
    told = run(read_settings().home, played, read_cases(cases), url)
    printed({"scene": scene, "visitors": played.visitors, "seconds": played.seconds} | told, as_json=as_json)
    hold(bounds, told)


_FIGURES = {"failures", "p50", "p95", "p99", "server.memory_mb_per_minute", "server.handles_per_minute"}
"""What a bound can be set for."""
