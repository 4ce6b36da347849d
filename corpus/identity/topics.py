"""What a document is about, by the words that tell."""

import re
import tomllib
from collections import Counter
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
_STRONG = 4
"""Weight of a strong word; a weak one has 1."""
_LEAST = 3
"""Strong words below which a topic is only mentioned."""
_SHARE = 0.3
"""Share of the best topic's score that another must reach."""
_MOST = 3


@dataclass(frozen=True, slots=True)
class _Table:
    topics: dict[str, tuple[tuple[str, bool], ...]]
    """Word → topics that it tells of, and whether strongly."""
    pattern: re.Pattern[str]


def find_topics(title: str, text: str) -> tuple[str, ...]:
    """At most three topics of `topics.toml`, the most telling first; none if nothing tells."""
    table = _table()
    counts = {word: min(count, _MOST_PER_WORD) for word, count in _count(text[:_READ], table).items()}
    for word in _count(title, table):
        counts[word] = counts.get(word, 0) + _TITLE_WEIGHT
    strong: Counter[str] = Counter()
    scores: Counter[str] = Counter()
    for word, count in counts.items():
        for topic, is_strong in table.topics[word]:
            scores[topic] += count * (_STRONG if is_strong else 1)
            strong[topic] += count if is_strong else 0
    best = max(scores.values(), default=0)
    told = [topic for topic, score in scores.most_common() if strong[topic] >= _LEAST and score >= _SHARE * best]
    return tuple(told[:_MOST])


def _count(text: str, table: "_Table") -> Counter[str]:
    return Counter(table.pattern.findall(simplify(text)))


@cache
def _table() -> _Table:
    topics: dict[str, list[tuple[str, bool]]] = {}
    for topic, entry in tomllib.loads(_TABLE.read_text(encoding="utf-8")).items():
        for strength in ("strong", "weak"):
            for word in entry[strength].split():
                topics.setdefault(word, []).append((topic, strength == "strong"))
    words = sorted(topics, key=len, reverse=True)
    return _Table({word: tuple(told) for word, told in topics.items()}, re.compile("|".join(map(re.escape, words))))
