"""`wence doctor`."""

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.terminal import Json, complains, print_json, read_settings

if TYPE_CHECKING:
    from assistant.settings import Settings

cli = typer.Typer()


@cli.command()
@complains
def doctor(
    as_json: Json = False,
    deep: Annotated[bool, typer.Option("--deep", help="逐一核对索引和原件是否与目录一致")] = False,
    repair: Annotated[bool, typer.Option("--repair", help="与 --deep 同用：按目录修复不一致之处")] = False,
    only_settings: Annotated[
        bool, typer.Option("--settings", help="只列出每项设置的值、从哪里来、是什么意思；不检查")
    ] = False,
) -> None:
    """检查配置了什么、什么能用、不能用的怎么办。"""
    from assistant.deep import examine_deep
    from assistant.doctor import examine
    from corpus.errors import SettingError

    if repair and not deep:
        raise SettingError("--repair 要与 --deep 一起用：wence doctor --deep --repair")
    settings = read_settings()
    if only_settings:
        _print_settings(settings, as_json=as_json)
        return
    # First: what follows looks at the store as it is now.
    compared = examine_deep(settings, repair=repair) if deep else []
    findings = [*examine(settings), *compared]
    if as_json:
        print_json([{"name": one.name, "ok": one.ok, "found": one.found, "advice": one.advice} for one in findings])
    else:
        for one in findings:
            typer.echo(
                f"{'✓' if one.ok else '✗'} {one.name}：{one.found}" + (f"\n    {one.advice}" if one.advice else "")
            )
    if not all(one.ok for one in findings):
        raise typer.Exit(1)


def _print_settings(settings: "Settings", *, as_json: bool) -> None:
    from assistant.operations.explained import Origins, explained

    found = explained(settings)
    if as_json:
        print_json(
            [{"name": it.variable, "value": it.value, "origin": it.origin, "meaning": it.meaning} for it in found]
        )
        return
    for it in found:
        typer.echo(f"{it.variable} = {it.value}（{it.origin}）\n    {it.meaning}")
    for said in Origins().unknown():
        typer.echo(f"✗ {said}", err=True)
