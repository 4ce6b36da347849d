"""The catalog: what is true about documents, their revisions and chunks. All reading of it is here."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select

from corpus.document import Card, Chunk, Document, Reference
from corpus.errors import NoSuchDocument
from index.as_read import AsRead
from index.batches import batches
from index.copies import Copy, near_copies
from index.database import open_database
from index.elsewhere import HERE, Elsewhere
from index.history import Former, former
from index.originals import originals_at
from index.repeals import Link, links, repealed_by
from index.rows import to_card, to_chunk, to_document
from index.schema import as_read, chunks, files, meta, repeals, revisions, texts

_READY = "ready"
_LIST = "用 wence docs list 查看已有文件的编号。"
_NOT_OF_THE_CARD = ("key", "repairs", "quality", "signature", "title_key", "number_key", "cautions", "changed")
_CARD = [it for it in revisions.c if it.name not in _NOT_OF_THE_CARD]
"""What a card is made of; the key is the chunk's, too."""


class Catalog:
    """The documents that can be searched. Safe to read from many threads; writing goes through `index.journal`."""

    def __init__(self, home: Path, elsewhere: Elsewhere = HERE) -> None:
        """Open the catalog of `home`, made if it is not there. Raises StoreError if it cannot be used."""
        self.originals = originals_at(elsewhere, home)
        self.database = open_database(home, elsewhere)
        self.engine = self.database.engine
        self.is_shared = elsewhere.catalog is not None
        """Whether other homes may have it, too."""
        self._copies: tuple[int, dict[str, tuple[Copy, ...]]] = (-1, {})
        self._links: tuple[int, dict[str, Link]] = (-1, {})
        self._cards: tuple[int, tuple[Card, ...]] = (-1, ())

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    def value(self, name: str) -> str | None:
        """A value that the store keeps about itself, such as the encoder's name."""
        with self.engine.connect() as connection:
            return connection.scalar(select(meta.c.value).where(meta.c.name == name))

    def change(self) -> int:
        """A number that grows whenever what can be found has changed, by this process or another."""
        return int(self.value("change") or 0)

    def size(self) -> int:
        """How many chunks can be found."""
        with self.engine.connect() as connection:
            query = select(func.coalesce(func.sum(revisions.c.chunk_count), 0)).where(revisions.c.state == _READY)
            return int(connection.scalar(query) or 0)

    def cards(self) -> list[Card]:
        """The card of every document, ordered by path."""
        change = self.change()
        known, cards = self._cards
        if known != change:
            repealed = self.links()
            query = select(*_CARD).where(revisions.c.state == _READY).order_by(revisions.c.source_path)
            with self.engine.connect() as connection:
                cards = tuple(to_card(row, repealed) for row in connection.execute(query).mappings())
            self._cards = (change, cards)
        return list(cards)

    def counts(self) -> dict[str, dict[str, Any]]:
        """By doc_id, chunks, repairs, cautions and quality of a document, as the list of documents shows them."""
        of = revisions.c
        query = select(of.doc_id, of.chunk_count, of.repairs, of.cautions, of.quality)
        with self.engine.connect() as connection:
            rows = connection.execute(query.where(revisions.c.state == _READY)).all()
        return {row[0]: dict(zip(("chunks", "repairs", "cautions", "quality"), row[1:], strict=True)) for row in rows}

    def document(self, doc_id: str, revision: str | None = None) -> Document:
        """A document in its present revision, or in a former one. Raises NoSuchDocument."""
        repealed = self.links()
        with self.engine.connect() as connection:
            row = _revision(connection, doc_id, revision)
            text = connection.execute(select(texts).where(texts.c.key == row["key"])).mappings().one()
            named = connection.execute(select(repeals).where(repeals.c.key == row["key"])).mappings().all()
        return to_document(row, text, named, to_card(row, repealed))

    def as_read(self, doc_id: str, revision: str | None = None) -> tuple[Document, Document]:
        """A document as it was read, and with what staff have corrected, both without what other documents say of it.

        Raises NoSuchDocument.
        """
        with self.engine.connect() as connection:
            row = _revision(connection, doc_id, revision)
            text = connection.execute(select(texts).where(texts.c.key == row["key"])).mappings().one()
            named = connection.execute(select(repeals).where(repeals.c.key == row["key"])).mappings().all()
            kept = connection.scalar(select(as_read.c.identity).where(as_read.c.key == row["key"]))
        present = to_document(row, text, named, to_card(row, {}))
        return (AsRead.from_json(kept).under(present) if kept else present), present

    def latest(self, doc_id: str) -> str:
        """The revision of a document that was taken in last, in whatever state. Raises NoSuchDocument."""
        query = select(revisions.c.revision).where(revisions.c.doc_id == doc_id)
        with self.engine.connect() as connection:
            found: str | None = connection.scalar(query.order_by(revisions.c.ingested_at.desc()).limit(1))
        if found is None:
            raise NoSuchDocument(f"没有编号为 {doc_id} 的文件。", _LIST)
        return found

    def chunks(self, doc_id: str) -> list[Chunk]:
        """The chunks of a document in reading order. Raises NoSuchDocument."""
        repealed = self.links()
        with self.engine.connect() as connection:
            row = _revision(connection, doc_id, None)
            card = to_card(row, repealed)
            query = select(chunks).where(chunks.c.key == row["key"]).order_by(chunks.c.ordinal)
            return [to_chunk(it, card) for it in connection.execute(query).mappings()]

    def found(self, chunk_ids: Sequence[str], until: int | None = None) -> dict[str, Chunk]:
        """Those of the chunks that belong to a ready document, by id; only of documents as they are since the change `until`."""
        repealed = self.links()
        query = select(chunks, *_CARD, revisions.c.changed).join(revisions)
        found: dict[str, Chunk] = {}
        cards: dict[str, Card] = {}
        with self.engine.connect() as connection:
            for some in batches(chunk_ids):
                for row in connection.execute(query.where(chunks.c.chunk_id.in_(some))).mappings():
                    if row["state"] != _READY or (until is not None and row["changed"] > until):
                        continue
                    if row["key"] not in cards:
                        cards[row["key"]] = to_card(row, repealed)
                    found[row["chunk_id"]] = to_chunk(row, cards[row["key"]])
        return found

    def chunks_of(self, keys: Sequence[str]) -> list[Chunk]:
        """All chunks of those of the revisions that are ready."""
        query = select(chunks, *_CARD).join(revisions).where(revisions.c.state == _READY).order_by(chunks.c.ordinal)
        found: list[Chunk] = []
        with self.engine.connect() as connection:
            for some in batches(keys):
                rows = connection.execute(query.where(revisions.c.key.in_(some))).mappings()
                found += [to_chunk(row, to_card(row, {})) for row in rows]
        return found

    def every_chunk(self, at_once: int) -> Iterator[list[Chunk]]:
        """All chunks of ready documents, `at_once` at a time, to build an index anew."""
        query = select(chunks, *_CARD).join(revisions).where(revisions.c.state == _READY)
        with self.engine.connect() as connection:
            result = connection.execution_options(yield_per=at_once).execute(query)
            for rows in result.mappings().partitions():
                yield [to_chunk(row, to_card(row, {})) for row in rows]

    def original(self, revision: str) -> Path:
        """The file whose bytes have this SHA-256, in any revision. Raises NoSuchDocument."""
        query = select(revisions.c.suffix).where(revisions.c.revision == revision, revisions.c.suffix.is_not(None))
        with self.engine.connect() as connection:
            suffix = connection.scalar(query.limit(1))
        if suffix is None:
            raise NoSuchDocument(f"没有 SHA-256 为 {revision} 的原文件。", _LIST)
        return self.originals.path(revision, suffix)

    def repealed_by(self, doc_id: str) -> dict[str, str]:
        """By the title that a document names, the doc_id of each ready document that it repeals."""
        with self.engine.connect() as connection:
            return repealed_by(connection, doc_id)

    def repealing(self) -> list[tuple[str, Reference]]:
        """The doc_id of each ready document that repeals another, with what it repeals, held or not."""
        query = select(revisions.c.doc_id, repeals.c.title, repeals.c.doc_number, repeals.c.evidence).join(revisions)
        with self.engine.connect() as connection:
            rows = connection.execute(query.where(revisions.c.state == _READY)).all()
        return [(doc_id, Reference(*named)) for doc_id, *named in rows]

    def paths(self, doc_id: str) -> tuple[str, ...]:
        """Every file that holds the document, as the user gave it; first the one that its card shows."""
        shown = select(revisions.c.source_path).where(revisions.c.doc_id == doc_id, revisions.c.state == _READY)
        others = select(files.c.shown).where(files.c.doc_id == doc_id).order_by(files.c.path)
        with self.engine.connect() as connection:
            return tuple(dict.fromkeys([*connection.scalars(shown), *connection.scalars(others)]))

    def former(self, doc_id: str) -> tuple[Former, ...]:
        """The revisions that a document had before the present one, latest first."""
        with self.engine.connect() as connection:
            return former(connection, doc_id)

    def holds(self, path: str) -> bool:
        """Whether the file at this absolute path is a document's."""
        with self.engine.connect() as connection:
            return connection.scalar(select(files.c.doc_id).where(files.c.path == path)) is not None

    def copies(self) -> dict[str, tuple[Copy, ...]]:
        """By doc_id, all near copies of a text, itself among them; worked out again when the catalog has changed."""
        change = self.change()
        known, found = self._copies
        if known != change:
            with self.engine.connect() as connection:
                found = {it.doc_id: group for group in near_copies(connection) for it in group}
            self._copies = (change, found)
        return found

    def links(self) -> dict[str, Link]:
        """By doc_id, what repeals it; worked out again when the catalog has changed."""
        change = self.change()
        known, found = self._links
        if known != change:
            with self.engine.connect() as connection:
                found = links(connection)
            self._links = (change, found)
        return found


def _revision(connection: Connection, doc_id: str, revision: str | None) -> RowMapping:
    """The row of a document's present revision, or of the one asked for."""
    query = select(revisions).where(revisions.c.doc_id == doc_id)
    which = revisions.c.state == _READY if revision is None else revisions.c.revision == revision
    row = connection.execute(query.where(which)).mappings().first()
    if row is None:
        at = f"（版本 {revision[:8]}）" if revision else ""
        raise NoSuchDocument(f"没有编号为 {doc_id} 的文件{at}。", _LIST)
    return row
