"""The people who may sign in: added, changed, removed. No name and no password is there from the start."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from assistant.accounts.naming import account_name
from assistant.accounts.passwords import checked_password, hashed
from assistant.accounts.role import Role
from assistant.log.rows import utc
from assistant.log.transaction import alone, writing
from corpus.errors import AccountError
from index.people import sessions, users


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who has an account."""

    name: str
    role: Role
    is_active: bool
    created_at: datetime
    """UTC."""


def all_users(engine: Engine) -> list[User]:
    """Everybody with an account, by name."""
    query = select(users.c.name, users.c.role, users.c.is_active, users.c.created_at).order_by(users.c.name)
    with engine.connect() as connection:
        return [User(it.name, Role(it.role), it.is_active, utc(it.created_at)) for it in connection.execute(query)]


def add_user(engine: Engine, name: str, role: Role, password: str) -> User:
    """Adds somebody. Raises AccountError when the name is taken, or name or password cannot be used."""
    if role < Role.STAFF:
        raise AccountError("访客不需要账号；角色应为 staff（工作人员）或 admin（管理员）")
    user = User(account_name(name), role, True, datetime.now(UTC))
    kept = hashed(checked_password(password, user.name))
    with writing(engine) as connection:
        if connection.scalar(select(users.c.name).where(users.c.name == user.name)):
            raise AccountError(f"已有名为 {user.name} 的账号。改密码用 wence users password {user.name}")
        values = {"name": user.name, "role": role.value, "password": kept}
        connection.execute(insert(users), values | {"created_at": user.created_at, "is_active": True})
    return user


def set_password(engine: Engine, name: str, password: str) -> None:
    """Gives somebody another password, and ends their sessions. Raises AccountError."""
    name = demand_user(engine, name)
    kept = hashed(checked_password(password, name))
    with writing(engine) as connection:
        _change(connection, name, password=kept)
        connection.execute(delete(sessions).where(sessions.c.user == name))


def set_role(engine: Engine, name: str, role: Role, *, force: bool = False) -> None:
    """Lets somebody do more or less than before. Raises AccountError, also for the last administrator unless forced."""
    if role < Role.STAFF:
        raise AccountError("访客不需要账号；不再让他进入管理页，用 wence users disable 或 remove")
    name = account_name(name)
    with writing(engine) as connection, _leaves_an_admin(connection, force):
        _change(connection, name, role=role.value)


def set_active(engine: Engine, name: str, *, active: bool, force: bool = False) -> None:
    """Lets somebody in again, or no more, which ends their sessions. Raises AccountError, see `set_role`."""
    name = account_name(name)
    with writing(engine) as connection, _leaves_an_admin(connection, force):
        _change(connection, name, is_active=active)
        if not active:
            connection.execute(delete(sessions).where(sessions.c.user == name))


def remove_user(engine: Engine, name: str, *, force: bool = False) -> None:
    """Removes somebody and their sessions. Raises AccountError, see `set_role`."""
    name = account_name(name)
    with writing(engine) as connection, _leaves_an_admin(connection, force):
        _demanded(connection, name)
        connection.execute(delete(sessions).where(sessions.c.user == name))
        connection.execute(delete(users).where(users.c.name == name))


def demand_user(engine: Engine, name: str) -> str:
    """The name as it is kept. Raises AccountError when nobody is called so."""
    name = account_name(name)
    with engine.connect() as connection:
        _demanded(connection, name)
    return name


def has_users(engine: Engine) -> bool:
    """Whether anybody has an account."""
    with engine.connect() as connection:
        return connection.scalar(select(users.c.name).limit(1)) is not None


def active_count(engine: Engine, role: Role) -> int:
    """How many with exactly this role may sign in."""
    with engine.connect() as connection:
        return _count(connection, role)


def _count(connection: Connection, role: Role) -> int:
    query = select(func.count()).select_from(users).where(users.c.role == role.value, users.c.is_active)
    return connection.scalar(query) or 0


def _change(connection: Connection, name: str, **values: Any) -> None:
    if connection.execute(update(users).where(users.c.name == name).values(**values)).rowcount == 0:
        _demanded(connection, name)


def _demanded(connection: Connection, name: str) -> None:
    if not connection.scalar(select(users.c.name).where(users.c.name == name)):
        raise AccountError(f"没有名为 {name} 的账号。用 wence users list 查看已有账号")


@contextmanager
def _leaves_an_admin(connection: Connection, force: bool) -> Iterator[None]:
    """Undoes what is done within it, by raising AccountError, when the last administrator would be gone."""
    alone(connection, users)
    before = _count(connection, Role.ADMIN)
    yield
    if before and not force and not _count(connection, Role.ADMIN):
        raise AccountError("这是最后一个能登录的管理员。请先添加另一个（wence users add），或加 --force 确认")
