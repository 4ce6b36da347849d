"""Growing the trees of `assistant.selector`: gradient boosting on the likelihood of a right sentence among all found.

Trees of one depth over binned measures, with Newton's leaves (Chen & Guestrin 2016) and the softmax over the sentences of
a question as the likelihood.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.selector import Trees

_ROUNDS = 120
_RATE = 0.1
_DEPTH = 3
_BINS = 64
_LEAST = 8.0
"""Curvature on either side of a split: about so many sentences that are still in doubt."""
_SEEN = 0.4
"""Share of the measures that a level of a tree may choose from."""
_PENALTY = 5.0
"""Added to the curvature of a leaf, so that small leaves say little."""

Scores = NDArray[np.float64]
Limits = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Example:
    """The sentences found for one question: what the trees see of them, the log-odds that they start from, which of them answer."""

    seen: NDArray[np.float32]
    start: Scores
    right: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Table:
    """The measures of all sentences, cut into bins; `limits` has the upper limit of each bin, of shape (measures, bins - 1)."""

    bins: NDArray[np.uint8]
    limits: Limits


def grow(examples: Sequence[Example], seeds: Sequence[int] = (1, 2)) -> Trees:
    """Trees fitted to the examples, the mean of one run for each seed."""
    seen = np.concatenate([one.seen for one in examples])
    table = _binned(seen)
    grown = [tree for seed in seeds for tree in _run(table, examples, np.random.default_rng(seed))]
    measure, limit, value = (np.stack(part) for part in zip(*grown, strict=True))
    return Trees(measure.astype(np.uint8), limit.astype(np.float32), (value / len(seeds)).astype(np.float32))


def _binned(seen: NDArray[np.float32]) -> _Table:
    limits = np.quantile(seen[:: max(1, len(seen) // 50_000)], np.arange(1, _BINS) / _BINS, axis=0).T.astype(np.float32)
    bins = [np.searchsorted(own, column, side="left") for own, column in zip(limits, seen.T, strict=True)]
    return _Table(np.stack(bins).astype(np.uint8), limits)


def _run(
    table: _Table, examples: Sequence[Example], rng: np.random.Generator
) -> list[tuple[NDArray[np.intp], Limits, Scores]]:
    scores = np.concatenate([one.start for one in examples])
    right = np.concatenate([one.right for one in examples])
    starts = np.cumsum([0, *(len(one.right) for one in examples)])[:-1]
    grown = []
    for _ in range(_ROUNDS):
        slope, curve = _slopes(scores, right, starts)
        measure, limit, leaf = _tree(table, slope, curve, rng)
        down, across = (np.bincount(leaf, each, 2**_DEPTH) for each in (slope, curve))
        values = -_RATE * down / (across + _PENALTY)
        scores = scores + values[leaf]
        grown.append((measure, limit, values))
    return grown


def _tree(
    table: _Table, slope: Scores, curve: Scores, rng: np.random.Generator
) -> tuple[NDArray[np.intp], Limits, NDArray[np.intp]]:
    """Measure and limit of each node in the order of a heap, and the leaf of each sentence."""
    measure = np.zeros(2**_DEPTH - 1, dtype=np.intp)
    limit = np.full(2**_DEPTH - 1, np.inf, dtype=np.float32)
    at = np.zeros(len(slope), dtype=np.intp)
    for level in range(_DEPTH):
        may = rng.choice(len(table.bins), max(1, int(_SEEN * len(table.bins))), replace=False)
        goes_right = np.zeros(len(slope), dtype=bool)
        for node, (number, cut) in enumerate(_splits(table, slope, curve, at, 2**level, may)):
            if cut >= 0:
                heap = 2**level - 1 + node
                measure[heap], limit[heap] = number, table.limits[number, cut]
                goes_right |= (at == node) & (table.bins[number] > cut)
        at = 2 * at + goes_right
    return measure, limit, at


def _splits(
    table: _Table, slope: Scores, curve: Scores, at: NDArray[np.intp], nodes: int, may: NDArray[np.intp]
) -> list[tuple[int, int]]:
    """The best measure and bin to split each node at; bin -1 where no split helps."""
    gains, cuts = np.zeros((len(may), nodes)), np.zeros((len(may), nodes), dtype=np.intp)
    for row, number in enumerate(may):
        place = at * _BINS + table.bins[number]
        down, across = (np.bincount(place, each, nodes * _BINS).reshape(nodes, _BINS) for each in (slope, curve))
        left, weight = down.cumsum(axis=1)[:, :-1], across.cumsum(axis=1)[:, :-1]
        rest, other = down.sum(axis=1, keepdims=True) - left, across.sum(axis=1, keepdims=True) - weight
        gain = left**2 / (weight + _PENALTY) + rest**2 / (other + _PENALTY)
        gain[(weight < _LEAST) | (other < _LEAST)] = 0
        gains[row], cuts[row] = gain.max(axis=1), gain.argmax(axis=1)
    best = gains.argmax(axis=0)
    return [
        (int(may[row]), int(cuts[row, node]) if gains[row, node] > 0 else -1) for node, row in enumerate(best.tolist())
    ]


def _slopes(scores: Scores, right: NDArray[np.bool_], starts: NDArray[np.intp]) -> tuple[Scores, Scores]:
    """Slope and curvature of minus the log-likelihood that the chosen sentence is right, by each score."""
    every = _softmax(scores, starts)
    of_right = _softmax(np.where(right, scores, -1e9), starts)
    return every - of_right, np.maximum(every * (1 - every), 1e-4)


def _softmax(scores: Scores, starts: NDArray[np.intp]) -> Scores:
    counts = np.diff([*starts, len(scores)])
    powers = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), counts))
    return np.asarray(powers / np.repeat(np.add.reduceat(powers, starts), counts))
