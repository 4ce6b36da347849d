"""The name of each generation's collection at a server, kept in the catalog.

It holds chance, so that a copy of the catalog that was restored elsewhere never writes into the living one's vectors.
"""

import secrets

from sqlalchemy import Engine, delete, select
from sqlalchemy.exc import IntegrityError

from index.schema import meta
from index.states import set_value

_ROW = "vectors-"


def collection_of(engine: Engine, generation: int) -> str:
    """The name, given now if there is none yet."""
    row = f"{_ROW}{generation}"
    query = select(meta.c.value).where(meta.c.name == row)
    with engine.connect() as connection:
        found: str | None = connection.scalar(query)
    if found is not None:
        return found
    try:
        with engine.begin() as connection:
            connection.execute(meta.insert(), {"name": row, "value": _invented(generation)})
    except IntegrityError:
        pass  # another process was first
    with engine.connect() as connection:
        return str(connection.scalar(query))


def rename(engine: Engine, generation: int) -> None:
    """Give the collection that is to be filled a name that no copy of this catalog has ever seen."""
    with engine.begin() as connection:
        set_value(connection, f"{_ROW}{generation}", _invented(generation))


def others(engine: Engine, generation: int) -> dict[int, str]:
    """Names of the collections of all other generations."""
    with engine.connect() as connection:
        rows = connection.execute(select(meta.c.name, meta.c.value).where(meta.c.name.startswith(_ROW))).all()
    numbered = {int(name.removeprefix(_ROW)): str(value) for name, value in rows}
    return {number: name for number, name in numbered.items() if number != generation}


def forget(engine: Engine, generation: int) -> None:
    """The collection is deleted."""
    with engine.begin() as connection:
        connection.execute(delete(meta).where(meta.c.name == f"{_ROW}{generation}"))


def _invented(generation: int) -> str:
    return f"wence-{generation}-{secrets.token_hex(8)}"
