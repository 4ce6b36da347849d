"""What staff removed: its files stay out until that is taken back, and come back with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine, select

from index.corrections.deeds import Correction, Deed, write
from index.people import corrections, removed_files
from index.schema import files
from index.sources import Source


def write_removal(connection: Connection, deed: Correction) -> None:
    """Keep a removal with the files of the document, which stay out from now on."""
    write(connection, deed)
    query = select(files.c.path, files.c.shown, files.c.stamp, files.c.digest).where(files.c.doc_id == deed.doc_id)
    rows = [{"correction": deed.id, **row} for row in connection.execute(query).mappings()]
    if rows:
        connection.execute(removed_files.insert(), rows)


@dataclass(frozen=True, slots=True)
class KeptOut:
    """What was removed and stays out until that is taken back."""

    doc_ids: frozenset[str] = frozenset()
    digests: Mapping[str, str] = field(default_factory=dict)
    """By the digest of a file's content, the doc_id."""
    paths: Mapping[str, str] = field(default_factory=dict)
    """By the path of its only file, the doc_id."""

    def at(self, path: str, doc_id: str) -> str | None:
        """The removed document that lies at `path`, where a new one would be `doc_id`; None if there is none."""
        return doc_id if doc_id in self.doc_ids else self.paths.get(path)


def kept_out(engine: Engine) -> KeptOut:
    """All that was removed and not brought back."""
    with engine.connect() as connection:
        here = (corrections.c.deed == Deed.REMOVE.value) & corrections.c.undone_at.is_(None)
        doc_ids = frozenset(connection.scalars(select(corrections.c.doc_id).where(here)))
        query = select(corrections.c.doc_id, removed_files.c.path, removed_files.c.digest).join(removed_files)
        rows = connection.execute(query.where(here)).all()
    paths = [row.doc_id for row in rows]
    return KeptOut(
        doc_ids,
        {row.digest: row.doc_id for row in rows},
        {row.path: row.doc_id for row in rows if paths.count(row.doc_id) == 1},
    )


def files_of(engine: Engine, removal: Correction) -> list[Source]:
    """The files that a removed document had."""
    query = select(removed_files.c.path, removed_files.c.shown, removed_files.c.stamp, removed_files.c.digest)
    with engine.connect() as connection:
        return [Source(*row) for row in connection.execute(query.where(removed_files.c.correction == removal.id))]
