"""Writing a revision anew under its own key: its rows at once, vectors and postings right behind.

The chunks keep their ids, so the document is found all the while. A revision whose rows are new and whose entries in the
indexes are not yet is noted in `stale`, in the same transaction: after a crash the indexes are brought up from the rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, delete, insert, select, update

from index.batches import batches
from index.journal import BELOW, Entrant, Note, row_of, rows_below
from index.rows import Row, chunk_row
from index.schema import as_read, chunks, repeals, revisions, stale
from index.sources import Source, part, record
from index.states import bump, leave

_OWN = ("key", "doc_id", "state", "suffix")
"""Columns of a revision that stay as they are."""


@dataclass(frozen=True, slots=True)
class Stale:
    """A revision whose entries in the indexes are older than its rows."""

    key: str
    doc_id: str
    former_chunks: int
    is_encoded: bool


class Reviser:
    """Writes ready and former revisions anew. The caller holds the writer's lock."""

    def __init__(self, engine: Engine, writing: Engine | None = None) -> None:
        """`writing`: the same database for what only the holder of the lock may do."""
        self._engine = engine
        self._writing = writing or engine

    def replace(self, entrants: Sequence[Entrant], note: Note | None = None) -> None:
        """Write ready revisions anew, in one step; their entries in both indexes are stale from then on."""
        sources = [(it.document.card.doc_id, it.source) for it in entrants if it.source is not None]
        with self._writing.begin() as connection:
            if note is not None:
                note(connection)
            change = bump(connection)
            for it in entrants:
                _replace(connection, it, change)
            record(connection, sources)
            part(connection, sources)

    def amend(self, entrant: Entrant, note: Note, *, is_indexed: bool, is_encoded: bool) -> None:
        """Write what a ready document is, not what it says, in one step.

        Its postings are stale from then on unless `is_indexed`, its vectors unless `is_encoded`.
        """
        with self._writing.begin() as connection:
            note(connection)
            _amend(connection, entrant, {"changed": bump(connection)})
            if not (is_indexed and is_encoded):
                _mark(connection, entrant.key, len(entrant.chunks), is_encoded=is_encoded)

    def stale(self) -> list[Stale]:
        """What is to be brought up in both indexes."""
        query = select(stale.c.key, revisions.c.doc_id, stale.c.former_chunks, stale.c.is_encoded).join(revisions)
        with self._engine.connect() as connection:
            return [Stale(*row) for row in connection.execute(query)]

    def freshened(self, keys: Iterable[str]) -> None:
        """Note that both indexes have what the rows say."""
        with self._writing.begin() as connection:
            change = bump(connection)
            for some in batches(keys):
                connection.execute(delete(stale).where(stale.c.key.in_(some)))
                connection.execute(update(revisions).where(revisions.c.key.in_(some)).values(changed=change))

    def lift(self, entrant: Entrant) -> None:
        """Give a former revision its chunks again; until `restore`, a crash lets it be former as before."""
        with self._writing.begin() as connection:
            connection.execute(delete(chunks).where(chunks.c.key == entrant.key))
            _amend(connection, entrant, {"state": "leaving"})
            rows = [chunk_row(chunk, at) for at, chunk in enumerate(entrant.chunks)]
            if rows:
                connection.execute(chunks.insert(), rows)

    def restore(self, entrant: Entrant, sources: Sequence[Source], note: Note) -> list[str]:
        """Make a lifted revision ready, with its files; gives the keys that leave for it."""
        doc_id = entrant.document.card.doc_id
        with self._writing.begin() as connection:
            note(connection)
            change = bump(connection)
            left = leave(connection, [doc_id], change)
            ready = {"state": "ready", "changed": change}
            connection.execute(update(revisions).where(revisions.c.key == entrant.key).values(ready))
            record(connection, [(doc_id, source) for source in sources])
        return left


def _replace(connection: Connection, entrant: Entrant, change: int) -> None:
    here = revisions.c.key == entrant.key
    former = connection.scalar(select(revisions.c.chunk_count).where(here)) or 0
    row = {name: value for name, value in row_of(entrant, "ready").items() if name not in _OWN}
    connection.execute(update(revisions).where(here).values(row | {"changed": change}))
    rows = rows_below(entrant)
    for table in BELOW:
        connection.execute(delete(table).where(table.c.key == entrant.key))
        if rows[table.name]:
            connection.execute(insert(table), rows[table.name])
    _mark(connection, entrant.key, former, is_encoded=False)


def _amend(connection: Connection, entrant: Entrant, marks: Row) -> None:
    here = revisions.c.key == entrant.key
    kept = (*_OWN, "ingested_at", "signature", "chunk_count")
    row = {name: value for name, value in row_of(entrant, "").items() if name not in kept}
    connection.execute(update(revisions).where(here).values(row | {"chunk_count": len(entrant.chunks)} | marks))
    rows = rows_below(entrant)
    for table in (repeals, as_read):
        connection.execute(delete(table).where(table.c.key == entrant.key))
        if rows[table.name]:
            connection.execute(insert(table), rows[table.name])


def _mark(connection: Connection, key: str, former_chunks: int, *, is_encoded: bool) -> None:
    connection.execute(delete(stale).where(stale.c.key == key))
    connection.execute(insert(stale), {"key": key, "former_chunks": former_chunks, "is_encoded": is_encoded})
