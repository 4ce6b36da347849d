"""Near copies: one text that was published in several places, found by the share of short runs that two texts have in common.

MinHash (Broder 1997) with one permutation (Li, Owen and Zhang 2012): the hashes of all runs are dealt to buckets, and of
each bucket the smallest is kept. The share of equal buckets estimates the share of common runs; an eighth of the buckets,
taken together, finds the texts worth comparing.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from corpus.normalize import fold

_RUN = 8
"""Characters: long enough that what officials always write does not make texts alike."""
_BUCKETS = 128
_BAND = 8
_ALIKE = 0.85
"""Share of common runs from which two texts are one: a notice with a changed sum and a later date has more in common than
two cities' rules made after one pattern, and is told apart by its metadata."""
_SAME = 0.95
"""The same where only one of the two says when it was adopted: most amendments leave more unchanged than `_ALIKE`."""
_SHORTEST = 150
"""Characters of a text worth comparing."""
_MOST_COMPARED = 60
"""Texts that look alike to one band and are all compared; of more, each with the next so many."""
_NOT_COMPARED = re.compile(r"[\W_]+")
_ISSUE = re.compile(r"(?:19|20)\d\d|第?[一二三四五六七八九十\d]{1,3}(?=[批期届次号辑季])")
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # odd, with its bits well mixed: the golden ratio


def signature(text: str) -> bytes | None:
    """What is compared of a text, 512 bytes; None where it is too short to be told apart."""
    kept = _NOT_COMPARED.sub("", fold(text))
    if len(kept) < _SHORTEST:
        return None
    codes = np.frombuffer(kept.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    runs = np.zeros(len(codes) - _RUN + 1, dtype=np.uint64)
    for at in range(_RUN):
        runs = runs * _SPREAD + codes[at : at + len(runs)]
    runs = _mixed(_mixed(runs))
    runs.sort()
    return _smallest(runs).tobytes()


@dataclass(frozen=True, slots=True)
class Copy:
    """A document that may be a copy of another, with what tells editions apart."""

    doc_id: str
    key: str
    """Stem of its chunks' ids."""
    title: str
    source_path: str
    published_on: date | None
    length: int
    """Of its text, in characters."""
    dated: bool
    """Whether it is known when the text was adopted."""
    marks: tuple[object, ...]
    """Days, 文号 and place; None where unknown. Two texts that state different ones are not one text."""

    def may_be(self, other: "Copy") -> bool:
        """Whether nothing that the two say of themselves makes them different texts."""
        agree = all(one is None or two is None or one == two for one, two in zip(self.marks, other.marks, strict=True))
        return agree and set(_ISSUE.findall(self.title)) == set(_ISSUE.findall(other.title))


def groups(candidates: Sequence[Copy], signatures: Sequence[bytes]) -> list[tuple[Copy, ...]]:
    """The copies of each text that there is more than one of; every two in a group may be one text."""
    if not candidates:
        return []
    table = np.frombuffer(b"".join(signatures), dtype=np.uint32).reshape(len(candidates), _BUCKETS)
    alike = {
        (one, two): share
        for one, two in set(_pairs(table))
        if (share := _share(table, one, two)) >= (_ALIKE if candidates[one].dated == candidates[two].dated else _SAME)
    }
    member: dict[int, list[int]] = {}
    for one, two in sorted(alike, key=lambda pair: (-alike[pair], pair)):
        ours, theirs = member.get(one, [one]), member.get(two, [two])
        if ours is theirs or not all(candidates[a].may_be(candidates[b]) for a in ours for b in theirs):
            continue
        joined = ours + theirs
        member |= dict.fromkeys(joined, joined)
    found = {id(it): it for it in member.values()}
    return [tuple(candidates[at] for at in sorted(it)) for it in found.values()]


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The values with every bit depending on every other."""
    values = values ^ (values >> np.uint64(29))
    values = values * np.uint64(0xBF58476D1CE4E5B9)
    return values ^ (values >> np.uint64(32))


def _smallest(runs: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """Of sorted hashes, the smallest in each bucket; an empty bucket has that of the next, told apart by the distance."""
    shift = np.uint64(64 - _BUCKETS.bit_length() + 1)
    starts = np.searchsorted(runs, np.arange(_BUCKETS, dtype=np.uint64) << shift)
    first = runs[np.minimum(starts, len(runs) - 1)]
    filled = (first >> shift) == np.arange(_BUCKETS, dtype=np.uint64)
    values = (first >> np.uint64(16)).astype(np.uint32)
    full = np.flatnonzero(filled)
    source = full[np.searchsorted(full, np.arange(_BUCKETS)) % len(full)]
    distance = ((source - np.arange(_BUCKETS)) % _BUCKETS).astype(np.uint32)
    return np.asarray(values[source] + distance * np.uint32(0x9E3779B1), dtype=np.uint32)


def _pairs(table: NDArray[np.uint32]) -> Iterator[tuple[int, int]]:
    """Rows that are equal in some band."""
    for at in range(0, _BUCKETS, _BAND):
        band = np.ascontiguousarray(table[:, at : at + _BAND]).view(f"V{4 * _BAND}").ravel()
        same: dict[bytes, list[int]] = defaultdict(list)
        for row, value in enumerate(band.tolist()):
            same[value].append(row)
        for rows in same.values():
            yield from _among(rows)


def _among(rows: list[int]) -> Iterable[tuple[int, int]]:
    if len(rows) <= _MOST_COMPARED:
        return combinations(rows, 2)
    return ((one, two) for at, one in enumerate(rows) for two in rows[at + 1 : at + 1 + _MOST_COMPARED])


def _share(table: NDArray[np.uint32], one: int, two: int) -> float:
    return float(np.mean(table[one] == table[two]))
