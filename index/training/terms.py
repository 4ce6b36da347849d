"""Texts as arrays of rows, and which terms the encoder knows."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.tokens import encoder_terms
from index.vectors import Vectors

Rows = NDArray[np.int32]
"""One text as the rows of its terms."""

UNKNOWN = "[UNK]"
"""Row 0 of every model: what the model's tokenizer makes of a term outside the vocabulary. Its vector is zero."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The terms that get a vector."""

    terms: tuple[str, ...]
    """UNKNOWN, then the most frequent first; a term's place is its row."""
    rarity: Vectors
    """Inverse document frequency of each term, 0 (in every text) to 1 (in one only); 0 for UNKNOWN."""


def cut(texts: Iterable[str], size: int) -> tuple[Vocabulary, dict[str, Rows]]:
    """The `size - 1` terms that are in most of the distinct `texts`, in two at least, and each text as its rows."""
    numbers: dict[str, int] = {}  # 150,000 texts as lists of strings would not fit into memory
    numbered: dict[str, Rows] = {}
    for text in texts:
        if text not in numbered:
            found = [numbers.setdefault(term, len(numbers)) for term in encoder_terms(text)]
            numbered[text] = np.asarray(found, dtype=np.int32)
    frequency = np.zeros(len(numbers), dtype=np.int64)
    for each in numbered.values():
        frequency[np.unique(each)] += 1
    order = np.argsort(-frequency, kind="stable")[: size - 1]
    order = order[frequency[order] >= 2]

    row_of = np.zeros(len(numbers), dtype=np.int32)
    row_of[order] = np.arange(1, len(order) + 1)
    known = list(numbers)
    vocabulary = Vocabulary((UNKNOWN, *(known[number] for number in order)), _rarity(frequency[order], len(numbered)))
    return vocabulary, {text: row_of[each][row_of[each] > 0] for text, each in numbered.items()}


def _rarity(frequency: NDArray[np.int64], texts: int) -> Vectors:
    rarity = np.log((texts + 1) / (frequency + 1)) / np.log(texts + 1)
    return np.concatenate([[0], rarity]).astype(np.float32)
