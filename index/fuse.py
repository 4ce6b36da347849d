"""Two rankings into one, by what `index.rank` measures of each hit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.hit import Reason
from index.lexical import Look
from index.rank import EVEN, WEIGHTS, measure, rankings

DEPTH = 200
"""How much of each ranking is looked at."""


@dataclass(frozen=True, slots=True)
class Fused:
    """A chunk with its place in the joint ranking."""

    chunk_id: str
    score: float
    """0 to 1; larger is better, comparable within one result only."""
    reason: Reason


def fuse(
    dense: Sequence[tuple[str, float]],
    lexical: Sequence[tuple[str, float]],
    named: Sequence[str] = (),
    looks: Mapping[str, Look] | None = None,
    *,
    legal: bool = False,
) -> list[Fused]:
    """The chunks of both rankings, best first.

    Takes each ranking as (chunk id, score), best first; `named` are chunks that the query names, put before all others;
    `looks` tell more of each chunk; `legal` says that the query asks for law.
    """
    by_meaning, by_words = rankings(dense, lexical)
    scores = dict(dense), dict(lexical)
    first = {it: at for at, it in enumerate(named)}
    found = list(scores[0] | scores[1] | first)
    totals = measure(found, by_meaning, by_words, looks or {}, legal=legal) @ WEIGHTS
    fused = []
    for it, total in zip(found, 1 / (1 + np.exp(-totals / EVEN)), strict=True):
        reason = Reason(by_meaning.ranks.get(it), scores[0].get(it), by_words.ranks.get(it), scores[1].get(it))
        fused.append(Fused(it, 1.0 if it in first else float(total), reason))
    # The id decides between equals, so that the order is the same from run to run.
    return sorted(fused, key=lambda it: (first.get(it.chunk_id, len(first)), -it.score, it.chunk_id))
