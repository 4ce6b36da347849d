"""How often somebody has tried to sign in and failed, counted in the catalog, so that all processes count together."""

from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import ColumnElement, Connection, Engine, delete, insert, select

from assistant.accounts.naming import folded
from assistant.accounts.reach import network_of
from assistant.log.rows import utc
from assistant.log.transaction import alone, writing
from index.people import login_attempts

WINDOW = timedelta(minutes=15)
PER_NAME_AND_ADDRESS = 5
PER_NAME = 20
"""From all addresses: more than one stranger can use up, so that nobody locks an administrator out from elsewhere."""
PER_ADDRESS = 30
"""For all names: an office may share one address."""


class TooMany(Exception):
    """No more attempts are taken for now."""

    def __init__(self, wait: timedelta) -> None:
        self.wait = wait


def note(engine: Engine, name: str, address: str, now: datetime) -> int:
    """Counts an attempt as failed before the password is looked at, so that many at once gain nothing.

    Gives its number, for `forget`. Raises TooMany, without counting it.
    """
    name, address = _key(name), network_of(address)
    row = {"name": name, "address": address, "tried_at": now}
    with writing(engine) as connection:
        alone(connection, login_attempts)
        connection.execute(delete(login_attempts).where(login_attempts.c.tried_at <= now - WINDOW))
        # Written before it is counted: that makes others wait who count at the same time.
        number = connection.execute(insert(login_attempts).values(**row)).inserted_primary_key
        assert number is not None  # noqa: S101 - one row was inserted
        wait = max(_wait(connection, which, most, now) for which, most in _limits(name, address))
        if wait > timedelta(0):
            raise TooMany(wait)
        return int(number[0])


def forget(engine: Engine, name: str, address: str, number: int) -> None:
    """After a success: the attempt was none, and those for this name from this address are forgiven."""
    mine = (login_attempts.c.name == _key(name)) & (login_attempts.c.address == network_of(address))
    with writing(engine) as connection:
        connection.execute(delete(login_attempts).where(mine | (login_attempts.c.id == number)))


def _limits(name: str, address: str) -> tuple[tuple[ColumnElement[bool], int], ...]:
    of_name, of_address = login_attempts.c.name == name, login_attempts.c.address == address
    return (of_name & of_address, PER_NAME_AND_ADDRESS), (of_name, PER_NAME), (of_address, PER_ADDRESS)


def _wait(connection: Connection, which: ColumnElement[bool], most: int, now: datetime) -> timedelta:
    """Until there are fewer than `most` before this one."""
    query = select(login_attempts.c.tried_at).where(which).order_by(login_attempts.c.id.desc()).offset(most).limit(1)
    oldest = connection.scalar(query)
    return utc(oldest) + WINDOW - now if oldest is not None else timedelta(0)


def _key(name: str) -> str:
    """SHA-256, for some type their password where the name belongs."""
    return sha256(folded(name).encode("utf-8", "surrogatepass")).hexdigest()
