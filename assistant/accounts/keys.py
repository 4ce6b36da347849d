"""Keys of programs, each with a name and a role; the catalog holds their SHA-256 only."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine, delete, insert, select

from assistant.accounts.naming import account_name
from assistant.accounts.person import Person
from assistant.accounts.role import Role
from assistant.accounts.sessions import digest
from assistant.log.rows import utc
from assistant.log.transaction import writing
from corpus.errors import AccountError
from index.people import api_keys

_SIGN = "wence-"
"""Begins every key, so that one which was published by mistake is found."""
_BYTES = 32


@dataclass(frozen=True, slots=True)
class Key:
    """A key by its name; the key itself is shown once, when it is made."""

    name: str
    role: Role
    created_at: datetime
    """UTC."""


def add_key(engine: Engine, name: str, role: Role) -> str:
    """A new key. Raises AccountError when the name is taken or cannot be used."""
    name, key = account_name(name), _SIGN + secrets.token_urlsafe(_BYTES)
    with writing(engine) as connection:
        if connection.scalar(select(api_keys.c.name).where(api_keys.c.name == name)):
            raise AccountError(f"已有名为 {name} 的密钥。换一个名称，或先用 wence keys remove {name} 删去它")
        row = {"name": name, "role": role.value, "digest": digest(key), "created_at": datetime.now(UTC)}
        connection.execute(insert(api_keys), row)
    return key


def all_keys(engine: Engine) -> list[Key]:
    """Every key, by name."""
    query = select(api_keys.c.name, api_keys.c.role, api_keys.c.created_at).order_by(api_keys.c.name)
    with engine.connect() as connection:
        return [Key(it.name, Role(it.role), utc(it.created_at)) for it in connection.execute(query)]


def remove_key(engine: Engine, name: str) -> None:
    """Removes a key, which opens nothing from then on. Raises AccountError."""
    name = account_name(name)
    with writing(engine) as connection:
        if connection.execute(delete(api_keys).where(api_keys.c.name == name)).rowcount == 0:
            raise AccountError(f"没有名为 {name} 的密钥。用 wence keys list 查看已有密钥")


def holder(engine: Engine, key: str) -> Person | None:
    """The program that shows this key, under the key's name; None where the key is unknown."""
    # Looking a digest up tells by its time at most something of the digest, and nothing of the key.
    query = select(api_keys.c.name, api_keys.c.role).where(api_keys.c.digest == digest(key))
    with engine.connect() as connection:
        row = connection.execute(query).first()
    return Person(row.name, Role(row.role)) if row is not None else None


def has_keys(engine: Engine) -> bool:
    """Whether there is any."""
    with engine.connect() as connection:
        return connection.scalar(select(api_keys.c.name).limit(1)) is not None
