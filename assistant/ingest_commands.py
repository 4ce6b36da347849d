"""`wence ingest` and `wence reindex`, and the sample documents that a new service takes in."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.progress import progress_bar
from assistant.terminal import Json, complains, print_json, read_settings

if TYPE_CHECKING:
    from assistant.settings import Settings
    from index.ingest import Report
    from index.store import Store

cli = typer.Typer()


@cli.command()
@complains
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="文件或文件夹", metavar="PATH…")],
    spread: Annotated[
        bool, typer.Option("--spread", help="用 Ray 把读取分到集群（RAY_ADDRESS）或本机各核；适合几十万份文件")
    ] = False,
    as_json: Json = False,
) -> None:
    """收录文件和文件夹；未变的跳过，变了的替换，文件夹里已不存在的移除。"""
    from assistant.open import limits_of, open_store
    from index.reading import warm_up

    settings = read_settings()
    warm_up(limits_of(settings))
    with open_store(settings) as store:
        try:
            report = _ingest(store, paths, settings, spread=spread)
        except KeyboardInterrupt:
            typer.echo(
                f"已中断。已写入的都已保存，现有 {len(store.catalog.cards())} 份文件可查；再次运行同一命令即从中断处继续。",
                err=True,
            )
            raise typer.Exit(130) from None
    if as_json:
        print_json(report.to_json())
    else:
        _print_report(report)
    if report.failed:
        raise typer.Exit(1)


def _ingest(store: "Store", paths: Sequence[Path], settings: "Settings", *, spread: bool = False) -> "Report":
    from assistant.open import limits_of
    from index.ingest import ingest as run
    from index.reading import read_apart
    from index.spread import read_spread

    with progress_bar("收录") as advance:
        return run(
            store,
            paths,
            limits=limits_of(settings),
            on_progress=lambda progress: advance(progress.done, progress.total),
            reader=read_spread if spread else read_apart,
        )


_CAUTIONS = 5
"""Of one file that a report lists; wence docs show has all."""


def _others(count: int) -> str:
    return f"；另有 {count - _CAUTIONS} 处，见 wence docs show" if count > _CAUTIONS else ""


def _print_report(report: "Report") -> None:
    typer.echo(
        f"新增 {len(report.added)}，更新 {len(report.updated)}，未变 {len(report.unchanged)}，移除 {len(report.removed)}，"
        f"修复 {len(report.repaired)}，当心 {len(report.cautioned)}，重复 {len(report.duplicates)}，失败 {len(report.failed)}；"
        f"共 {report.chunks} 段，用时 {report.seconds:.1f} 秒"
    )
    for path, notes in report.repaired:
        typer.echo(f"  修复 {path}：{'；'.join(notes)}")
    for path, notes in report.cautioned:
        typer.echo(f"  当心 {path}：{'；'.join(notes[:_CAUTIONS])}{_others(len(notes))}")
    for path, other in report.duplicates:
        typer.echo(f"  重复 {path}：内容与 {other} 相同，作为同一份文件的另一个路径")
    for path in report.kept_out:
        typer.echo(f"  已移除，未收录 {path}；如要收录，用 wence docs history 查编号，再 wence docs undo 编号")
    for path, reason in report.failed:
        typer.echo(f"  失败 {path}：{reason}", err=True)


@cli.command()
@complains
def reindex() -> None:
    """用当前的编码器从目录重建两个索引，不再读原文件。"""
    from assistant.elsewhere import elsewhere_of
    from assistant.open import open_encoder_of
    from index.store import Store

    settings = read_settings()
    with Store.rebuild(settings.home, open_encoder_of(settings), elsewhere=elsewhere_of(settings)) as store:
        typer.echo(f"已重建：{store.lexical.size} 段", err=True)


def take_in_samples(store: "Store", settings: "Settings") -> None:
    """Ingest the sample corpus into an empty store, unless another process, such as a second replica, is at it."""
    from assistant.operations.logs import notices

    with store.writer.session_if_free() as is_alone:
        if not is_alone:
            notices.info("另一个进程正在收录，不再收录示例文件。")
        elif not store.catalog.cards():
            notices.info("首次启动：收录示例文件。")
            _print_report(_ingest(store, [sample_corpus()], settings))


def sample_corpus() -> Path:
    """The folder of sample documents that ships with Wence."""
    import corpus

    return Path(str(corpus.__file__)).parent / "documents"
