"""Which files hold which documents."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, select, update

from index.batches import batches
from index.schema import files, revisions


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a document was read from, as it was then."""

    path: str
    """Absolute."""
    shown: str
    """As the user gave it."""
    stamp: str
    """Sizes and times: cheap to compare."""
    digest: str
    """SHA-256: what decides."""


def record(connection: Connection, sources: Sequence[tuple[str, Source]]) -> None:
    """Remember which files hold which documents."""
    rows = [{"doc_id": doc_id, **asdict(source)} for doc_id, source in sources]
    for some in batches(row["path"] for row in rows):
        connection.execute(delete(files).where(files.c.path.in_(some)))
    if rows:
        connection.execute(files.insert(), rows)


def part(connection: Connection, sources: Sequence[tuple[str, Source]]) -> None:
    """Forget other files of the documents that no longer have their content: should they not be read now, then later."""
    digests = {doc_id: source.digest for doc_id, source in sources}
    for some in batches(digests):
        query = select(files.c.path, files.c.doc_id, files.c.digest).where(files.c.doc_id.in_(some))
        parted = [row.path for row in connection.execute(query) if row.digest != digests[row.doc_id]]
        if parted:
            connection.execute(delete(files).where(files.c.path.in_(parted)))


def name_by_what_is_left(connection: Connection, doc_ids: Sequence[str]) -> None:
    """Show each document under a path that it still has."""
    for doc_id in doc_ids:
        here = (revisions.c.doc_id == doc_id) & (revisions.c.state == "ready")
        shown = connection.scalars(select(files.c.shown).where(files.c.doc_id == doc_id).order_by(files.c.path)).all()
        if shown and connection.scalar(select(revisions.c.source_path).where(here)) not in shown:
            connection.execute(update(revisions).where(here).values(source_path=shown[0]))
