"""The measures, as pure functions. Rankings are ids, best first; `relevant` maps an id to its gain (above 0)."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from math import log2
from statistics import fmean

from corpus.normalize import fold

Gains = Mapping[str, int]

_GROUPED_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
_DROPPED = re.compile(r"[\s“”‘’„‟‚‛〝〞〟「」『』«»‹›\"'`]+")


def recall_at(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Share of the relevant that is among the first k, 0 to 1."""
    return len(set(ranking[:k]) & set(relevant)) / len(relevant)


def hit_at(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """1 when anything relevant is among the first k, else 0."""
    return float(any(item in relevant for item in ranking[:k]))


def reciprocal_rank(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """1 over the rank of the first relevant item among the first k; 0 when there is none."""
    return next((1 / rank for rank, item in enumerate(ranking[:k], 1) if item in relevant), 0.0)


def ndcg_at(ranking: Sequence[str], relevant: Gains, k: int) -> float:
    """Normalised discounted cumulative gain with linear gains, as trec_eval has it (Järvelin & Kekäläinen 2002)."""
    found = _discounted([relevant.get(item, 0) for item in ranking[:k]])
    return found / _discounted(sorted(relevant.values(), reverse=True)[:k])


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, 1))


def mean(values: Collection[float]) -> float | None:
    """Arithmetic mean; None of nothing, because no figure is better than a made-up one."""
    return fmean(values) if values else None


def percentile(values: Collection[float], share: float) -> float | None:
    """The value below which `share` (0 to 1) of the values lie, interpolated linearly; None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    below, rest = divmod(share * (len(ordered) - 1), 1)
    low, high = ordered[int(below)], ordered[min(int(below) + 1, len(ordered) - 1)]
    return low + (high - low) * rest


def spread(seconds: Collection[float]) -> dict[str, float | None]:
    """Median and 95th percentile, to the microsecond."""
    return {"p50": _rounded(percentile(seconds, 0.5)), "p95": _rounded(percentile(seconds, 0.95))}


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 6)


def character_f1(answer: str, reference: str) -> float:
    """Harmonic mean of precision and recall over the characters that both share, compared as `comparable` has them."""
    ours, theirs = Counter(comparable(answer)), Counter(comparable(reference))
    shared = (ours & theirs).total()
    return 2 * shared / (ours.total() + theirs.total()) if shared else 0.0


def comparable(text: str) -> str:
    """NFKC, Simplified, lower case, without white space, thousands separators and quotation marks."""
    ungrouped = _GROUPED_NUMBER.sub(lambda number: number[0].replace(",", ""), fold(text))
    return _DROPPED.sub("", ungrouped)


def contains(text: str, span: str) -> bool:
    """Whether the span stands in the text, both compared as `comparable` has them."""
    return comparable(span) in comparable(text)


def states(text: str, fact: str) -> bool:
    """Whether the text contains the fact, where a number counts only whole: 5% is not in 15%, nor 60 in 600."""
    wanted = comparable(fact)
    if not wanted:
        return False
    before = r"(?<!\d)(?<!\d\.)" if wanted[0].isdigit() else ""
    after = r"(?!\.?\d)" if wanted[-1].isdigit() else ""
    whole = re.compile(before + re.escape(wanted) + after)
    # Line by line too: removing white space joins a number at a line's end to one at the next line's start.
    return any(whole.search(comparable(piece)) for piece in (text, *text.splitlines()))
