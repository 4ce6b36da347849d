"""Two rankings into one, by what `index.rank` measures of each hit."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.hit import Reason
from index.lexical import Look
from index.rank import EVEN, WEIGHTS, measure, rankings

DEPTH = 200
"""How much of the ranking by meaning is looked at."""
DEPTH_OF_WORDS = 100
"""The same of the ranking by words: what they alone find so far down is hardly ever right."""


_OF_ONE = 3
"""Hits of one document that count in full; of more, each counts a little less …"""
_LESS = 0.93
"""… by this factor: enough to let other documents in where they are nearly as near, as for a broad question."""


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
) -> Iterator[Fused]:
    """The chunks of both rankings, best first.

    Takes each ranking as (chunk id, score), best first; `named` are chunks that the query names, put before all others;
    `looks` tell more of each chunk; `legal` says that the query asks for law.
    """
    by_meaning, by_words = rankings(dense, lexical)
    scores = dict(dense), dict(lexical)
    first = {it: at for at, it in enumerate(named)}
    found = list(scores[0] | scores[1] | first)
    totals: list[float] = (measure(found, by_meaning, by_words, looks or {}, legal=legal) @ WEIGHTS).tolist()
    # The id decides between equals, so that the order is the same from run to run.
    order = sorted(range(len(found)), key=lambda at: (first.get(found[at], len(first)), -totals[at], found[at]))
    for at in order:
        it = found[at]
        reason = Reason(by_meaning.ranks.get(it), scores[0].get(it), by_words.ranks.get(it), scores[1].get(it))
        yield Fused(it, 1.0 if it in first else 1 / (1 + math.exp(-totals[at] / EVEN)), reason)


def spread(fused: Iterable[Fused]) -> list[Fused]:
    """The same hits, in an order that does not leave a broad question to one document.

    What the query names (score 1) stays first.
    """
    seen: Counter[str] = Counter()
    counted: list[tuple[float, Fused]] = []
    for it in fused:
        document = it.chunk_id.rpartition(".")[0]
        counted.append((it.score * _LESS ** max(0, seen[document] - _OF_ONE + 1) if it.score < 1 else 1.0, it))
        seen[document] += 1
    return [it for _, it in sorted(counted, key=lambda one: -one[0])]
