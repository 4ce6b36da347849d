"""What the corpus holds, for the empty page and the filters."""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.web.text import Words
from corpus.document import Card, Kind

_LATEST = 6
"""Documents that the empty sources panel names: as many as fit beside the example questions."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """The documents of an index, counted."""

    documents: int
    regions: tuple[tuple[str, int], ...]
    """Each region that a document names, with the number of its documents, most first."""
    kinds: tuple[Kind, ...]
    latest: tuple[Card, ...]
    """The newest dated documents, newest first."""

    @property
    def newest(self) -> datetime.date | None:
        """The day of the newest document."""
        return self.latest[0].dated_on if self.latest else None

    def summary(self, words: Words) -> str:
        """One line for the visitor: how much there is, from where, how fresh."""
        if not self.documents:
            return words.stock_empty
        template = words.stock_dated if self.newest else words.stock
        return template.format(documents=self.documents, regions=len(self.regions), newest=self.newest)


def take_stock(cards: Sequence[Card], today: datetime.date) -> Holdings:
    """Counts the documents; what is dated in the future does not count as newest."""
    regions = Counter(card.region for card in cards if card.region)
    present = {card.kind for card in cards}
    dated = [(card.dated_on, card) for card in cards if card.dated_on is not None and card.dated_on <= today]
    dated.sort(key=lambda pair: (pair[0], pair[1].title), reverse=True)
    return Holdings(
        documents=len(cards),
        regions=tuple(sorted(regions.items(), key=lambda pair: (-pair[1], pair[0]))),
        kinds=tuple(kind for kind in Kind if kind in present),
        latest=tuple(card for _, card in dated[:_LATEST]),
    )
