"""What is worked out of all documents once, and not with every question: each change of the catalog makes it anew."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from assistant.named import LEAST_NAMED, Titles
from assistant.places import SUFFIXES, is_unknown, named_places, proper_names
from corpus.document import Card
from corpus.regions import mentioned
from corpus.worked_out import worked_out
from index.hit import Filters
from index.schema import key_of
from index.selection import Selection
from index.store import Store
from index.titles import title_key

_SELECTIONS = 8
"""Kept in memory: the filters that people use, at 8 bytes a document."""

_SHORTEST, _LONGEST = 2, 3
"""Characters of a name; what is longer says what a park is for: 生物医药产业园."""


@dataclass(frozen=True, eq=False)
class Shelf:
    """The documents that a selection admits."""

    cards: tuple[Card, ...]
    """Ordered by path."""
    titles: Titles
    """Of all documents there are."""
    selection: Selection | None = None
    """None admits everything."""

    def named(self, question: str, as_of: datetime.date, *, least: int = LEAST_NAMED) -> Card | None:
        """The document among these that the question names, see `Titles.named`."""
        return self.titles.named(question, as_of, least=least, admits=self.admits)

    def titled(self, name: str) -> list[Card]:
        """Those with the name in their title, ordered by path."""
        return self.titles.holding(name, self.admits)

    def versions(self, card: Card) -> tuple[Card, ...]:
        """Those with the title of a document and of its region, itself among them, ordered by path."""
        return tuple(self._by_title.get((title_key(card.title), card.region), ()))

    @worked_out
    def _by_title(self) -> dict[tuple[str, str | None], list[Card]]:
        found: defaultdict[tuple[str, str | None], list[Card]] = defaultdict(list)
        for card in self.cards:
            found[title_key(card.title), card.region].append(card)
        return dict(found)

    @worked_out
    def by_id(self) -> dict[str, Card]:
        """By doc_id."""
        return {card.doc_id: card for card in self.cards}

    @worked_out
    def regions(self) -> frozenset[str]:
        """The regions that any of them is of."""
        return frozenset(card.region for card in self.cards if card.region)

    @worked_out
    def parks(self) -> dict[str, str]:
        """The parks that they are named after: what tells each from others (东湖) → its shortest name in a title."""
        found: dict[str, str] = {}
        for title in dict.fromkeys(card.title for card in self.cards):
            if not any(suffix in title for suffix in SUFFIXES):
                continue  # cutting 147,288 titles into words takes 2 s
            # 沧州市 in a title is whose news it is, not a park that competes with others.
            for place in (place for place in named_places(title) if place.name.endswith(tuple(SUFFIXES))):
                for core in proper_names(place.name) or _stem(place.name):
                    found[core] = min(found.get(core, place.name), place.name, key=len)
        return found

    def parks_in(self, text: str) -> list[str]:
        """The parks that a text names, by what tells each from others."""
        return [park for park in self.parks if park in text]

    def admits(self, card: Card) -> bool:
        """Whether the document is among these."""
        return self.selection is None or self.selection.admits(key_of(card.doc_id, card.revision))


def _stem(name: str) -> tuple[str, ...]:
    """A park's name without its suffix, where the cutter knows no part of it as a name: 蕨溪 of 蕨溪工业园区."""
    suffix = max((it for it in SUFFIXES if name.endswith(it)), key=len)
    stem = name.removesuffix(suffix)
    is_short = _SHORTEST <= len(stem) <= _LONGEST and stem[-1] not in "省市县区州级类型"
    return (stem,) if is_short and (bool(mentioned(stem)) or is_unknown(stem)) else ()


class Shelves:
    """The shelves of a store, remembered until its catalog changes. Safe to use from many threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._everything = lru_cache(maxsize=1)(self._read)
        self._admitted = lru_cache(maxsize=_SELECTIONS)(self._select)

    def everything(self) -> Shelf:
        """All documents, also those that no longer apply."""
        return self._everything(self._store.catalog.change())

    def admitted(self, filters: Filters, as_of: datetime.date) -> Shelf:
        """The documents that the filters let through; validity is judged on the day `as_of`."""
        change = self._store.catalog.change()
        return self._admitted(self._store.selector.select(filters, as_of, change), change)

    def _read(self, _change: int) -> Shelf:
        cards = tuple(self._store.catalog.cards())
        return Shelf(cards, Titles(cards))

    def _select(self, selection: Selection, change: int) -> Shelf:
        everything = self._everything(change)
        admitted = (it for it in everything.cards if selection.admits(key_of(it.doc_id, it.revision)))
        return Shelf(tuple(admitted), everything.titles, selection)
