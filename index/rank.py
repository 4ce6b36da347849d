"""What is measured of a passage that was found, and how much each measure counts.

Ranks alone cannot tell a question whose words decide (a name, a number, a term that one passage has) from one that only
the meaning answers. Scores can: where the best BM25 score stands far above the rest, the words decide.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.authority import Authority
from index.lexical import Look

FEATURES = (
    "meaning",
    "words",
    "first by words",
    "covered",
    "decided meaning",
    "decided words",
    "law",
    "court",
    "decree",
)
"""The columns of `measure`.

Meaning and words: standard deviations above the ranking's mean. First by words: 1 for the first by BM25, falling with the
rank. Covered: share of the question's words, by rarity, in the passage or its heading. Decided: meaning and words times
how far the words decide, 0 to 1. Law, court, decree: 1 where the passage is from such a rule and the question is of law.
"""

WEIGHTS = np.array([0.86, -0.15, 2.2, 4.0, -0.34, 0.64, 3.5, 2.6, 2.25])
"""In the order of FEATURES, fitted by `evals.fusion`. The last three are 0.7 of what was fitted: among the questions that
it was fitted on, none is answered by a local rule. That costs less than 0.01 there."""

EVEN = 4.0
"""What log-odds are divided by to give a hit's score, so that the tenth hit of a plain question still has most of the
score of the first: `assistant.features` weighs sentences of both."""

_COMPARED = 100
"""Scores that mean and deviation are taken over: the first of each ranking."""
_STANDS_OUT = (3.5, 7.0)
"""Standard deviations of the best BM25 score above the mean at which words begin to decide, and wholly do."""
_ALIKE = 0.01
"""The least deviation of cosines below their mean: among hundreds of passages of one wording, whose cosines differ in the
fourth digit, one that is not among the nearest would be 20 deviations below, and no name could make up for that. Questions
on real collections have 0.013 and more."""
_FIRST_FEW = 5
"""Rank at which being first by words counts half."""
_BINDING = (Authority.LAW, Authority.COURT, Authority.DECREE)
_UNSEEN = Look(0.0, Authority.OTHER)


@dataclass(frozen=True, slots=True)
class Ranking:
    """The scores of one way to search, with what a chunk counts that it did not find."""

    above: Mapping[str, float]
    """By chunk id, standard deviations above the mean of the first."""
    absent: float
    ranks: Mapping[str, int]
    """1-based."""


def rankings(dense: Sequence[tuple[str, float]], lexical: Sequence[tuple[str, float]]) -> tuple[Ranking, Ranking]:
    """By meaning and by words, each from (chunk id, score), best first."""
    return _ranking(dense, complete=False, least=_ALIKE), _ranking(lexical, complete=len(lexical) < _COMPARED)


def _ranking(found: Sequence[tuple[str, float]], *, complete: bool, least: float = 0.0) -> Ranking:
    """`complete`: what is not in it scores nothing; otherwise, no more than its last. `least`: deviation below the mean."""
    ranks = {it: rank for rank, (it, _) in enumerate(found, 1)}
    scores = [score for _, score in found[:_COMPARED]]
    if complete:
        scores += [0.0] * (_COMPARED - len(scores))
    if not scores or min(scores) == max(scores):
        return Ranking({}, 0.0, ranks)
    mean, deviation = float(np.mean(scores)), float(np.std(scores))
    last = 0.0 if complete else found[-1][1]
    below = max(least, deviation)

    def standard(score: float) -> float:
        return (score - mean) / (deviation if score > mean else below)

    return Ranking({it: standard(score) for it, score in found}, standard(last), ranks)


def measure(
    chunk_ids: Sequence[str], by_meaning: Ranking, by_words: Ranking, looks: Mapping[str, Look], *, legal: bool
) -> NDArray[np.float64]:
    """The features of each chunk, shape (len(chunk_ids), len(FEATURES)); `legal`: the question is one of law."""
    decided = _decided(max(by_words.above.values(), default=0.0))
    meaning = np.array([by_meaning.above.get(it, by_meaning.absent) for it in chunk_ids], dtype=np.float64)
    words = np.array([by_words.above.get(it, by_words.absent) for it in chunk_ids], dtype=np.float64)
    ranks = np.array([by_words.ranks.get(it, np.inf) for it in chunk_ids], dtype=np.float64)
    seen = [looks.get(it, _UNSEEN) for it in chunk_ids]
    covered = np.array([it.covered for it in seen], dtype=np.float64)
    binds = [np.array([legal and it.authority is kind for it in seen], dtype=np.float64) for kind in _BINDING]
    first = _FIRST_FEW / (_FIRST_FEW + ranks - 1)
    return np.stack([meaning, words, first, covered, decided * meaning, decided * words, *binds], axis=1)


def _decided(best: float) -> float:
    weak, strong = _STANDS_OUT
    return min(1.0, max(0.0, (best - weak) / (strong - weak)))
