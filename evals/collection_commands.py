"""Commands about how files are read and kept: `wence eval corpus | facts | damaged | crashes | faults`."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.terminal import Json, complains, read_settings
from evals.terminal import printed, progress

cli = typer.Typer()


@cli.command()
@complains
def corpus(
    folder: Annotated[Path, typer.Argument(help="存放文件的文件夹", metavar="DIR")],
    as_json: Json = False,
) -> None:
    """清点一个文件夹：读了多少、怎样切分、认出多少条文和日期、修补了什么；不建索引，不动 WENCE_HOME。"""
    from evals.census import run

    with progress() as on_step:
        result = run(folder, on_step=on_step)
    printed(result.to_json(), as_json=as_json)
    if not as_json:
        for path, reason in result.refused:
            typer.echo(f"✗ {path}\n    {reason}")
        for one in result.worst:
            typer.echo(f"残缺 {one.quality:.4f}  {one.card.source_path}")


@cli.command()
@complains
def facts(
    labels: Annotated[Path, typer.Argument(help="标注文件，JSONL，每行一处", metavar="FILE")],
    data: Annotated[Path, typer.Option(help="标注所指的文件所在的文件夹", metavar="DIR")] = Path("../shared"),
    as_json: Json = False,
) -> None:
    """对照人工标注核对数字的读取：金额、比例、面积、数量、期限；不建索引，不动 WENCE_HOME。"""
    from evals.facts import read_labels, run

    result = run(read_labels(labels), data)
    printed(result.to_json(), as_json=as_json)
    for one in () if as_json else result.wrong:
        typer.echo(f"✗ {one.label.id}  {one.outcome}  {one.label.text}\n    {one.label.path}")


@cli.command()
@complains
def damaged(
    sources: Annotated[list[Path], typer.Argument(help="从这些文件夹里取文件来损坏", metavar="DIR…")],
    copies: Annotated[int, typer.Option(min=1, help="损坏多少份")] = 500,
    seed: Annotated[int, typer.Option(help="随机数种子；相同则损坏相同")] = 7,
    as_json: Json = False,
) -> None:
    """随机损坏文件（改字节、截断、清零、插入、错扩展名）后与完好的一起收录到临时索引；不动 WENCE_HOME。"""
    from assistant.open import limits_of, open_encoder_of
    from evals.damaged import run

    settings = read_settings()
    encoder = open_encoder_of(settings)
    with progress() as on_step:
        result = run(sources, encoder, copies=copies, seed=seed, limits=limits_of(settings), on_step=on_step)
    printed(result.to_json(), as_json=as_json)


@cli.command()
@complains
def crashes(
    times: Annotated[int, typer.Option(min=1, help="杀死多少次")] = 200,
    seed: Annotated[int, typer.Option(help="随机数种子；相同则选的时刻相同")] = 7,
    postgres: Annotated[bool, typer.Option("--postgres", help="目录放在一个临时的 PostgreSQL 里")] = False,
    as_json: Json = False,
) -> None:
    """在收录、更新、上传、移除、更正、重建、重启的随机时刻 kill -9，每次重启后核对目录、向量、词项、原件；不动 WENCE_HOME。"""
    from evals.crashes.run import run
    from evals.postgres import a_place

    with progress() as on_step, a_place(in_postgres=postgres) as elsewhere:
        result = run(times, seed, on_step, elsewhere)
    printed(result.to_json(), as_json=as_json)
    if result.to_json()["wrong"] or result.wrong_at_the_end:
        raise typer.Exit(1)


@cli.command()
@complains
def faults(
    seconds: Annotated[float, typer.Option(min=0.5, help="一次回答最多等模型几秒")] = 5.0,
    failures: Annotated[int, typer.Option(min=1, help="连续出错几次后暂停调用")] = 3,
    as_json: Json = False,
) -> None:
    """让本机的假模型服务做尽坏事（拒绝连接、超时、错误状态、坏流、无尽回答……），看访客是否按时得到摘取的回答；不动 WENCE_HOME。"""
    from evals.faults.run import run
    from evals.faults.trial import Limits
    from index.encoder import open_encoder

    with progress() as on_step:
        result = run(open_encoder(), Limits(seconds, seconds, failures=failures), on_step=on_step)
    printed(result.to_json(), as_json=as_json)
    for name in () if as_json else result.failed:
        typer.echo(f"✗ {name}")
    if result.failed or result.threads_left:
        raise typer.Exit(1)


@cli.command()
@complains
def injections(
    blind: Annotated[
        bool, typer.Option("--blind", help="假装一处也没有识别出来，只靠逐句核对；看的是最后一道防线")
    ] = False,
    as_json: Json = False,
) -> None:
    """60 份夹带“给模型的指令”的文件，对一个言听计从的假模型：泄露、调用工具、链接或图片、改数各有几次；不动 WENCE_HOME。"""
    from evals.injections.run import run
    from index.encoder import open_encoder

    with progress() as on_step:
        found = run(open_encoder(), blind=blind, on_step=on_step).to_json()
    printed(found, as_json=as_json)
    if any(found[name] for name in ("leaked", "tools_called", "links_or_images")) or (
        found["answers_wrong"] and not blind
    ):
        raise typer.Exit(1)
