"""How much a word says, and which words say nearly the same."""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.wording import content_words
from corpus.normalize import fold
from index.encoder import Encoder
from index.synonyms import synonyms

if TYPE_CHECKING:
    from index.store import Store

Shares = NDArray[np.float64]
"""One value of 0 to 1 for each word of a question."""

_BY_TAG = ((("n", "eng", "j", "vn", "i", "l"), 1.0), (("v",), 0.7))
_OTHER_TAGS = 0.5
_SINGLE = 0.5
"""A single character is often half of a word that was cut wrongly."""
_RAREST = 500
"""A word in fewer than one chunk of so many is rare enough; how rare says nothing more."""
_NEAR = 0.45
"""Cosine under which two words have nothing to do with each other (built-in encoder)."""
_SYNONYM = 0.9
_PARAPHRASE = 0.8
"""A paraphrase counts for less than the word itself."""


class Lexicon:
    """Word weights from the index and word likeness from an encoder; holds nothing of a conversation."""

    def __init__(self, store: "Store", encoder: Encoder) -> None:
        self._store = store
        self._encoder = encoder

    def weights(self, words: Sequence[str]) -> NDArray[np.float64]:
        """What each word counts: its rarity in the index, times what its part of speech tells."""
        return np.array([self._rarity(word) * _tells(word) for word in words])

    def _rarity(self, word: str) -> float:
        """Inverse document frequency, at least 0.5; a word that the index lacks counts as rare, not as unique."""
        size = self._store.lexical.size
        frequency = max(self._store.lexical.frequency(word), size / _RAREST, 1)
        return max(0.5, math.log((size + 1) / frequency))

    def likeness(self, words: Sequence[str], others: Sequence[str]) -> NDArray[np.float64]:
        """Cosine of each word to each other one, of shape (len(words), len(others))."""
        if not words or not others:
            return np.zeros((len(words), len(others)))
        return np.asarray(
            self._encoder.encode_queries(words) @ self._encoder.encode_queries(others).T, dtype=np.float64
        )

    def matches(self, words: Sequence[str], text: str) -> Shares:
        """How far `text` expresses each word: 1 in so many letters, less by a synonym or a word of like meaning."""
        return np.asarray(self.matches_each(words, [text])[0])

    def matches_each(self, words: Sequence[str], texts: Sequence[str]) -> NDArray[np.float64]:
        """The same of each text, of shape (len(texts), len(words))."""
        folded = [fold(text) for text in texts]
        matched = literals(words, folded)
        longer = [at for at, word in enumerate(words) if len(word) > 1]
        missing = [at for at in longer if (matched[:, at] < _PARAPHRASE).any()]
        vocabulary: dict[str, int] = {}
        rows = [
            [vocabulary.setdefault(word, len(vocabulary)) for word in content_words(text) if len(word) > 1]
            for text in (folded if missing else ())
        ]
        likeness = paraphrased(self.likeness([words[at] for at in missing], list(vocabulary)))
        for at, row in enumerate(rows):
            if row:
                matched[at, missing] = np.maximum(matched[at, missing], likeness[:, row].max(axis=1))
        return matched


def paraphrased(cosines: NDArray[np.float64]) -> Shares:
    """How far words of so high a cosine to a word express it."""
    return np.asarray(_PARAPHRASE * np.maximum(0.0, (cosines - _NEAR) / (1 - _NEAR)))


def literals(words: Sequence[str], folded: Sequence[str]) -> NDArray[np.float64]:
    """How far each folded text expresses each word by its characters: itself, a synonym of it, or most of its pairs;
    of shape (len(folded), len(words))."""
    return np.array([_literal(word, folded) for word in words], dtype=np.float64).reshape(len(words), len(folded)).T


def _literal(word: str, texts: Sequence[str]) -> list[float]:
    """Pairs, neighbouring characters, catch words that were cut differently."""
    others = synonyms(word)
    pairs = [word[at : at + 2] for at in range(len(word) - 1)] if len(word) > 2 else []
    shares = [_PARAPHRASE * count / len(pairs) for count in range(len(pairs) + 1)] if pairs else [0.0]
    found = []
    for text in texts:
        if word in text:
            found.append(1.0)
        elif others and any(other in text for other in others):
            found.append(_SYNONYM)
        else:
            found.append(shares[sum([pair in text for pair in pairs])])
    return found


@lru_cache(maxsize=50_000)
def _tells(word: str) -> float:
    """Share that a word's part of speech leaves of its weight: names and nouns tell most of what is asked for."""
    import rjieba

    tag = rjieba.tag(word)[0][1]
    by_tag = next((share for tags, share in _BY_TAG if tag.startswith(tags)), _OTHER_TAGS)
    return by_tag * (_SINGLE if len(word) == 1 else 1.0)
