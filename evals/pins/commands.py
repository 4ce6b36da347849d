"""`wence eval pins`."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.terminal import Json, complains, print_json

cli = typer.Typer()


@cli.command()
@complains
def pins(
    constraints: Annotated[Path, typer.Argument(help="写明各包版本的文件", metavar="FILE")] = Path("constraints.txt"),
    as_json: Json = False,
) -> None:
    """核对依赖：装的与写明的是否一致，写明的版本有没有已公开的漏洞（用随附的清单，不联网）。"""
    from dataclasses import asdict

    from evals.pins.check import advisories, checked

    found, known = checked(constraints), len(list(advisories()))
    if as_json:
        print_json(asdict(found) | {"sound": found.are_sound, "advisories": known})
    else:
        for line in found.differing:
            typer.echo(f"版本不符  {line}", err=True)
        for it in found.affected:
            typer.echo(f"有漏洞    {it.package} {found.pinned[it.package]}（{it.affected}）：{it.advisory}", err=True)
        for it in found.answered:
            typer.echo(f"不受影响  {it.package}：{it.advisory}，{it.answer}", err=True)
        for name in found.copyleft:
            typer.echo(f"许可证    {name} 的许可证请看清楚再分发", err=True)
        typer.echo(f"核对了 {len(found.pinned)} 个包、{known} 条公开的漏洞", err=True)
    if not found.are_sound:
        raise typer.Exit(1)
