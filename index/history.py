"""The revisions that a document had before the present one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from index.schema import revisions


@dataclass(frozen=True, slots=True)
class Former:
    """A revision that is no longer found, but can still be opened."""

    revision: str
    title: str
    ingested_at: datetime


def former(connection: Connection, doc_id: str) -> tuple[Former, ...]:
    """The former revisions of a document, latest first."""
    columns = revisions.c.revision, revisions.c.title, revisions.c.ingested_at
    query = select(*columns).where(revisions.c.doc_id == doc_id, revisions.c.state == "former")
    rows = connection.execute(query.order_by(revisions.c.ingested_at.desc())).all()
    return tuple(Former(*row) for row in rows)
