"""Single marks in the catalog: what leaves, and that something has changed."""

from collections.abc import Sequence

from sqlalchemy import Connection, select, update

from index.batches import batches
from index.schema import meta, revisions


def leave(connection: Connection, doc_ids: Sequence[str], change: int) -> list[str]:
    """Make the ready revisions of documents leaving, by the change of that number; gives their keys."""
    left: list[str] = []
    for some in batches(doc_ids):
        here = (revisions.c.doc_id.in_(some)) & (revisions.c.state == "ready")
        left += connection.scalars(select(revisions.c.key).where(here))
        connection.execute(update(revisions).where(here).values(state="leaving", changed=change))
    return left


def bump(connection: Connection) -> int:
    """Tell every reader that what can be found has changed; gives the number of the change.

    Whoever makes a revision found, or not found, or writes its rows anew, puts that number into its `changed` within the
    same transaction: a follower that has seen all up to a change has to look at revisions with a greater number only. What
    nobody finds before or after (a revision that is on its way in, or is leaving and then former) keeps its number.
    """
    change = int(connection.scalar(select(meta.c.value).where(meta.c.name == "change")) or 0) + 1
    set_value(connection, "change", str(change))
    return change


def set_value(connection: Connection, name: str, value: str) -> None:
    """Keep a value about the store itself."""
    if connection.execute(update(meta).where(meta.c.name == name).values(value=value)).rowcount == 0:
        connection.execute(meta.insert(), {"name": name, "value": value})
