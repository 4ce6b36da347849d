"""The steps that carry documents through the catalog and both indexes, so that each is wholly found or not at all."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import numpy as np
from sqlalchemy.exc import DBAPIError

from corpus.errors import StoreError
from corpus.identity.amended import Amendment
from index.batches import batches
from index.catalog import Catalog
from index.corrections.deeds import amendments
from index.corrections.overlay import laid_over
from index.dense import Dense
from index.encoder import Encoder, passage_text
from index.follower import Follower
from index.journal import Entrant, Journal, Note
from index.lexical import Lexical
from index.lock import WriterLock
from index.revising import Reviser, Stale
from index.sources import Source
from index.vectors import Vectors

_REBUILD_AT_ONCE = 2000
_PATIENCE = 30.0
"""Seconds that a process of this home may need to follow what another home has written."""


class Writer:
    """The only way into a store. Only one may be in a session at a time, over all processes."""

    def __init__(
        self, catalog: Catalog, dense: Dense, lexical: Lexical, encoder: Encoder, lock: WriterLock, follower: Follower
    ) -> None:
        writing = lock.bolt.guarded(catalog.engine)
        self.journal = Journal(catalog.engine, writing)
        self.reviser = Reviser(catalog.engine, writing)
        self._catalog = catalog
        self._dense = dense
        self._lexical = lexical
        self._encoder = encoder
        self._lock = lock
        self._follower = follower
        self._amendments: dict[str, Amendment] = {}

    @contextmanager
    def session(self, patience: float = 0.0) -> Iterator[None]:
        """Hold the right to write over many steps.

        Raises StoreError when another process has it and keeps it for `patience` seconds, or when the catalog cannot be written.
        """
        try:
            with self._lock.held(patience):
                self._follower.catch_up(self._catalog.change(), at_once=True)  # first: it may move to other folders
                self._follower.sweep()
                with self._lexical.writing(_PATIENCE):
                    if self._catalog.is_shared:  # another process of this home may have been following until now
                        self._follower.catch_up(self._catalog.change(), at_once=True)
                    self._clear(self.journal.unfinished())
                    self._freshen(self.reviser.stale())
                    self._amendments = self._read_amendments()
                    yield
        except DBAPIError as error:
            raise unwritten(error) from error

    @contextmanager
    def session_if_free(self) -> Iterator[bool]:
        """A session; where another process or thread is in one, nothing is held and False is given."""
        if not self._lock.acquire():
            yield False
            return
        try:
            with self.session():
                yield True
        finally:
            self._lock.release()

    def recover(self) -> None:
        """Clear away what a crash left half done; if another process is writing, that is its work in progress."""
        if self.journal.unfinished() or self.reviser.stale():
            with self.session_if_free():
                pass

    def corrected(self, entrant: Entrant) -> Entrant:
        """The same with what staff have corrected laid over it. Within a session."""
        amendment = self._amendments.get(entrant.document.card.doc_id)
        return laid_over(entrant, amendment) if amendment is not None and entrant.as_read is None else entrant

    def put(self, entrants: Sequence[Entrant]) -> None:
        """Make documents searchable in place of their former revisions. Within a session; doc_ids must differ."""
        entrants = [self.corrected(it) for it in entrants]
        taken = self.journal.taken(it.key for it in entrants)
        # The same bytes may come again, with other metadata beside them or read by a better reader.
        again = [it for it in entrants if taken.get(it.key) == "ready"]
        if again:
            self.revise(again)
        fresh = [it for it in entrants if taken.get(it.key) != "ready"]
        if not fresh:
            return
        # Before anything is written: an encoder that fails, such as an endpoint, then leaves nothing to clear.
        chunks = [chunk for it in fresh for chunk in it.chunks]
        vectors = self._vectors(fresh)
        self.journal.erase(it.key for it in fresh if it.key in taken)
        self.journal.begin(fresh)
        self._dense.upsert([chunk.chunk_id for chunk in chunks], vectors)
        self._lexical.apply(chunks)
        replaced = self.journal.publish(fresh)
        self._follower.wrote()
        self._clear(replaced)

    def revise(self, entrants: Sequence[Entrant], note: Note | None = None) -> None:
        """Write ready revisions anew under their keys. Within a session."""
        vectors = self._vectors(entrants)
        self.reviser.replace(entrants, note)
        self._follower.wrote()
        self._freshen(self.reviser.stale(), _by_id(entrants, vectors))

    def amend(self, before: Entrant, after: Entrant, note: Note) -> None:
        """Write what a ready document is, not what it says, with `note` in the same step. Within a session."""
        old, new = before.document.card, after.document.card
        is_encoded = old.title == new.title
        known = {} if is_encoded else _by_id([after], self._vectors([after]))
        self.reviser.amend(after, note, is_indexed=old.region == new.region, is_encoded=is_encoded)
        self._follower.wrote()
        self._freshen(self.reviser.stale(), known)

    def restore(self, entrant: Entrant, sources: Sequence[Source], note: Note) -> None:
        """Make a former revision searchable again, with `note` in the same step. Within a session."""
        vectors = self._vectors([entrant])
        self.reviser.lift(entrant)
        self._dense.upsert([chunk.chunk_id for chunk in entrant.chunks], vectors)
        self._lexical.apply(entrant.chunks, drop=[entrant.key])
        left = self.reviser.restore(entrant, sources, note)
        self._follower.wrote()
        self._clear(left)

    def withdraw(self, doc_ids: Iterable[str], note: Note | None = None) -> None:
        """Stop documents from being found; their text and originals stay for old citations. Within a session."""
        left = self.journal.withdraw(doc_ids, note)
        self._follower.wrote()
        self._clear(left)

    def fill(self, generation: int, encoder: str) -> None:
        """Fill two empty indexes from the catalog and make them the ones in use. The caller holds the lock, in no session."""
        with self._lexical.writing():
            for chunks in self._catalog.every_chunk(_REBUILD_AT_ONCE):
                encoded = self._encoder.encode_passages([passage_text(chunk) for chunk in chunks])
                self._dense.upsert([chunk.chunk_id for chunk in chunks], encoded)
                if not self._catalog.is_shared:
                    self._lexical.apply(chunks)
            if self._catalog.is_shared:
                self._follower.build()
        self.journal.take_over(generation, encoder)
        self._follower.wrote()

    def _vectors(self, entrants: Sequence[Entrant]) -> Vectors:
        """The vectors of all chunks, shape (chunks, dimensions): those that came with them, and the others."""
        to_encode = [chunk for it in entrants if it.vectors is None for chunk in it.chunks]
        encoded = self._encoder.encode_passages([passage_text(chunk) for chunk in to_encode])
        if len(to_encode) == sum(len(it.chunks) for it in entrants):
            return encoded
        parts: list[Vectors] = []
        at = 0
        for it in entrants:
            if it.vectors is None:
                parts.append(encoded[at : at + len(it.chunks)])
                at += len(it.chunks)
            else:
                parts.append(it.vectors)
        return np.concatenate(parts)

    def _freshen(self, revised: Sequence[Stale], known: Mapping[str, Vectors] | None = None) -> None:
        """Bring both indexes up to revised rows; `known` are vectors by chunk id. May be repeated after a crash."""
        for it in revised:
            chunks = self._catalog.chunks(it.doc_id)
            if not it.is_encoded:
                vectors = [vector for chunk in chunks if (vector := (known or {}).get(chunk.chunk_id)) is not None]
                if len(vectors) == len(chunks):
                    encoded = np.stack(vectors) if vectors else np.zeros((0, 1), dtype=np.float32)
                else:
                    encoded = self._encoder.encode_passages([passage_text(chunk) for chunk in chunks])
                self._dense.upsert([chunk.chunk_id for chunk in chunks], encoded)
                self._dense.delete([f"{it.key}.{at}" for at in range(len(chunks), it.former_chunks)])
            self._lexical.apply(chunks, drop=[it.key])
        if revised:
            self.reviser.freshened(it.key for it in revised)
            self._follower.wrote()

    def _read_amendments(self) -> dict[str, Amendment]:
        with self._catalog.engine.connect() as connection:
            return amendments(connection)

    def _clear(self, keys: Sequence[str]) -> None:
        """Delete revisions from both indexes, then say so in the catalog; may be repeated after a crash."""
        for some in batches(keys):
            self._dense.delete(self.journal.chunk_ids(some))
            self._lexical.apply((), drop=some)
            self.journal.retire(some)
        if keys:
            self._lexical.refresh()


def unwritten(error: DBAPIError) -> StoreError:
    """What to say of a catalog that could not be written."""
    return StoreError(
        f"目录数据库写入失败：{error.orig}。请确认磁盘未满、目录可写，然后重新运行；已写入一半的文件不会被查到。"
    )


def _by_id(entrants: Iterable[Entrant], vectors: Vectors) -> dict[str, Vectors]:
    """Each chunk's vector, of shape (dimensions,), by the chunk's id."""
    return dict(zip((chunk.chunk_id for it in entrants for chunk in it.chunks), vectors, strict=True))
