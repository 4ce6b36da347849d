"""How near the thing asked for stands, in a line, to what the question says of it."""

import math
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.candidates import Span, candidates
from assistant.cut import Cut
from assistant.interrogative import Asking

_LONGEST = 2000
"""Characters of a line that are looked at: a table's row may be far longer than a sentence."""
_NEAR = [math.exp(-distance / 8) for distance in range(_LONGEST)]
_FAR = [math.exp(-distance / 20) for distance in range(_LONGEST)]
_BESIDE = [math.exp(-distance / 5) for distance in range(20)]
"""What a word counts at a distance in characters."""
_CLAUSE = re.compile(r"[，,、；;：:。]")
_MOST_PLACES = 3
"""Occurrences of a word in a line that are looked at."""

Place = tuple[int, int, float]
"""Where a line says a word of the question, start and end, and how far."""


@dataclass(frozen=True, slots=True)
class Nearness:
    """Measures of one line, 0 to 1 but for the count."""

    candidates: float
    """How many stretches are of the sort that is sought."""
    near: float
    """Weight of the question's words around the best of them, counted within a few characters …"""
    around: float
    """… and within a clause or two."""
    clause: float
    """Weight of the question's words in the clause that has most of it."""
    candidate_clause: float
    """The same among clauses with a candidate."""
    behind_word: float
    """A candidate stands close behind the word that stands before the interrogative."""
    before_word: float
    """A candidate stands close before the word that stands behind the interrogative."""
    beside_noun: float
    """A candidate stands close behind what the interrogative is of."""
    same_ending: float
    """1 where a word that is news ends as the noun does: 清华大学 for 哪所大学."""


def nearness(asked: Asking, line: Cut, places: Sequence[Sequence[Place]], weights: Sequence[float]) -> Nearness:
    """The measures of `line`, in which each word of the question stands at `places` and counts `weights`."""
    spans = [span for span in candidates(asked, line) if span[1] < _LONGEST]
    total = sum(weights) or 1.0
    near, around = _around(spans, places, weights)
    clause, candidate_clause = _clauses(line.folded, spans, places, weights)
    return Nearness(
        float(len(spans)),
        near / total,
        around / total,
        clause / total,
        candidate_clause / total,
        _beside(line.folded, spans, asked.before, behind=True),
        _beside(line.folded, spans, asked.after, behind=False),
        _beside(line.folded, spans, asked.noun, behind=True),
        float(bool(asked.noun) and any(_ends_alike(word, asked) for word in line.words)),
    )


def _around(spans: Sequence[Span], places: Sequence[Sequence[Place]], weights: Sequence[float]) -> tuple[float, float]:
    """Weight of the words around the best span, each counted at its nearest place: within a few characters, and a clause or two."""
    said = [(weight, own) for weight, own in zip(weights, places, strict=True) if own]
    best = best_around = 0.0
    for first, last in spans if said else ():
        near = around = 0.0
        for weight, own in said:
            close = far = 0.0
            for start, end, share in own:
                distance = min(_LONGEST - 1, max(0, first - end, start - last))
                close, far = max(close, share * _NEAR[distance]), max(far, share * _FAR[distance])
            near, around = near + weight * close, around + weight * far
        best, best_around = max(best, near), max(best_around, around)
    return best, best_around


def _clauses(
    folded: str, spans: Sequence[Span], places: Sequence[Sequence[Place]], weights: Sequence[float]
) -> tuple[float, float]:
    """The most weight of words in one clause, and in one with a candidate."""
    if not any(places):
        return 0.0, 0.0
    ends = [match.end() for match in _CLAUSE.finditer(folded)]
    said = [0.0] * (len(ends) + 1)
    for weight, own in zip(weights, places, strict=True):
        for clause in {bisect_right(ends, start) for start, _, _ in own}:
            said[clause] += weight
    with_candidate = max((said[bisect_right(ends, start)] for start, _ in spans), default=0.0)
    return max(said), with_candidate


def _beside(folded: str, spans: Sequence[Span], word: str, *, behind: bool) -> float:
    best, at = 0.0, folded.find(word) if word else -1
    while at >= 0:
        for start, end in spans:
            gap = start - (at + len(word)) if behind else at - end
            if -1 <= gap < len(_BESIDE):
                best = max(best, _BESIDE[max(gap, 0)])
        at = folded.find(word, at + 1)
    return best


def _ends_alike(word: str, asked: Asking) -> bool:
    return len(word) > 1 and word[-1] == asked.noun[-1] and word not in asked.text


def places(folded: str, word: str) -> list[Place]:
    """Where `folded` has the word in so many letters."""
    found: list[Place] = []
    at = folded.find(word)
    while 0 <= at < _LONGEST - len(word) and len(found) < _MOST_PLACES:
        found.append((at, at + len(word), 1.0))
        at = folded.find(word, at + 1)
    return found
