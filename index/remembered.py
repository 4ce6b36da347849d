"""An encoder that remembers what it encoded: words and sentences come up again for every question."""

from collections.abc import Callable, Sequence

import numpy as np

from index.encoder import Encoder
from index.vectors import Vectors


class RememberedEncoder:
    """Gives what `encoder` gives; encodes what it does not remember in one call."""

    def __init__(self, encoder: Encoder, most: int = 20_000) -> None:
        """`most`: vectors that are remembered each of queries and of passages."""
        self._encoder = encoder
        self._queries = _Memory(encoder.encode_queries, most)
        self._passages = _Memory(encoder.encode_passages, most)

    @property
    def name(self) -> str:
        """As of the encoder."""
        return self._encoder.name

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self._encoder.dimensions

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions), L2-normalised, of what a user typed."""
        return self._queries.of(texts) if texts else self._encoder.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions), L2-normalised, of stored text."""
        return self._passages.of(texts) if texts else self._encoder.encode_passages(texts)


class _Memory:
    """Vectors by text; all are forgotten when there are too many, which no lock has to guard."""

    def __init__(self, encode: Callable[[Sequence[str]], Vectors], most: int) -> None:
        self._encode = encode
        self._most = most
        self._known: dict[str, Vectors] = {}

    def of(self, texts: Sequence[str]) -> Vectors:
        known = self._known
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        if len(known) + len(missing) > self._most:
            self._known = known = {}  # another thread goes on with those that it has in hand
            missing = list(dict.fromkeys(texts))
        if missing:
            known.update(zip(missing, self._encode(missing), strict=True))
        return np.array([known[text] for text in texts])
