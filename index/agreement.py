"""Whether catalog, vectors, postings and originals agree, looked at piece by piece, and how they are made to agree again.

The catalog is the truth: what the indexes lack is made from it, what they hold beyond it is deleted. An original cannot be
made; it is fetched again from the file that it came from, if that still has the same bytes.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from corpus.document import Chunk
from corpus.errors import StoreError, UnreadableFile
from index.batches import batches
from index.catalog import Catalog
from index.encoder import passage_text
from index.generation import marked
from index.originals import digest_of
from index.schema import chunks, files, revisions
from index.vector_check import spoiled_vectors

if TYPE_CHECKING:
    from index.store import Store

_log = logging.getLogger(__name__)

_BY_ITSELF = 2000
"""Chunks that are encoded without being asked for: seconds on a processor, cents at an endpoint."""
_AT_ONCE = 2000
"""Chunks that are encoded and written together."""


@dataclass(frozen=True, slots=True)
class Original:
    """A kept file, or one that should be kept."""

    revision: str
    suffix: str
    source_path: str
    is_missing: bool
    is_whole: bool
    """Else it is missing, or its bytes are others than its name says."""


@dataclass(frozen=True, slots=True)
class Differences:
    """Everything in which the parts of a store differ from its catalog; ids in order."""

    chunks: int
    """How many the catalog has."""
    originals: int
    """How many files it names, of all revisions."""
    without_vector: tuple[str, ...]
    spoiled_vectors: tuple[str, ...]
    """Chunks whose vector cannot be read, or is another than the encoder makes: the folder of the vectors is damaged."""
    stray_vectors: tuple[str, ...]
    without_postings: tuple[str, ...]
    stray_postings: tuple[str, ...]
    unfinished: tuple[str, ...]
    """Keys of revisions that were left on their way in or out, or whose entries in the indexes are older than they."""
    miscounted: tuple[str, ...]
    """Documents whose number of chunks is another than their card says: the catalog itself is damaged."""
    lost: tuple[Original, ...]

    @property
    def in_indexes(self) -> bool:
        """Whether an index differs, which can be mended from the catalog alone."""
        parts = (self.without_vector, self.stray_vectors, self.without_postings, self.stray_postings, self.unfinished)
        return any(parts)

    @property
    def lacking(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Chunks without a vector, and without postings."""
        return self.without_vector, self.without_postings

    @property
    def none(self) -> bool:
        """Whether everything agrees."""
        return not (self.in_indexes or self.spoiled_vectors or self.miscounted or self.lost)


def settle(store: "Store") -> None:
    """Makes indexes agree that something left apart, such as a catalog that was put back from a backup.

    Only numbers are compared, so that opening a store stays quick; where they differ, every id is. Raises StoreError where
    more vectors are missing than are made without being asked for.
    """
    if _tally(store):
        return
    with store.writer.session_if_free() as is_alone:
        if not is_alone or _tally(store):
            return  # what differs is another's work in progress, or was
        found = _differences(store, ())
        if len(found.without_vector) > _BY_ITSELF:
            raise StoreError(
                f"{store.home} 的向量索引缺 {len(found.without_vector)} 段（目录共 {found.chunks} 段）。"
                "请运行 wence reindex 从目录数据库重建（不会重读文件）。"
            )
        if found.in_indexes:
            _log.warning("索引与目录不一致，正按目录修复：%s 段缺向量，%s 段缺词项", *map(len, found.lacking))
            _mend_indexes(store, found)
        store.follower.wrote()


def _tally(store: "Store") -> bool:
    """Whether both indexes have as many chunks as the catalog, and were not written at a later change than it knows."""
    if store.dense.size != (postings := store.lexical.size) or marked(store.home) > store.catalog.change():
        return False
    if postings == store.catalog.size():
        return True
    # What each document says of its chunks may be wrong, which no index can mend.
    query = select(func.count()).select_from(chunks.join(revisions)).where(revisions.c.state == "ready")
    with store.catalog.engine.connect() as connection:
        return bool(connection.scalar(query) == postings)


def differences(store: "Store") -> Differences:
    """Compares every id in both indexes with the catalog, every vector's length and every original's SHA-256.

    Raises:
        StoreError: a part of the store cannot be read at all.
    """
    store.follower.catch_up(store.catalog.change(), at_once=True)
    return _differences(store, list(_originals(store)), is_deep=True)


def _differences(store: "Store", originals: "Sequence[Original]", *, is_deep: bool = False) -> Differences:
    known, miscounted = _chunks_of(store)
    vectors, postings = set(store.dense.chunk_ids()), set(store.lexical.chunk_ids())
    return Differences(
        chunks=len(known),
        originals=len(originals),
        without_vector=_ordered(known - vectors),
        spoiled_vectors=_ordered(spoiled_vectors(store, sorted(known & vectors)) if is_deep else ()),
        stray_vectors=_ordered(vectors - known),
        without_postings=_ordered(known - postings),
        stray_postings=_ordered(postings - known),
        unfinished=_ordered([*store.writer.journal.unfinished(), *(it.key for it in store.writer.reviser.stale())]),
        miscounted=miscounted,
        lost=tuple(it for it in originals if not it.is_whole),
    )


def mend(store: "Store", found: Differences) -> Differences:
    """Makes the indexes agree with the catalog and fetches originals again; gives what still differs.

    Raises:
        StoreError: another process is writing, or a part of the store cannot be written.
    """
    with store.writer.session():  # which clears what was left on its way
        _mend_indexes(store, found)
    for original in found.lost:
        _fetch(store, original)
    return differences(store)


def _mend_indexes(store: "Store", found: Differences) -> None:
    store.dense.delete(found.stray_vectors)
    store.lexical.discard(found.stray_postings)
    for some in _steps(store, found.without_vector):
        store.dense.upsert([it.chunk_id for it in some], store.encoder.encode_passages(list(map(passage_text, some))))
    for some in _steps(store, found.without_postings):
        store.lexical.apply(some)
    if found.in_indexes:
        store.writer.journal.announce()


def _steps(store: "Store", chunk_ids: Sequence[str]) -> Iterator[list[Chunk]]:
    for some in batches(chunk_ids, _AT_ONCE):
        yield list(store.catalog.found(some).values())


def _chunks_of(store: "Store") -> tuple[set[str], tuple[str, ...]]:
    """Ids of all chunks that can be found, and documents that have more or fewer than they should."""
    query = select(chunks.c.chunk_id, revisions.c.doc_id).join(revisions).where(revisions.c.state == "ready")
    with store.catalog.engine.connect() as connection:
        rows = connection.execute(query).all()
    counted = Counter(doc_id for _, doc_id in rows)
    promised = store.catalog.counts()
    wrong = (doc_id for doc_id, it in promised.items() if counted[doc_id] != it["chunks"])
    return {chunk_id for chunk_id, _ in rows}, _ordered(wrong)


def unnamed(catalog: Catalog) -> int:
    """How many originals of the catalog have no file of their name; a look at the names alone. Raises StoreError."""
    query = select(revisions.c.revision).where(revisions.c.suffix.is_not(None), revisions.c.state != "pending")
    with catalog.engine.connect() as connection:
        named = set(connection.scalars(query))
    return len(named - {revision for revision, _ in catalog.originals.names()})


def _originals(store: "Store") -> Iterator[Original]:
    """Every file that some revision names, former ones too: an old citation must still open."""
    query = select(revisions.c.revision, revisions.c.suffix, revisions.c.source_path).where(
        revisions.c.suffix.is_not(None), revisions.c.state != "pending"
    )
    with store.catalog.engine.connect() as connection:
        rows = connection.execute(query).all()
    for revision, suffix, source_path in dict.fromkeys((row[0], row[1], row[2]) for row in rows):
        found = store.catalog.originals.digest(revision, suffix)
        yield Original(revision, suffix, source_path, is_missing=found is None, is_whole=found == revision)


def _fetch(store: "Store", original: Original) -> None:
    """Copies the original anew from whichever known file still has its bytes; leaves it lost where none has."""
    with store.catalog.engine.connect() as connection:
        paths = [Path(it) for it in connection.scalars(select(files.c.path)) if it.lower().endswith(original.suffix)]
    same = (it for it in paths if it.is_file() and digest_of(it) == original.revision)
    source = next(same, None)
    if source is None:
        return
    store.catalog.originals.forget(original.revision, original.suffix)
    try:
        store.catalog.originals.keep(source, original.revision)
    except UnreadableFile:
        return  # it was changed at this very moment, and counts as lost


def _ordered(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(ids))
