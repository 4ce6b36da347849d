"""Who is signed in: the browser keeps a random token, the catalog its SHA-256 only."""

import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Engine, delete, insert, or_, select, update

from assistant.accounts.person import Person
from assistant.accounts.role import Role
from assistant.log.rows import utc
from assistant.log.transaction import writing
from corpus.errors import StoreError
from index.people import sessions, users

_BYTES = 32
_NOTED = timedelta(minutes=1)
"""How exactly it is known when a session was last used; more exactly, every request would write."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session lasts."""

    idle: timedelta
    """Since it was last used."""
    age: timedelta
    """Since it began."""


def begin(engine: Engine, name: str, now: datetime, limits: Limits) -> str:
    """A new session of this user: the token for the browser. Sessions that are over are cleared away."""
    token = secrets.token_urlsafe(_BYTES)
    over = or_(sessions.c.created_at < now - limits.age, sessions.c.used_at < now - limits.idle)
    with writing(engine) as connection:
        connection.execute(delete(sessions).where(over))
        row = {"token": digest(token), "user": name, "created_at": now, "used_at": now}
        connection.execute(insert(sessions), row)
    return token


def person_of(engine: Engine, token: str, now: datetime, limits: Limits) -> Person | None:
    """Who is signed in with this token; None where it is unknown or over, or they may not sign in any more."""
    known = sessions.c.token == digest(token)
    query = (
        select(users.c.name, users.c.role, sessions.c.created_at, sessions.c.used_at)
        .join_from(sessions, users, sessions.c.user == users.c.name)
        .where(known, users.c.is_active)
    )
    with engine.connect() as connection:
        row = connection.execute(query).one_or_none()
    if row is None or now - utc(row.created_at) > limits.age or now - utc(row.used_at) > limits.idle:
        return None
    if now - utc(row.used_at) > min(_NOTED, limits.idle / 10):
        with suppress(StoreError), writing(engine) as connection:  # the next request notes it then
            connection.execute(update(sessions).where(known).values(used_at=now))
    return Person(row.name, Role(row.role))


def end(engine: Engine, token: str) -> None:
    """Ends one session."""
    with writing(engine) as connection:
        connection.execute(delete(sessions).where(sessions.c.token == digest(token)))


def end_all(engine: Engine, name: str) -> int:
    """Ends all sessions of a user; gives how many there were."""
    with writing(engine) as connection:
        return connection.execute(delete(sessions).where(sessions.c.user == name)).rowcount


def digest(secret: str) -> str:
    """SHA-256 of a random secret, which needs no slower one."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
