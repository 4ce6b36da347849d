"""What is measured of a passage that was found, and how much each measure counts.

Ranks alone cannot tell a question whose words decide (a name, a number, a term that one passage has) from one that only
the meaning answers. Scores can: where the best BM25 score stands far above the rest, the words decide.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.authority import Authority

FEATURES = ("meaning", "words", "decided meaning", "decided words", "law", "court", "decree")
"""The columns of `measure`. Meaning and words: standard deviations above the ranking's mean. Decided: the same times how
far the words decide, 0 to 1. Law, court and decree: 1 where the passage is from such a rule and the question asks for law."""

WEIGHTS = np.array([0.85, 0.15, -0.55, 0.55, 2.0, 1.3, 1.1])
"""Fitted by `evals.fusion`."""

_COMPARED = 100
"""Scores that mean and deviation are taken over: the first of each ranking."""
_STANDS_OUT = (3.5, 7.0)
"""Standard deviations of the best BM25 score above the mean at which words begin to decide, and wholly do."""
_BINDING = (Authority.LAW, Authority.COURT, Authority.DECREE)


@dataclass(frozen=True, slots=True)
class Ranking:
    """The scores of one way to search, with what a chunk counts that it did not find."""

    above: Mapping[str, float]
    """By chunk id, standard deviations above the mean of the first."""
    absent: float

    def of(self, chunk_id: str) -> float:
        """How far the chunk stands above the mean."""
        return self.above.get(chunk_id, self.absent)


def ranking(found: Sequence[tuple[str, float]], *, complete: bool) -> Ranking:
    """Of (chunk id, score), best first. `complete`: what is not in it scores nothing; otherwise, no more than its last."""
    scores = [score for _, score in found[:_COMPARED]]
    if complete:
        scores += [0.0] * (_COMPARED - len(scores))
    if not scores or min(scores) == max(scores):
        return Ranking({}, 0.0)
    mean, deviation = float(np.mean(scores)), float(np.std(scores))
    last = 0.0 if complete else found[-1][1]
    return Ranking({it: (score - mean) / deviation for it, score in found}, (last - mean) / deviation)


def measure(
    chunk_ids: Sequence[str], by_meaning: Ranking, by_words: Ranking, authorities: Mapping[str, Authority]
) -> NDArray[np.float64]:
    """The features of each chunk, shape (len(chunk_ids), len(FEATURES)); `authorities` is empty unless law is asked for."""
    decided = _decided(max(by_words.above.values(), default=0.0))
    made = []
    for it in chunk_ids:
        meaning, words = by_meaning.of(it), by_words.of(it)
        binds = [float(authorities.get(it) is kind) for kind in _BINDING]
        made.append([meaning, words, decided * meaning, decided * words, *binds])
    return np.array(made, dtype=np.float64).reshape(len(chunk_ids), len(FEATURES))


def _decided(best: float) -> float:
    weak, strong = _STANDS_OUT
    return min(1.0, max(0.0, (best - weak) / (strong - weak)))
