"""Words that say the same in questions about policy."""

from functools import cache
from pathlib import Path

_GROUPS = Path(__file__).with_name("synonyms.txt")


def synonyms(word: str) -> frozenset[str]:
    """The other words of every group that `word` is in; empty for most words. `word` must be folded."""
    return _table().get(word, frozenset())


@cache
def _table() -> dict[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for line in _GROUPS.read_text(encoding="utf-8").splitlines():
        group = frozenset(line.split()) if not line.startswith("#") else frozenset()
        for word in group:
            table[word] = table.get(word, frozenset()) | (group - {word})
    return table
