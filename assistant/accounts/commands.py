"""The command line of accounts: wence users …"""

from enum import Enum
from typing import Annotated

import typer

from assistant.accounts.opening import people
from assistant.accounts.role import ROLES, Role
from assistant.terminal import Json, complains, print_json

users = typer.Typer(no_args_is_help=True, help="管理能登录管理页的工作人员")


class StaffRole(Enum):
    """What somebody with an account may do."""

    STAFF = "staff"
    ADMIN = "admin"


Name = Annotated[str, typer.Argument(metavar="NAME", help="用户名")]
OfStaff = Annotated[StaffRole, typer.Option("--role", help="staff：工作人员；admin：管理员")]
FromStdin = Annotated[bool, typer.Option("--password-stdin", help="从标准输入读一行作为密码")]
Force = Annotated[bool, typer.Option("--force", help="即使这是最后一个管理员")]


@users.command("add")
@complains
def add(name: Name, role: OfStaff, password_stdin: FromStdin = False) -> None:
    """添加一个账号；密码输入两次，不显示。"""
    from assistant.accounts.naming import account_name
    from assistant.accounts.users import active_count, add_user

    account_name(name)  # before anybody types a password for it
    with people() as engine:
        user = add_user(engine, name, Role(role.value), _password(password_stdin))
        typer.echo(f"已添加{ROLES[user.role]} {user.name}，可在 /login 登录", err=True)
        if not active_count(engine, Role.ADMIN):
            typer.echo("还没有管理员：wence users add 姓名 --role admin", err=True)


@users.command("list")
@complains
def list_users(as_json: Json = False) -> None:
    """列出所有账号。"""
    from assistant.accounts.users import all_users

    with people() as engine:
        found = all_users(engine)
    if as_json:
        rows = [(it.name, it.role.value, it.is_active, it.created_at.isoformat()) for it in found]
        print_json([dict(zip(("name", "role", "active", "created_at"), row, strict=True)) for row in rows])
        return
    for it in found:
        typer.echo(
            f"{it.name}  {ROLES[it.role]}  {it.created_at.astimezone():%Y-%m-%d} 添加{'' if it.is_active else '  已停用'}"
        )
    typer.echo(f"共 {len(found)} 个" if found else "还没有账号：wence users add 姓名 --role admin", err=True)


@users.command()
@complains
def password(name: Name, password_stdin: FromStdin = False) -> None:
    """改密码；该账号在各处的登录随即失效。"""
    from assistant.accounts.users import demand_user, set_password

    with people() as engine:
        demand_user(engine, name)
        set_password(engine, name, _password(password_stdin))
    typer.echo("密码已改，此前的登录都已失效", err=True)


@users.command()
@complains
def role(name: Name, role: OfStaff, force: Force = False) -> None:
    """改角色，立即生效。"""
    from assistant.accounts.users import set_role

    with people() as engine:
        set_role(engine, name, Role(role.value), force=force)
    typer.echo(f"{name} 现在是{ROLES[Role(role.value)]}", err=True)


@users.command()
@complains
def disable(name: Name, force: Force = False) -> None:
    """停用账号：不能再登录，已有的登录随即失效。"""
    from assistant.accounts.users import set_active

    with people() as engine:
        set_active(engine, name, active=False, force=force)
    typer.echo(f"已停用 {name}", err=True)


@users.command()
@complains
def enable(name: Name) -> None:
    """重新启用账号。"""
    from assistant.accounts.users import set_active

    with people() as engine:
        set_active(engine, name, active=True)
    typer.echo(f"已启用 {name}", err=True)


@users.command()
@complains
def logout(name: Name) -> None:
    """使该账号在各处的登录失效。"""
    from assistant.accounts.sessions import end_all
    from assistant.accounts.users import demand_user

    with people() as engine:
        ended = end_all(engine, demand_user(engine, name))
    typer.echo(f"已结束 {ended} 处登录", err=True)


@users.command()
@complains
def remove(name: Name, force: Force = False) -> None:
    """删除账号。"""
    from assistant.accounts.users import remove_user

    with people() as engine:
        remove_user(engine, name, force=force)
    typer.echo(f"已删除 {name}", err=True)


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return typer.get_text_stream("stdin").readline().rstrip("\r\n")
    given: str = typer.prompt("密码（至少 10 个字符）", hide_input=True, confirmation_prompt="再输一次", err=True)
    return given
