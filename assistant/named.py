"""Which document a question names."""

import datetime
import re
from collections.abc import Sequence

from corpus.document import Card
from corpus.normalize import fold

_LEAST_NAMED = 4
"""Characters of a title that name it: 促进条例 does, 条例 does not."""
_VERSION = re.compile(r"[（(][^（）()]*[)）]$")


def named_card(question: str, cards: Sequence[Card], as_of: datetime.date, *, least: int = _LEAST_NAMED) -> Card | None:
    """The document that the question names by its title or by the end of it (产业园区促进条例 for 示例市产业园区促进条例).

    At least `least` characters of it must stand there. The longest part of a title wins, then a document in force, then the latest.
    """
    folded = _letters(question)

    def standing(card: Card) -> tuple[int, bool, bool, datetime.date]:
        worded_on = card.validity.worded_on
        return (
            max(_named_length(title, folded) for title in _titles(card)),
            not card.validity.status(as_of).is_past,
            worded_on is None or worded_on <= as_of,
            card.dated_on or datetime.date.min,
        )

    best = max(cards, key=standing, default=None)
    return best if best and standing(best)[0] >= least else None


def _named_length(title: str, question: str) -> int:
    """Characters of the longest end of `title` that stands in `question`."""
    return next((len(title) - at for at in range(len(title)) if title[at:] in question), 0)


def _titles(card: Card) -> tuple[str, str]:
    """The title in full, and without the version in brackets behind it."""
    return _letters(card.title), _letters(_VERSION.sub("", fold(card.title)))


def _letters(text: str) -> str:
    return re.sub(r"[^\w()]", "", fold(text))
