"""Two wordings side by side: which articles are the same, changed, new or gone, and which words."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from assistant.web.document.outline import Place, places
from corpus.document import Document
from index.tokens import pieces

_NUMBER = re.compile(r"^\s*第[^\s第]{1,12}?[编篇章节条](?:之[一二三四五六七八九十\d]{1,3})?")
_LEAST_ALIKE = 0.34
"""Share of common character pairs from which two articles are wordings of one."""
_MOST_PAIRS = 60_000
"""Pairs of articles that are compared one by one; beyond, articles of one number are taken for one."""
_MOST_WORDS = 4000
"""Words of an article in which changes are looked for one by one."""
_REMEMBERED = 32
"""Comparisons: of two long laws it takes a second."""
_ISLAND = 2
"""Characters between two changes that are shown as changed too: a lone 的 in the midst of new words helps nobody."""


class Change(StrEnum):
    """What became of an article."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Unit:
    """An article or another stretch under one heading."""

    label: str
    """Empty for what stands above the first heading."""
    anchor: str
    text: str
    words: str
    """What is compared: the text without its number and white space."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of one side, and whether the other side lacks them."""

    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """An article of both sides, or of one."""

    change: Change
    left: Unit | None
    right: Unit | None
    old: tuple[Stretch, ...] = ()
    new: tuple[Stretch, ...] = ()

    @property
    def is_renumbered(self) -> bool:
        """Whether the words are the same and the number is not."""
        return bool(self.left and self.right and self.left.label != self.right.label)

    @property
    def label(self) -> str:
        """Of the newer side, where there is one."""
        unit = self.right or self.left
        return unit.label if unit else ""


@lru_cache(maxsize=_REMEMBERED)
def compared(old: Document, new: Document) -> tuple[Row, ...]:
    """The rows of both documents in reading order."""
    return tuple(_row(left, right) for left, right in _aligned(units(old), units(new)))


def units(document: Document) -> list[Unit]:
    """The stretches that are compared: from one heading to the next; paragraphs where there are no headings."""
    found = places(document)
    if not found:
        return [_unit(None, line) for line in document.text.split("\n") if line.strip()]
    starts = [place.start for place in found]
    bounds = [*starts[1:], len(document.text)]
    above = document.text[: starts[0]].strip()
    return ([_unit(None, above)] if above else []) + [
        _unit(place, document.text[place.start : end].strip()) for place, end in zip(found, bounds, strict=True)
    ]


def _unit(place: Place | None, text: str) -> Unit:
    words = "".join(_width(_NUMBER.sub("", text)).split())
    return Unit(place.label if place else "", place.anchor if place else "", text.strip(), words)


def _aligned(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[tuple[Unit | None, Unit | None]]:
    """What stands above the headings, then equal ones; what lies between them is paired by likeness."""
    if old and new and not (old[0].label or new[0].label) and (old[-1].label and new[-1].label):
        yield old[0], new[0]
        old, new = old[1:], new[1:]
    matcher = SequenceMatcher(None, [it.words for it in old], [it.words for it in new], autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            yield from zip(old[a:b], new[c:d], strict=True)
        else:
            yield from _paired(old[a:b], new[c:d])


def _paired(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[tuple[Unit | None, Unit | None]]:
    """Pairs in the order of both sides that have most in common; the others stand alone."""
    likeness = _likeness(old, new)
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            alike = likeness[i][j]
            both = best[i + 1][j + 1] + alike if alike >= _LEAST_ALIKE else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], both)
    i = j = 0
    while i < len(old) and j < len(new):
        alike = likeness[i][j]
        if alike >= _LEAST_ALIKE and best[i][j] == best[i + 1][j + 1] + alike:
            yield old[i], new[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield old[i], None
            i += 1
        else:
            yield None, new[j]
            j += 1
    yield from ((it, None) for it in old[i:])
    yield from ((None, it) for it in new[j:])


def _likeness(old: Sequence[Unit], new: Sequence[Unit]) -> list[list[float]]:
    """By article of each side, the share of character pairs that both have."""
    if len(old) * len(new) > _MOST_PAIRS:
        return [[float(bool(left.label) and left.label == right.label) for right in new] for left in old]
    ours, theirs = [_pairs(it.words) for it in old], [_pairs(it.words) for it in new]
    return [
        [2 * len(mine & its) / max(1, len(mine) + len(its)) for right, its in zip(new, theirs, strict=True)]
        for left, mine in zip(old, ours, strict=True)
    ]


def _pairs(text: str) -> set[str]:
    return set(map(str.__add__, text, text[1:])) or {text}


def _row(left: Unit | None, right: Unit | None) -> Row:
    if left is None or right is None:
        change = Change.REMOVED if right is None else Change.ADDED
        return Row(change, left, right, _whole(left), _whole(right))
    if left.words == right.words:
        return Row(Change.SAME, left, right, _plain(left), _plain(right))
    return Row(Change.CHANGED, left, right, *_words(left.text, right.text))


def _whole(unit: Unit | None) -> tuple[Stretch, ...]:
    return (Stretch(unit.text, is_changed=True),) if unit else ()


def _plain(unit: Unit) -> tuple[Stretch, ...]:
    return (Stretch(unit.text, is_changed=False),)


def _words(old: str, new: str) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """Both wordings of an article, cut where they differ."""
    a, b = pieces(old), pieces(new)
    if max(len(a), len(b)) > _MOST_WORDS:
        a, b = re.split(r"(?<=[。；\n])", old), re.split(r"(?<=[。；\n])", new)
    left: list[Stretch] = []
    right: list[Stretch] = []
    opcodes = SequenceMatcher(None, [*map(_width, a)], [*map(_width, b)], autojunk=False).get_opcodes()
    for at, (what, a0, a1, b0, b1) in enumerate(opcodes):
        before, after = "".join(a[a0:a1]), "".join(b[b0:b1])
        inside = 0 < at < len(opcodes) - 1
        is_changed = what != "equal" or (inside and len(before.strip()) <= _ISLAND and "\n" not in before)
        left.append(Stretch(before, is_changed))
        right.append(Stretch(after, is_changed))
    return _joined(left), _joined(right)


def _width(text: str) -> str:
    """Text in one width: ； for ; is no change of the law."""
    return unicodedata.normalize("NFKC", text)


def _joined(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    made: list[Stretch] = []
    for it in stretches:
        if made and made[-1].is_changed == it.is_changed:
            made[-1] = Stretch(made[-1].text + it.text, it.is_changed)
        elif it.text:
            made.append(it)
    return tuple(made)
