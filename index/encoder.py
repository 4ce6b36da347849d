"""Turning text into vectors."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Anything that maps texts to unit vectors."""

    @property
    def name(self) -> str:
        """Identifies what built an index; two encoders with one name must give the same vectors."""

    @property
    def dimensions(self) -> int:
        """Length of a vector."""

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions), L2-normalised, of what a user typed."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions), L2-normalised, of stored text."""
