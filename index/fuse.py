"""Two rankings into one, by how far each hit stands out from the others of its ranking.

Ranks alone cannot tell a question whose words decide (a name, a number, a term that one passage has) from one that only
the meaning answers. Scores can: where the best BM25 score stands far above the rest, the words decide.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.hit import Reason

DEPTH = 100
"""How much of each ranking is looked at."""
_DENSE_SHARE = (0.85, 0.30)
"""Weight of the dense ranking where the best BM25 score does not stand out, and where it does."""
_STANDS_OUT = (3.5, 7.0)
"""Standard deviations above the mean from and to which that changes.

Of a grid of 144, best on laypeople's questions that training never saw (Recall@10 0.571; dense 0.549, BM25 0.405) without
giving up what words decide (reading comprehension, first place 0.960; dense 0.668, BM25 0.972).
"""


@dataclass(frozen=True, slots=True)
class Fused:
    """A chunk with its place in the joint ranking."""

    chunk_id: str
    score: float
    """0 to 1; larger is better, comparable within one result only."""
    reason: Reason


def fuse(
    dense: Sequence[tuple[str, float]], lexical: Sequence[tuple[str, float]], named: Sequence[str] = ()
) -> list[Fused]:
    """The chunks of both rankings, best first.

    Takes each ranking as (chunk id, score), best first; `named` are chunks that the query names, put before all others.
    """
    by_meaning, by_words = _standing(dense, complete=False), _standing(lexical, complete=len(lexical) < DEPTH)
    share = _dense_share(max(by_words.above.values(), default=0.0))
    ranks = {it: rank for rank, (it, _) in enumerate(dense, 1)}, {it: rank for rank, (it, _) in enumerate(lexical, 1)}
    scores = dict(dense), dict(lexical)
    first = {it: at for at, it in enumerate(named)}
    fused = []
    for it in scores[0] | scores[1] | first:
        reason = Reason(ranks[0].get(it), scores[0].get(it), ranks[1].get(it), scores[1].get(it))
        total = share * by_meaning.of(it) + (1 - share) * by_words.of(it)
        fused.append(Fused(it, 1.0 if it in first else 1 / (1 + math.exp(-total)), reason))
    # The id decides between equals, so that the order is the same from run to run.
    return sorted(fused, key=lambda it: (first.get(it.chunk_id, len(first)), -it.score, it.chunk_id))


@dataclass(frozen=True, slots=True)
class _Standing:
    above: Mapping[str, float]
    """Standard deviations above the ranking's mean."""
    absent: float

    def of(self, chunk_id: str) -> float:
        return self.above.get(chunk_id, self.absent)


def _standing(ranking: Sequence[tuple[str, float]], *, complete: bool) -> _Standing:
    """`complete`: what is not in the ranking scores nothing; otherwise it is unknown, and taken for average."""
    scores = [score for _, score in ranking[:DEPTH]]
    if complete:
        scores += [0.0] * (DEPTH - len(scores))
    if not scores or min(scores) == max(scores):
        return _Standing({}, 0.0)
    mean, deviation = float(np.mean(scores)), float(np.std(scores))
    return _Standing({it: (score - mean) / deviation for it, score in ranking}, -mean / deviation if complete else 0.0)


def _dense_share(best: float) -> float:
    weak, strong = _STANDS_OUT
    at = min(1.0, max(0.0, (best - weak) / (strong - weak)))
    return _DENSE_SHARE[0] + (_DENSE_SHARE[1] - _DENSE_SHARE[0]) * at
