"""Whether catalog, vectors, postings and originals agree, looked at piece by piece, and how they are made to agree again.

The catalog is the truth: what the indexes lack is made from it, what they hold beyond it is deleted. An original cannot be
made; it is fetched again from the file that it came from, if that still has the same bytes.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from corpus.document import Chunk
from corpus.errors import UnreadableFile
from index.batches import batches
from index.encoder import passage_text
from index.schema import chunks, files, revisions
from index.store import Store

_AT_ONCE = 2000
"""Chunks that are encoded and written together."""


@dataclass(frozen=True, slots=True)
class Original:
    """A kept file that is not as it should be."""

    revision: str
    suffix: str
    source_path: str
    is_missing: bool
    """Else its bytes are others than its name says."""


@dataclass(frozen=True, slots=True)
class Differences:
    """Everything in which the parts of a store differ from its catalog; ids in order."""

    chunks: int
    """How many the catalog has."""
    originals: int
    """How many files it names, of all revisions."""
    without_vector: tuple[str, ...]
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
    def none(self) -> bool:
        """Whether everything agrees."""
        return not (self.in_indexes or self.miscounted or self.lost)


def differences(store: Store) -> Differences:
    """Compares every id in both indexes with the catalog, and every original with its SHA-256.

    Raises:
        StoreError: a part of the store cannot be read at all.
    """
    store.follower.catch_up(store.catalog.change(), at_once=True)
    known, miscounted = _chunks_of(store)
    vectors, postings = set(store.dense.chunk_ids()), set(store.lexical.chunk_ids())
    originals = list(_originals(store))
    return Differences(
        chunks=len(known),
        originals=len(originals),
        without_vector=_ordered(known - vectors),
        stray_vectors=_ordered(vectors - known),
        without_postings=_ordered(known - postings),
        stray_postings=_ordered(postings - known),
        unfinished=_ordered([*store.writer.journal.unfinished(), *(it.key for it in store.writer.reviser.stale())]),
        miscounted=miscounted,
        lost=tuple(it for it in originals if _is_lost(store, it)),
    )


def mend(store: Store, found: Differences) -> Differences:
    """Makes the indexes agree with the catalog and fetches originals again; gives what still differs.

    Raises:
        StoreError: another process is writing, or a part of the store cannot be written.
    """
    with store.writer.session():  # which clears what was left on its way
        store.dense.delete(found.stray_vectors)
        store.lexical.discard(found.stray_postings)
        for some in _steps(store, found.without_vector):
            store.dense.upsert(
                [it.chunk_id for it in some], store.encoder.encode_passages(list(map(passage_text, some)))
            )
        for some in _steps(store, found.without_postings):
            store.lexical.apply(some)
        if found.in_indexes:
            store.writer.journal.announce()
    for original in found.lost:
        _fetch(store, original)
    return differences(store)


def _steps(store: Store, chunk_ids: Sequence[str]) -> Iterator[list[Chunk]]:
    for some in batches(chunk_ids, _AT_ONCE):
        yield list(store.catalog.found(some).values())


def _chunks_of(store: Store) -> tuple[set[str], tuple[str, ...]]:
    """Ids of all chunks that can be found, and documents that have more or fewer than they should."""
    query = select(chunks.c.chunk_id, revisions.c.doc_id).join(revisions).where(revisions.c.state == "ready")
    with store.catalog.engine.connect() as connection:
        rows = connection.execute(query).all()
    counted = Counter(doc_id for _, doc_id in rows)
    promised = store.catalog.counts()
    wrong = (doc_id for doc_id, it in promised.items() if counted[doc_id] != it["chunks"])
    return {chunk_id for chunk_id, _ in rows}, _ordered(wrong)


def _originals(store: Store) -> Iterator[Original]:
    """Every file that some revision names, former ones too: an old citation must still open."""
    query = select(revisions.c.revision, revisions.c.suffix, revisions.c.source_path).where(
        revisions.c.suffix.is_not(None), revisions.c.state != "pending"
    )
    with store.catalog.engine.connect() as connection:
        rows = connection.execute(query).all()
    for revision, suffix, source_path in dict.fromkeys((row[0], row[1], row[2]) for row in rows):
        path = store.catalog.originals.path(revision, suffix)
        yield Original(revision, suffix, source_path, is_missing=not path.is_file())


def _is_lost(store: Store, original: Original) -> bool:
    return original.is_missing or _digest(_path(store, original)) != original.revision


def _path(store: Store, original: Original) -> Path:
    return store.catalog.originals.path(original.revision, original.suffix)


def _digest(path: Path) -> str:
    with path.open("rb") as reader:
        return hashlib.file_digest(reader, "sha256").hexdigest()


def _fetch(store: Store, original: Original) -> None:
    """Copies the original anew from whichever known file still has its bytes; leaves it lost where none has."""
    with store.catalog.engine.connect() as connection:
        paths = [Path(it) for it in connection.scalars(select(files.c.path)) if it.lower().endswith(original.suffix)]
    same = (it for it in paths if it.is_file() and _digest(it) == original.revision)
    source = next(same, None)
    if source is None:
        return
    _path(store, original).unlink(missing_ok=True)
    try:
        store.catalog.originals.keep(source, original.revision)
    except UnreadableFile:
        return  # it was changed at this very moment, and counts as lost


def _ordered(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(ids))
