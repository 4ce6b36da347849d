"""Vectors by chunk id, in Chroma, in a folder or at a server: outside of `index.chroma` nobody else knows Chroma.

Chroma embedded is made for one process. A process that only reads sees what was there when it first looked, and may
itself write at that moment: it brings the vectors on disk up to date with Chroma's log. So that several processes can
share the folder, first looks and writes go through a gate that lets one in at a time, and a reader opens the folder
anew (`reopen`) when the catalog says that another process has written. What is in use meanwhile stays usable.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import numpy as np

from corpus.errors import VectorsAway, VectorsGone
from index.batches import batches
from index.catalog import Catalog
from index.chroma.folder import VectorsFolder
from index.chroma.place import Place, View
from index.chroma.server import Server, VectorsServer
from index.elsewhere import Elsewhere
from index.encoder import Vectors
from index.generation import Generation, in_use

Ranked = list[tuple[str, float]]
"""Chunk ids with their score, best first."""

_AT_ONCE = 500
"""Written in one call: for these tenths of a second Chroma lets no other thread of Python run, and no process open."""
_LISTED = 50_000
"""Ids in one call."""


@dataclass(frozen=True, slots=True)
class Subset:
    """Some of the vectors, to be compared one by one: Chroma is slow where a filter lets little through."""

    chunk_ids: tuple[str, ...]
    vectors: Vectors
    """Of shape (len(chunk_ids), dimensions)."""

    def query(self, vector: Vectors, count: int) -> Ranked:
        """The `count` chunks nearest to `vector` of shape (dimensions,) by cosine, exactly."""
        if not self.chunk_ids:
            return []
        # Not `@`: its library wakes a thread for every core, and on busy cores they wait for each other, 12 ms for 0.4.
        scores = np.vecdot(self.vectors, vector)
        near = np.argpartition(-scores, count)[:count] if count < len(scores) else np.arange(len(scores))
        order = near[np.lexsort((near, -scores[near]))]
        return [(self.chunk_ids[at], float(scores[at])) for at in order]


class Dense:
    """The vectors of all chunks. Safe to query from many threads.

    Everything here raises VectorsAway where they are at a server that does not answer now.
    """

    def __init__(self, place_of: Callable[[Generation], Place], at: Generation) -> None:
        """Open the vectors of the generation `at`, made if there are none yet.

        Raises StoreError if they are damaged. A server may be away: then they are opened when they are next asked for.
        """
        self._place_of = place_of
        self._place = place_of(at)
        self._opening = threading.Lock()
        self._view: View | None = None
        with suppress(VectorsAway), self._place.plainly("打开"):
            self._look()

    @property
    def size(self) -> int:
        """How many vectors there are."""
        with self._asked("读取"):
            return self._look().collection.count()

    def chunk_ids(self) -> list[str]:
        """Every id that has a vector."""
        ids = list[str]()
        with self._asked("读取"):
            all_of = self._look().patient
            for at in range(0, all_of.count(), _LISTED):
                ids += all_of.get(limit=_LISTED, offset=at, include=[])["ids"]
        return ids

    def upsert(self, chunk_ids: Sequence[str], vectors: Vectors) -> None:
        """Write vectors of shape (len(chunk_ids), dimensions), L2-normalised."""
        for at in range(0, len(chunk_ids), _AT_ONCE):
            some = list(chunk_ids[at : at + _AT_ONCE])
            with self._asked("写入"), self._place.alone():
                self._look().patient.upsert(
                    ids=some,
                    embeddings=vectors[at : at + _AT_ONCE],
                    metadatas=[{"revision": it.rpartition(".")[0]} for it in some],
                )

    def delete(self, chunk_ids: Sequence[str]) -> None:
        """Delete vectors; ids that are not there are passed over."""
        for some in batches(chunk_ids, _AT_ONCE):
            with self._asked("写入"), self._place.alone():
                self._look().patient.delete(ids=some)

    def query(self, vector: Vectors, count: int) -> Ranked:
        """The `count` chunks nearest to `vector` of shape (dimensions,) by cosine."""
        from chromadb.errors import InternalError

        with self._asked("读取"):
            try:
                return self._nearest(vector, count)
            except InternalError as error:
                if "Nothing found on disk" not in str(error):
                    raise
            self.reopen()  # waits while the very first vectors are being written, here or by another process
            return self._nearest(vector, count)

    def subset(self, chunk_ids: Sequence[str]) -> "Subset":
        """The vectors of these chunks alone, in memory. Raises KeyError when one of them is not there."""
        from chromadb.errors import InternalError

        ids: list[str] = []
        parts: list[Vectors] = []
        with self._asked("读取"):
            view = self._look()
            for some in batches(chunk_ids, _AT_ONCE):
                try:
                    found = view.collection.get(ids=some, include=["embeddings"])
                except InternalError as error:
                    if "finding id" in str(error):
                        raise KeyError("a chunk that this process has not seen yet") from error
                    raise
                ids += found["ids"]
                parts.append(np.asarray(found["embeddings"], dtype=np.float32))
        if len(ids) != len(chunk_ids):
            raise KeyError("a chunk that this process has not seen yet")
        return Subset(tuple(ids), np.concatenate(parts) if parts else np.zeros((0, 1), dtype=np.float32))

    def _nearest(self, vector: Vectors, count: int) -> Ranked:
        view = self._look()  # stays open while it is used here, whoever reopens
        found = view.collection.query(query_embeddings=vector.reshape(1, -1), n_results=count, include=["distances"])
        distances = (found["distances"] or [[]])[0]
        return [(chunk_id, 1.0 - distance) for chunk_id, distance in zip(found["ids"][0], distances, strict=True)]

    def reopen(self) -> None:
        """See what other processes have written since. Raises StoreError if that cannot be read; what was seen stays so."""
        if (view := self._view) is not None:
            with self._place.plainly("打开"):
                self._view = self._place.again(view)

    def move(self, at: Generation) -> None:
        """Go on with the vectors of another generation. Raises StoreError as `reopen` does."""
        place = self._place_of(at)
        view: View | None = None
        with suppress(VectorsAway), place.plainly("打开"):
            view = place.opened()
        self._place, self._view = place, view

    def sweep(self) -> None:
        """Delete what a server still has of other generations. Only with the writer's lock."""
        self._place.sweep()

    def close(self) -> None:
        """Let go of the files."""
        if self._view is not None:
            self._view.close()

    @contextmanager
    def _asked(self, doing: str) -> Iterator[None]:
        place = self._place
        try:
            with place.plainly(doing):
                yield
        except VectorsGone:
            self._view = None  # another collection may bear the name when it is next looked at
            raise

    def _look(self) -> View:
        view = self._view
        if view is None:
            with self._opening:
                view = self._view = self._view or self._place.opened()
        return view


def vectors_at(elsewhere: Elsewhere, catalog: Catalog) -> Callable[[Generation], Place]:
    """Where the vectors of each generation are: in the home, or at the server that is named."""

    def place_of(at: Generation) -> Place:
        if elsewhere.vectors is None:
            return VectorsFolder(at.vectors)
        server = Server(elsewhere.vectors, elsewhere.vectors_token)
        return VectorsServer(
            server, catalog.engine, at.number, lambda: in_use(at.home, catalog) != at or not catalog.size()
        )

    return place_of
