"""The command line of keys: wence keys …"""

from typing import Annotated

import typer

from assistant.accounts.opening import people
from assistant.accounts.role import ROLES, Role
from assistant.terminal import Json, complains, print_json, read_settings

keys = typer.Typer(no_args_is_help=True, help="管理其他程序调用接口用的密钥")

KeyName = Annotated[str, typer.Argument(metavar="NAME", help="密钥的名称，如调用它的程序名")]
OfKey = Annotated[Role, typer.Option("--role", help="visitor：只能提问和查询；staff、admin：也能用管理接口")]


@keys.command("add")
@complains
def add_key(name: KeyName, role: OfKey = Role.VISITOR) -> None:
    """添加一个密钥，只显示这一次。"""
    from assistant.accounts.keys import add_key as add_to

    with people() as engine:
        key = add_to(engine, name, role)
    typer.echo(key)
    typer.echo(
        f"已添加{ROLES[role]}密钥 {name}。请现在就存好，以后不再显示；请求头中写 Authorization: Bearer 密钥", err=True
    )


@keys.command("list")
@complains
def list_keys(as_json: Json = False) -> None:
    """列出密钥的名称和角色；密钥本身不再显示。"""
    from assistant.accounts.keys import all_keys

    with people() as engine:
        found = all_keys(engine)
    if as_json:
        print_json([{"name": it.name, "role": it.role.value, "created_at": it.created_at.isoformat()} for it in found])
        return
    for it in found:
        typer.echo(f"{it.name}  {ROLES[it.role]}  {it.created_at.astimezone():%Y-%m-%d} 添加")
    typer.echo(f"共 {len(found)} 个（WENCE_API_KEYS 里的不在其中）", err=True)


@keys.command("remove")
@complains
def remove_key(name: KeyName) -> None:
    """删除一个密钥，随即失效。"""
    from assistant.accounts.keys import has_keys
    from assistant.accounts.keys import remove_key as remove_from

    settings = read_settings()
    with people() as engine:
        remove_from(engine, name)
        typer.echo(f"已删除密钥 {name}", err=True)
        if not has_keys(engine) and settings.api_keys is None:
            typer.echo("已没有密钥：接口现在不需要密钥即可提问和查询", err=True)
