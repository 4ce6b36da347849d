"""`wence backup` and `wence restore`."""

from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.terminal import Json, complains, print_json, read_settings
from corpus.errors import StoreError
from index.backup import Backup

cli = typer.Typer()


@cli.command()
@complains
def backup(
    target: Annotated[Path, typer.Argument(help="备份写成的新文件，如 wence-2026-11-22.tar.gz", metavar="FILE")],
    as_json: Json = False,
) -> None:
    """把目录数据库和全部原件备份成一个文件；服务和收录不必停。"""
    from assistant.elsewhere import elsewhere_of
    from index.backup import back_up

    settings = read_settings()
    _print(back_up(settings.home, target, elsewhere_of(settings)), "已备份", as_json=as_json)


@cli.command()
@complains
def restore(
    archive: Annotated[Path, typer.Argument(help="wence backup 写成的文件", metavar="FILE")],
    as_json: Json = False,
) -> None:
    """从备份恢复到空的 WENCE_HOME：逐个核对文件，再从目录重建两个索引。"""
    from assistant.elsewhere import elsewhere_of
    from assistant.open import open_encoder_of
    from index.agreement import differences
    from index.backup import unpack
    from index.store import Store

    settings = read_settings()
    encoder, elsewhere = open_encoder_of(settings), elsewhere_of(settings)
    done = unpack(archive, settings.home, elsewhere)
    with Store.rebuild(settings.home, encoder, elsewhere=elsewhere) as store:
        if not differences(store).none:
            raise StoreError("恢复后的内容与目录不一致。请运行 wence doctor --deep 查看。")
    _print(done, f"已恢复到 {settings.home}，来自", as_json=as_json)


def _print(done: Backup, what: str, *, as_json: bool) -> None:
    if as_json:
        told: dict[str, Any] = {"path": str(done.path), "files": done.files, "bytes": done.size}
        print_json(told | {"taken_at": done.manifest.taken_at.isoformat()})
        return
    taken = f"{done.manifest.taken_at.astimezone():%Y-%m-%d %H:%M}"
    typer.echo(f"{what} {done.path}：{done.files} 个文件，{done.size / 1e6:.1f} MB，取自 {taken}", err=True)
