"""Vectors by chunk id, in Chroma: the only module that knows Chroma."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.batches import batches
from index.encoder import Vectors

if TYPE_CHECKING:
    from chromadb import Collection

Ranked = list[tuple[str, float]]
"""Chunk ids with their score, best first."""

_COLLECTION = "passages"
_AT_ONCE = 5000
"""Chroma takes at most 5,461 rows in one call."""


class Dense:
    """The vectors of all chunks. Safe to query from many threads."""

    def __init__(self, folder: Path) -> None:
        """Open the vectors under `folder`, made if it is not there."""
        self._folder = folder
        self._open()

    def _open(self) -> None:
        import chromadb  # 0.6 s
        from chromadb.config import Settings

        self._client = chromadb.PersistentClient(str(self._folder), settings=Settings(anonymized_telemetry=False))
        self._collection: Collection = self._client.get_or_create_collection(
            # Vectors are of length one, so the inner product is the cosine, without the cost of normalising again.
            _COLLECTION,
            embedding_function=None,
            configuration={"hnsw": {"space": "ip"}},
        )

    @property
    def size(self) -> int:
        """How many vectors there are."""
        return self._collection.count()

    def upsert(self, chunk_ids: Sequence[str], vectors: Vectors) -> None:
        """Write vectors of shape (len(chunk_ids), dimensions), L2-normalised."""
        for at in range(0, len(chunk_ids), _AT_ONCE):
            some = list(chunk_ids[at : at + _AT_ONCE])
            self._collection.upsert(
                ids=some,
                embeddings=vectors[at : at + _AT_ONCE],
                metadatas=[{"revision": it.rpartition(".")[0]} for it in some],
            )

    def delete(self, chunk_ids: Sequence[str]) -> None:
        """Delete vectors; ids that are not there are passed over."""
        for some in batches(chunk_ids, _AT_ONCE):
            self._collection.delete(ids=some)

    def query(self, vector: Vectors, count: int, among: Sequence[str] | None = None) -> Ranked:
        """The chunks nearest to `vector` of shape (dimensions,) by cosine; `among` limits the search to these ids."""
        if among is not None and not among:
            return []
        found = self._collection.query(
            query_embeddings=vector.reshape(1, -1),
            n_results=count,
            ids=list(among) if among is not None else None,
            include=["distances"],
        )
        distances = (found["distances"] or [[]])[0]
        return [(chunk_id, 1.0 - distance) for chunk_id, distance in zip(found["ids"][0], distances, strict=True)]

    def refresh(self) -> None:
        """See what another process has written."""

    def clear(self) -> None:
        """Delete every vector, to make room for those of another encoder."""
        self._client.delete_collection(_COLLECTION)
        self._open()

    def close(self) -> None:
        """Let go of the files."""
        # The client has it, its declared type does not.
        self._client.close()  # type: ignore[attr-defined]
