"""Which document a question names, told from the ends of all titles."""

import datetime
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from corpus.document import Card
from corpus.normalize import fold

LEAST_NAMED = 4
"""Characters of a title that name it: 促进条例 does, 条例 does not."""
_VERSION = re.compile(r"\([^()]*\)$")
_NOT_COMPARED = re.compile(r"[^\w()]")
_LAST = "\U0010ffff"
"""Sorts behind every character of a title."""


def anyone(card: Card) -> bool:
    """Admits every document."""
    return True


class Titles:
    """The titles of documents, sorted by their ends: finding the one that a question names costs about the same however
    many there are."""

    def __init__(self, cards: Sequence[Card]) -> None:
        """Fold and sort the titles."""
        self._cards = tuple(cards)
        folded = _folded([card.title for card in self._cards])
        ends = sorted((title[::-1], at) for at, title in enumerate(folded) for title in _names(title))
        self._ends = [end for end, _ in ends]
        self._places = [at for _, at in ends]
        self._longest = max(map(len, self._ends), default=0)
        self._holding = lru_cache(maxsize=1000)(self._searched)  # the parks are looked for by many questions

    def named(
        self,
        question: str,
        as_of: datetime.date,
        *,
        least: int = LEAST_NAMED,
        admits: Callable[[Card], bool] = anyone,
    ) -> Card | None:
        """The document that the question names by its title or by the end of it (产业园区促进条例 for 示例市产业园区促进条例).

        At least `least` characters of it must stand there, and only what `admits` says yes to can be named. The longest
        part of a title wins, then a document in force, then the latest.
        """

        def standing(card: Card) -> tuple[bool, bool, datetime.date]:
            worded_on = card.validity.worded_on
            return (
                not card.validity.status(as_of).is_past,
                worded_on is None or worded_on <= as_of,
                card.dated_on or datetime.date.min,
            )

        return max(self._longest_in(_letters(fold(question)), least, admits), key=standing, default=None)

    def holding(self, name: str, admits: Callable[[Card], bool] = anyone) -> list[Card]:
        """The admitted documents with `name` in their title, in their order."""
        return [card for at in self._holding(_letters(fold(name))[::-1]) if admits(card := self._cards[at])]

    def _searched(self, wanted: str) -> tuple[int, ...]:
        places = {at for end, at in zip(self._ends, self._places, strict=True) if wanted in end}
        return tuple(sorted(places))

    def _longest_in(self, question: str, least: int, admits: Callable[[Card], bool]) -> list[Card]:
        """The admitted cards of which the longest end of a title stands in `question`, in their order."""
        before = [question[max(0, at - self._longest) : at][::-1] for at in range(least, len(question) + 1)]
        starts = [(start, shared) for start in before if (shared := self._shared(start)) >= least]
        for length in range(max((shared for _, shared in starts), default=0), least - 1, -1):
            prefixes = {start[:length] for start, shared in starts if shared >= length}
            places = {at for prefix in prefixes for at in self._beginning(prefix)}
            found = [card for at in sorted(places) if admits(card := self._cards[at])]
            if found:
                return found
        return []

    def _shared(self, start: str) -> int:
        """How much of `start` the nearest title, read backwards, begins with."""
        at = bisect_left(self._ends, start)
        return max((_common(start, end) for end in self._ends[max(0, at - 1) : at + 1]), default=0)

    def _beginning(self, prefix: str) -> Iterator[int]:
        low, high = bisect_left(self._ends, prefix), bisect_right(self._ends, prefix + _LAST)
        yield from self._places[low:high]


def _common(one: str, other: str) -> int:
    """Characters that both begin with."""
    short = min(len(one), len(other))
    return next((at for at in range(short) if one[at] != other[at]), short)


def _folded(titles: Sequence[str]) -> list[str]:
    """Each title folded; all at once, because a call costs more than its text."""
    return fold("\n".join(" ".join(title.split()) for title in titles)).split("\n")


def _names(folded: str) -> frozenset[str]:
    """The title in full, and without the version in brackets behind it."""
    return frozenset((_letters(folded), _letters(_VERSION.sub("", folded))))


def _letters(text: str) -> str:
    return _NOT_COMPARED.sub("", text)
