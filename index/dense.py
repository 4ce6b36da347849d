"""Vectors by chunk id, in Chroma: the only module that knows Chroma.

Chroma embedded is made for one process. A process that only reads sees what was there when it first looked, and may
itself write at that moment: it brings the vectors on disk up to date with Chroma's log. So that several processes can
share the folder, first looks and writes go through a gate that lets one in at a time, and a reader opens the folder
anew (`reopen`) when the catalog says that another process has written. What is in use meanwhile stays usable.
"""

import shutil
import weakref
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corpus.errors import StoreError
from index.batches import batches
from index.encoder import Vectors
from index.generation import held
from index.lock import Gate

if TYPE_CHECKING:
    from chromadb import Collection

Ranked = list[tuple[str, float]]
"""Chunk ids with their score, best first."""

_COLLECTION = "passages"
_AT_ONCE = 500
"""Written in one call: for these tenths of a second Chroma lets no other thread of Python run, and no process open."""
_LISTED = 50_000
"""Ids in one call."""

_BREADTH, _SEARCH_BREADTH = 80, 300
"""Of the graph, when it is built and when it is searched. On 36,822 articles, against Chroma's 100 and 100: a seventh less
time to build it, 0.97 instead of 0.91 of the nearest 125 found, 2.7 ms instead of 2.1."""


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
    """The vectors of all chunks. Safe to query from many threads."""

    _spoiled = 0
    """Openings that have failed in this process."""

    def __init__(self, folder: Path) -> None:
        """Open the vectors under `folder`, made if it is not there. Raises StoreError if they are damaged."""
        self._folder = folder
        self._gate = Gate(folder.with_name("chroma.lock"))
        self._opened = 0
        self._view = self._open()

    @staticmethod
    def erase(folder: Path) -> None:
        """Delete the folder, whatever state it is in, to make room for new vectors."""
        if folder.exists():
            shutil.rmtree(folder)

    @property
    def size(self) -> int:
        """How many vectors there are."""
        return self._view.collection.count()

    def chunk_ids(self) -> list[str]:
        """Every id that has a vector."""
        view, ids = self._view, list[str]()
        with self._plainly("读取"):
            for at in range(0, view.collection.count(), _LISTED):
                ids += view.collection.get(limit=_LISTED, offset=at, include=[])["ids"]
        return ids

    def upsert(self, chunk_ids: Sequence[str], vectors: Vectors) -> None:
        """Write vectors of shape (len(chunk_ids), dimensions), L2-normalised."""
        for at in range(0, len(chunk_ids), _AT_ONCE):
            some = list(chunk_ids[at : at + _AT_ONCE])
            with self._plainly("写入"), self._gate.closed():
                self._view.collection.upsert(
                    ids=some,
                    embeddings=vectors[at : at + _AT_ONCE],
                    metadatas=[{"revision": it.rpartition(".")[0]} for it in some],
                )

    def delete(self, chunk_ids: Sequence[str]) -> None:
        """Delete vectors; ids that are not there are passed over."""
        for some in batches(chunk_ids, _AT_ONCE):
            with self._plainly("写入"), self._gate.closed():
                self._view.collection.delete(ids=some)

    def query(self, vector: Vectors, count: int) -> Ranked:
        """The `count` chunks nearest to `vector` of shape (dimensions,) by cosine."""
        from chromadb.errors import InternalError

        with self._plainly("读取"):
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

        view = self._view
        ids: list[str] = []
        parts: list[Vectors] = []
        with self._plainly("读取"):
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
        view = self._view  # stays open while it is used here, whoever reopens
        found = view.collection.query(query_embeddings=vector.reshape(1, -1), n_results=count, include=["distances"])
        distances = (found["distances"] or [[]])[0]
        return [(chunk_id, 1.0 - distance) for chunk_id, distance in zip(found["ids"][0], distances, strict=True)]

    def reopen(self) -> None:
        """See what other processes have written since. Raises StoreError if that cannot be read; what was seen stays so."""
        self._view = self._open()

    def move(self, folder: Path) -> None:
        """Go on with the vectors in another folder beside this one. Raises StoreError as `reopen` does."""
        former, self._folder = self._folder, folder
        try:
            self._view = self._open()
        except StoreError:
            self._folder = former
            raise

    def close(self) -> None:
        """Let go of the files."""
        self._view.close()

    def _open(self) -> "_View":
        # Chroma keeps one system for each spelling of a path, for as long as it is used anywhere in the process; a new
        # spelling gets a new one, that reads the folder afresh. A folder that could not be opened stays so under its spelling.
        spelling = str(self._folder) + "/." * ((self._opened + Dense._spoiled) % 100)
        self._opened += 1
        with self._plainly("打开"):
            self._folder.mkdir(parents=True, exist_ok=True)
        with self._plainly("打开"), self._gate.closed():
            try:
                return _View(spelling)
            except BaseException:
                Dense._spoiled += 1
                raise

    @contextmanager
    def _plainly(self, doing: str) -> Iterator[None]:
        """Turn Chroma's errors into ours."""
        from chromadb.errors import ChromaError

        try:
            yield
        except (ChromaError, OSError) as error:
            raise StoreError(
                f"向量索引 {self._folder} 无法{doing}：{error}。请确认目录可写、磁盘未满；"
                "若索引已损坏，运行 wence reindex 从目录数据库重建（不会重读文件）。"
            ) from error


class _View:
    """Chroma's folder as one process saw it when it opened it."""

    def __init__(self, path: str) -> None:
        import chromadb  # 0.6 s
        from chromadb.config import Settings

        holding = ExitStack()
        holding.enter_context(held(Path(path)))
        self.close = weakref.finalize(self, holding.close)
        client = chromadb.PersistentClient(path, settings=Settings(anonymized_telemetry=False))
        # The client has close(), its declared type does not.
        holding.callback(client.close)  # type: ignore[attr-defined]
        self.collection: Collection = client.get_or_create_collection(
            # Vectors are of length one, so the inner product is the cosine, without the cost of normalising again.
            _COLLECTION,
            embedding_function=None,
            configuration={"hnsw": {"space": "ip", "ef_construction": _BREADTH, "ef_search": _SEARCH_BREADTH}},
        )
        self.collection.count()  # the first look, which brings the vectors up to date with the log
