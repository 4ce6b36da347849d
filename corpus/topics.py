"""What a document is about, by the words that tell."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.normalize import simplify

_TABLE = Path(__file__).with_name("topics.toml")
_TITLE_WEIGHT = 6
"""A word in the title counts like so many in the text."""
_MOST_PER_WORD = 8
"""A word repeated more often tells nothing more."""
_READ = 20_000
"""Characters of the text that are looked at: what it is about shows early, and reading must stay cheap."""
_LEAST = 4.0
"""Score below which a topic is only mentioned."""
_SHARE = 0.3
"""Share of the best topic's score that another must reach."""
_MOST = 3


@dataclass(frozen=True, slots=True)
class _Table:
    weights: dict[str, tuple[tuple[str, float], ...]]
    """Word → topics that it tells of, with their weights."""
    pattern: re.Pattern[str]


def find_topics(title: str, text: str) -> tuple[str, ...]:
    """At most three topics of `topics.toml`, the most telling first; none if nothing tells."""
    table = _table()
    scores: dict[str, float] = {}
    counts: dict[str, int] = {}
    for word in table.pattern.findall(simplify(text[:_READ])):
        counts[word] = counts.get(word, 0) + 1
    for word in set(table.pattern.findall(simplify(title))):
        counts[word] = min(counts.get(word, 0), _MOST_PER_WORD) + _TITLE_WEIGHT
    for word, count in counts.items():
        for topic, weight in table.weights[word]:
            scores[topic] = scores.get(topic, 0.0) + weight * min(count, _MOST_PER_WORD + _TITLE_WEIGHT)
    best = max(scores.values(), default=0.0)
    told = [topic for topic, score in scores.items() if score >= max(_LEAST, _SHARE * best)]
    return tuple(sorted(told, key=lambda topic: -scores[topic])[:_MOST])


@cache
def _table() -> _Table:
    weights: dict[str, list[tuple[str, float]]] = {}
    for topic, entry in tomllib.loads(_TABLE.read_text(encoding="utf-8")).items():
        for kind, weight in (("strong", 2.0), ("weak", 0.5)):
            for word in entry.get(kind, "").split():
                weights.setdefault(word, []).append((topic, weight))
    words = sorted(weights, key=len, reverse=True)
    return _Table(
        {word: tuple(topics) for word, topics in weights.items()}, re.compile("|".join(map(re.escape, words)))
    )
