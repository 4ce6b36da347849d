"""Stand-ins that carry meaning, and short ways to make values."""

import zlib
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from corpus.document import Card, Chunk, Status
from index.encoder import Vectors
from index.hit import Hit, Reason


class BigramEncoder:
    """Hashed character bigrams: texts that share characters are near, so the order of results can be asserted."""

    name = "bigrams"
    dimensions = 256

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.encoded.extend(texts)
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for pair in pairwise(text):
                row[zlib.crc32("".join(pair).encode()) % self.dimensions] += 1
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors /= np.where(norms == 0, 1, norms)
        return vectors


def make_card(title: str = "示例市产业促进办法", **fields: object) -> Card:
    values: dict[str, object] = {"doc_id": "d1", "revision": "0" * 64, "source_path": f"{title}.txt", "title": title}
    return Card(**(values | fields))  # type: ignore[arg-type]  # the fields are spelled by the test


def make_hit(text: str, *, rank: int = 1, card: Card | None = None, path: tuple[str, ...] = (), start: int = 0) -> Hit:
    card = card or make_card()
    chunk = Chunk(f"{card.doc_id}.00000000.{rank}", card, path, text, start)
    return Hit(rank, 1 / rank, chunk, Status.IN_FORCE, Reason(dense_rank=rank, lexical_rank=rank))
