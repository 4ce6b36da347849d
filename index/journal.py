"""All writing to the catalog: the steps by which documents become searchable, and stop being so.

A revision is `pending` until its vectors and postings are written, then `ready`; `leaving` until they are deleted, then
`former`: no longer found, but its text and original can still be opened from an old citation. The rows of a chunk
outlive its entries in both indexes, so after a crash the catalog knows everything that may be left over there.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, delete, select, update

from corpus.document import Chunk, Document
from index.as_read import AsRead
from index.batches import batches
from index.rows import Row, chunk_row, repeal_rows, revision_row, text_row
from index.schema import as_read, chunks, files, key_of, repeals, revisions, stale, texts
from index.sources import Source, name_by_what_is_left, part, record
from index.states import bump, leave, set_value
from index.vectors import Vectors

Note = Callable[[Connection], None]
"""Something to write in the same transaction: both are there, or neither."""


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
    as_read: AsRead | None = None
    """What the file says of itself, where staff have corrected it."""

    @property
    def key(self) -> str:
        """Stem of its chunks' ids."""
        return key_of(self.document.card.doc_id, self.document.card.revision)


BELOW = (texts, repeals, chunks, as_read)
"""Tables with what belongs to a revision."""


def row_of(entrant: Entrant, state: str) -> Row:
    """The row of `revisions`."""
    document, has_original = entrant.document, entrant.source is not None
    return revision_row(document, len(entrant.chunks), state, has_original=has_original, signature=entrant.signature)


def rows_below(entrant: Entrant) -> dict[str, list[Row]]:
    """The rows of the tables in `BELOW`, by name of the table."""
    return {
        "texts": [text_row(entrant.document)],
        "repeals": repeal_rows(entrant.document),
        "chunks": [chunk_row(chunk, at) for at, chunk in enumerate(entrant.chunks)],
        "as_read": [{"key": entrant.key, "identity": entrant.as_read.to_json()}] if entrant.as_read else [],
    }


class Journal:
    """Writes to the catalog. The caller holds the writer's lock."""

    def __init__(self, engine: Engine, writing: Engine | None = None) -> None:
        """`writing`: the same database for what only the holder of the lock may do."""
        self._engine = engine
        self._writing = writing or engine

    def note(self, **values: str) -> None:
        """Keep values about the store itself."""
        with self._writing.begin() as connection:
            for name, value in values.items():
                set_value(connection, name, value)

    def announce(self) -> None:
        """Make every process look at the indexes again."""
        with self._writing.begin() as connection:
            bump(connection)

    def take_over(self, generation: int, encoder: str) -> None:
        """Make indexes that were filled beside those in use the ones that everybody uses, in one step."""
        with self._writing.begin() as connection:
            set_value(connection, "generation", str(generation))
            set_value(connection, "encoder", encoder)
            connection.execute(delete(stale))  # they were made from the rows as they are
            bump(connection)

    def begin(self, entrants: Sequence[Entrant]) -> None:
        """Write everything about the documents, not yet to be found. Their keys must be free."""
        rows: dict[str, list[Row]] = defaultdict(list)
        for it in entrants:
            rows["revisions"].append(row_of(it, "pending"))
            for name, some in rows_below(it).items():
                rows[name] += some
        with self._writing.begin() as connection:
            for table in (revisions, *BELOW):
                if rows[table.name]:
                    connection.execute(table.insert(), rows[table.name])

    def publish(self, entrants: Sequence[Entrant]) -> list[str]:
        """Make the documents ready, and what they replace leaving, in one step; gives the keys that leave."""
        doc_ids = [it.document.card.doc_id for it in entrants]
        with self._writing.begin() as connection:
            change = bump(connection)
            left = leave(connection, doc_ids, change)
            ready = {"state": "ready", "changed": change}
            for keys in batches(it.key for it in entrants):
                connection.execute(update(revisions).where(revisions.c.key.in_(keys)).values(ready))
            sources = [(it.document.card.doc_id, it.source) for it in entrants if it.source is not None]
            record(connection, sources)
            part(connection, sources)
        return left

    def withdraw(self, doc_ids: Iterable[str], note: Note | None = None) -> list[str]:
        """Make documents leaving and forget their files; gives the keys that leave."""
        doc_ids = list(doc_ids)
        with self._writing.begin() as connection:
            if note is not None:
                note(connection)
            left = leave(connection, doc_ids, bump(connection))
            for some in batches(doc_ids):
                connection.execute(delete(files).where(files.c.doc_id.in_(some)))
        return left

    def taken(self, keys: Iterable[str]) -> dict[str, str]:
        """Those of the keys that some revision has already, with its state."""
        found: dict[str, str] = {}
        with self._engine.connect() as connection:
            for some in batches(keys):
                query = select(revisions.c.key, revisions.c.state).where(revisions.c.key.in_(some))
                found |= {row.key: row.state for row in connection.execute(query)}
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
        with self._writing.begin() as connection:
            for some in batches(keys):
                here = revisions.c.key.in_(some)
                connection.execute(delete(chunks).where(chunks.c.key.in_(some)))
                connection.execute(delete(revisions).where(here, revisions.c.state == "pending"))
                connection.execute(update(revisions).where(here, revisions.c.state == "leaving").values(state="former"))

    def erase(self, keys: Iterable[str]) -> None:
        """Delete former revisions altogether, to make room for the same one anew."""
        with self._writing.begin() as connection:
            for some in batches(keys):
                connection.execute(delete(revisions).where(revisions.c.key.in_(some), revisions.c.state == "former"))

    def attach(self, sources: Sequence[tuple[str, Source]], gone: Sequence[str]) -> None:
        """Note files that have the content of a document, by its doc_id, and forget the paths `gone`.

        A document whose last path goes must be withdrawn before.
        """
        with self._writing.begin() as connection:
            paths = [*gone, *(source.path for _, source in sources)]
            losing: list[str] = []
            for some in batches(paths):
                losing += connection.scalars(select(files.c.doc_id).where(files.c.path.in_(some)))
                connection.execute(delete(files).where(files.c.path.in_(some)))
            record(connection, sources)
            name_by_what_is_left(connection, losing)
            bump(connection)

    def restamp(self, sources: Sequence[tuple[str, str]]) -> None:
        """Note new (path, stamp) of files whose bytes turned out to be the same."""
        with self._writing.begin() as connection:
            for path, stamp in sources:
                connection.execute(update(files).where(files.c.path == path).values(stamp=stamp))
