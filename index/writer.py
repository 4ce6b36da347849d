"""The steps that carry documents through the catalog and both indexes, so that each is wholly found or not at all."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from sqlalchemy.exc import DBAPIError

from corpus.errors import StoreError
from index.batches import batches
from index.catalog import Catalog
from index.dense import Dense
from index.encoder import Encoder, passage_text
from index.follower import Follower
from index.journal import Entrant, Journal
from index.lexical import Lexical
from index.lock import WriterLock
from index.vectors import Vectors

_REBUILD_AT_ONCE = 2000


class Writer:
    """The only way into a store. Only one may be in a session at a time, over all processes."""

    def __init__(
        self, catalog: Catalog, dense: Dense, lexical: Lexical, encoder: Encoder, lock: WriterLock, follower: Follower
    ) -> None:
        self.journal = Journal(catalog.engine)
        self._catalog = catalog
        self._dense = dense
        self._lexical = lexical
        self._encoder = encoder
        self._lock = lock
        self._follower = follower

    @contextmanager
    def session(self) -> Iterator[None]:
        """Hold the right to write over many steps.

        Raises StoreError when another process has it, or when the catalog cannot be written.
        """
        try:
            with self._lock.held(), self._lexical.writing():
                self._follower.catch_up(self._catalog.change(), at_once=True)
                self._clear(self.journal.unfinished())
                yield
        except DBAPIError as error:
            raise StoreError(
                f"目录数据库写入失败：{error.orig}。请确认磁盘未满、目录可写，然后重新运行；已写入一半的文件不会被查到。"
            ) from error

    def recover(self) -> None:
        """Clear away what a crash left half done; if another process is writing, that is its work in progress."""
        if not self.journal.unfinished() or not self._lock.acquire():
            return
        try:
            with self.session():
                pass
        finally:
            self._lock.release()

    def put(self, entrants: Sequence[Entrant]) -> None:
        """Make documents searchable in place of their former revisions. Within a session; doc_ids must differ."""
        # Before anything is written: an encoder that fails, such as an endpoint, then leaves nothing to clear.
        chunks = [chunk for it in entrants for chunk in it.chunks]
        vectors = self._vectors(entrants)
        self._make_room(entrants)
        self.journal.begin(entrants)
        self._dense.upsert([chunk.chunk_id for chunk in chunks], vectors)
        self._lexical.apply(chunks)
        replaced = self.journal.publish(entrants)
        self._follower.wrote()
        self._clear(replaced)

    def withdraw(self, doc_ids: Iterable[str]) -> None:
        """Stop documents from being found; their text and originals stay for old citations. Within a session."""
        left = self.journal.withdraw(doc_ids)
        self._follower.wrote()
        self._clear(left)

    def rebuild(self, *, vectors: bool) -> None:
        """Fill the empty inverted index from the catalog, with `vectors` the vector index too. Within a session."""
        for chunks in self._catalog.every_chunk(_REBUILD_AT_ONCE):
            if vectors:
                encoded = self._encoder.encode_passages([passage_text(chunk) for chunk in chunks])
                self._dense.upsert([chunk.chunk_id for chunk in chunks], encoded)
            self._lexical.apply(chunks)
        self.journal.announce()
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

    def _make_room(self, entrants: Sequence[Entrant]) -> None:
        """The same bytes may come again, with other metadata beside them or read by a better reader."""
        taken = set(self.journal.taken(it.key for it in entrants))
        if taken:
            self._clear(self.journal.withdraw(it.document.card.doc_id for it in entrants if it.key in taken))
            self.journal.erase(taken)

    def _clear(self, keys: Sequence[str]) -> None:
        """Delete revisions from both indexes, then say so in the catalog; may be repeated after a crash."""
        for some in batches(keys):
            self._dense.delete(self.journal.chunk_ids(some))
            self._lexical.apply((), drop=some)
            self.journal.retire(some)
        if keys:
            self._lexical.refresh()
