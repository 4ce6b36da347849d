"""All writing to the catalog: the steps by which documents become searchable, and stop being so.

A revision is `pending` until its vectors and postings are written, then `ready`; `leaving` until they are deleted, then
`former`: no longer found, but its text and original can still be opened from an old citation. The rows of a chunk
outlive its entries in both indexes, so after a crash the catalog knows everything that may be left over there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, Engine, delete, select, update

from corpus.document import Chunk, Document
from index.batches import batches
from index.rows import Row, chunk_row, repeal_rows, revision_row, text_row
from index.schema import chunks, files, key_of, meta, repeals, revisions, texts
from index.vectors import Vectors


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


@dataclass(frozen=True, slots=True)
class Entrant:
    """A document on its way into the store."""

    document: Document
    chunks: tuple[Chunk, ...]
    source: Source | None = None
    signature: bytes | None = None
    """For finding near copies, see `index.signature`."""
    vectors: Vectors | None = None
    """Of the chunks, shape (chunks, dimensions), where they are known already."""

    @property
    def key(self) -> str:
        """Stem of its chunks' ids."""
        return key_of(self.document.card.doc_id, self.document.card.revision)


class Journal:
    """Writes to the catalog. The caller holds the writer's lock."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def note(self, **values: str) -> None:
        """Keep values about the store itself."""
        with self._engine.begin() as connection:
            for name, value in values.items():
                _set(connection, name, value)

    def announce(self) -> None:
        """Make every process look at the indexes again."""
        with self._engine.begin() as connection:
            _bump(connection)

    def begin(self, entrants: Sequence[Entrant]) -> None:
        """Write everything about the documents, not yet to be found. Their keys must be free."""
        rows: dict[str, list[Row]] = {"revisions": [], "texts": [], "repeals": [], "chunks": []}
        for it in entrants:
            has_original = it.source is not None
            rows["revisions"].append(
                revision_row(it.document, len(it.chunks), "pending", has_original=has_original, signature=it.signature)
            )
            rows["texts"].append(text_row(it.document))
            rows["repeals"] += repeal_rows(it.document)
            rows["chunks"] += [chunk_row(chunk, at) for at, chunk in enumerate(it.chunks)]
        with self._engine.begin() as connection:
            for table in (revisions, texts, repeals, chunks):
                if rows[table.name]:
                    connection.execute(table.insert(), rows[table.name])

    def publish(self, entrants: Sequence[Entrant]) -> list[str]:
        """Make the documents ready, and what they replace leaving, in one step; gives the keys that leave."""
        doc_ids = [it.document.card.doc_id for it in entrants]
        with self._engine.begin() as connection:
            left = _leave(connection, doc_ids)
            for keys in batches(it.key for it in entrants):
                connection.execute(update(revisions).where(revisions.c.key.in_(keys)).values(state="ready"))
            sources = [(it.document.card.doc_id, it.source) for it in entrants if it.source is not None]
            _record(connection, sources)
            _part(connection, sources)
            _bump(connection)
        return left

    def withdraw(self, doc_ids: Iterable[str]) -> list[str]:
        """Make documents leaving and forget their files; gives the keys that leave."""
        doc_ids = list(doc_ids)
        with self._engine.begin() as connection:
            left = _leave(connection, doc_ids)
            for some in batches(doc_ids):
                connection.execute(delete(files).where(files.c.doc_id.in_(some)))
            _bump(connection)
        return left

    def taken(self, keys: Iterable[str]) -> list[str]:
        """Those of the keys that some revision has already, in whatever state."""
        found: list[str] = []
        with self._engine.connect() as connection:
            for some in batches(keys):
                found += connection.scalars(select(revisions.c.key).where(revisions.c.key.in_(some)))
        return found

    def unfinished(self) -> list[str]:
        """Keys of revisions that are on their way in or out: after a crash, all that is to be cleared."""
        with self._engine.connect() as connection:
            query = select(revisions.c.key).where(revisions.c.state.in_(("pending", "leaving")))
            return list(connection.scalars(query))

    def chunk_ids(self, keys: Iterable[str]) -> list[str]:
        """Ids of all chunks of the revisions."""
        found: list[str] = []
        with self._engine.connect() as connection:
            for some in batches(keys):
                found += connection.scalars(select(chunks.c.chunk_id).where(chunks.c.key.in_(some)))
        return found

    def retire(self, keys: Iterable[str]) -> None:
        """After both indexes are clear of them: leaving revisions become former, pending ones vanish."""
        with self._engine.begin() as connection:
            for some in batches(keys):
                here = revisions.c.key.in_(some)
                connection.execute(delete(chunks).where(chunks.c.key.in_(some)))
                connection.execute(delete(revisions).where(here, revisions.c.state == "pending"))
                connection.execute(update(revisions).where(here, revisions.c.state == "leaving").values(state="former"))

    def erase(self, keys: Iterable[str]) -> None:
        """Delete former revisions altogether, to make room for the same one anew."""
        with self._engine.begin() as connection:
            for some in batches(keys):
                connection.execute(delete(revisions).where(revisions.c.key.in_(some), revisions.c.state == "former"))

    def attach(self, sources: Sequence[tuple[str, Source]], gone: Sequence[str]) -> None:
        """Note files that have the content of a document, by its doc_id, and forget the paths `gone`.

        A document whose last path goes must be withdrawn before.
        """
        with self._engine.begin() as connection:
            paths = [*gone, *(source.path for _, source in sources)]
            losing: list[str] = []
            for some in batches(paths):
                losing += connection.scalars(select(files.c.doc_id).where(files.c.path.in_(some)))
                connection.execute(delete(files).where(files.c.path.in_(some)))
            _record(connection, sources)
            _name_by_what_is_left(connection, losing)
            _bump(connection)

    def restamp(self, sources: Sequence[tuple[str, str]]) -> None:
        """Note new (path, stamp) of files whose bytes turned out to be the same."""
        with self._engine.begin() as connection:
            for path, stamp in sources:
                connection.execute(update(files).where(files.c.path == path).values(stamp=stamp))


def _leave(connection: Connection, doc_ids: Sequence[str]) -> list[str]:
    left: list[str] = []
    for some in batches(doc_ids):
        here = (revisions.c.doc_id.in_(some)) & (revisions.c.state == "ready")
        left += connection.scalars(select(revisions.c.key).where(here))
        connection.execute(update(revisions).where(here).values(state="leaving"))
    return left


def _record(connection: Connection, sources: Sequence[tuple[str, Source]]) -> None:
    """Remember which files hold which documents."""
    rows = [{"doc_id": doc_id, **asdict(source)} for doc_id, source in sources]
    for some in batches(row["path"] for row in rows):
        connection.execute(delete(files).where(files.c.path.in_(some)))
    if rows:
        connection.execute(files.insert(), rows)


def _part(connection: Connection, sources: Sequence[tuple[str, Source]]) -> None:
    """Forget other files of the documents that no longer have their content: should they not be read now, then later."""
    digests = {doc_id: source.digest for doc_id, source in sources}
    for some in batches(digests):
        query = select(files.c.path, files.c.doc_id, files.c.digest).where(files.c.doc_id.in_(some))
        parted = [row.path for row in connection.execute(query) if row.digest != digests[row.doc_id]]
        if parted:
            connection.execute(delete(files).where(files.c.path.in_(parted)))


def _name_by_what_is_left(connection: Connection, doc_ids: Sequence[str]) -> None:
    """Show each document under a path that it still has."""
    for doc_id in doc_ids:
        here = (revisions.c.doc_id == doc_id) & (revisions.c.state == "ready")
        shown = connection.scalars(select(files.c.shown).where(files.c.doc_id == doc_id).order_by(files.c.path)).all()
        if shown and connection.scalar(select(revisions.c.source_path).where(here)) not in shown:
            connection.execute(update(revisions).where(here).values(source_path=shown[0]))


def _bump(connection: Connection) -> None:
    """Tell every reader that what can be found has changed."""
    _set(
        connection, "change", str(int(connection.scalar(select(meta.c.value).where(meta.c.name == "change")) or 0) + 1)
    )


def _set(connection: Connection, name: str, value: str) -> None:
    if connection.execute(update(meta).where(meta.c.name == name).values(value=value)).rowcount == 0:
        connection.execute(meta.insert(), {"name": name, "value": value})
