"""The list that is shown: what matches, narrowed, put in order, one page of it."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from assistant.web.lookup.facets import Narrowed, narrow
from assistant.web.lookup.holding import Held, held
from assistant.web.lookup.matching import NOTHING, Matches, matches
from assistant.web.lookup.state import Sort, Sought
from corpus.document import Chunk
from corpus.normalize import fold
from index.titles import number_key, title_key

if TYPE_CHECKING:
    from assistant.open import Assistant

PAGE = 20
"""Documents on a page."""
_LEAST_NUMBER = 3
"""Characters of a 文号 that are looked for inside it."""
_DAYS, _QUERIES = 4, 64
"""Kept in memory."""


class Tier(IntEnum):
    """How a document was found; what is named in full comes first."""

    NAMED = 0
    IN_TITLE = 1
    IN_TEXT = 2
    NEAR = 3


@dataclass(frozen=True, slots=True)
class Listed:
    """A document of the list."""

    held: Held
    tier: Tier
    chunk_ids: tuple[str, ...]
    """Its passages, best first."""


@dataclass(frozen=True, slots=True)
class Found:
    """The whole list, in order."""

    sought: Sought
    as_of: datetime.date
    documents: tuple[Listed, ...]
    narrowed: Narrowed
    every: int
    """Documents that match, whatever the list is narrowed to."""
    is_cut: bool
    """Whether more may match."""

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-len(self.documents) // PAGE))

    @property
    def page(self) -> int:
        """The page that is shown: the last, where the address asks for one beyond it."""
        return min(self.sought.page, self.pages)

    @property
    def shown(self) -> Sequence[Listed]:
        """The documents of the page."""
        return self.documents[(self.page - 1) * PAGE : self.page * PAGE]


def order_of(sought: Sought) -> Sort:
    """How a list is ordered: without words by date, for there is nothing to be relevant to."""
    return Sort.PUBLISHED if sought.sort is Sort.RELEVANCE and not sought.text else sought.sort


class Finder:
    """Finds lists; shared by all visitors, it remembers what was worked out until the catalog changes."""

    def __init__(self, assistant: "Assistant") -> None:
        self._assistant = assistant
        self._held = lru_cache(maxsize=_DAYS)(self._read)
        self._matches = lru_cache(maxsize=_QUERIES)(self._search)

    def find(self, sought: Sought) -> Found:
        """The list for what is sought."""
        change = self._assistant.store.catalog.change()
        as_of = sought.as_of or self._assistant.today
        documents = self._held(change, as_of)
        match = self._matches(change, sought.text) if sought.text else NOTHING
        tier = _tiers(sought.text, match)
        tiers = {one.doc_id: tier(one) for one in documents}
        matching = [one for one in documents if tiers[one.doc_id] is not None] if sought.text else documents
        narrowed = narrow(matching, sought)
        listed = [
            Listed(one, tiers[one.doc_id] or Tier.NAMED, match.passages.get(one.doc_id, ())) for one in narrowed.left
        ]
        ordered = sorted(listed, key=_key(order_of(sought), match))
        return Found(sought, as_of, tuple(ordered), narrowed, len(matching), match.is_cut)

    def passages(self, listed: Sequence[Listed]) -> dict[str, Chunk]:
        """The passages of some documents, by id."""
        wanted = [chunk_id for one in listed for chunk_id in one.chunk_ids]
        return self._assistant.store.catalog.found(wanted)

    def _read(self, _change: int, as_of: datetime.date) -> tuple[Held, ...]:
        return held(self._assistant.store.catalog.cards(), as_of)

    def _search(self, _change: int, text: str) -> Matches:
        return matches(self._assistant.store, text)


def _tiers(text: str, match: Matches) -> Callable[[Held], Tier | None]:
    name, number = title_key(text), number_key(text) or ""
    runs = [run for run in fold(text).replace("《", " ").replace("》", " ").split() if run]
    has_number = len(number) >= _LEAST_NUMBER and any(character.isdigit() for character in number)

    def tier(one: Held) -> Tier | None:
        if (name and name in one.names) or (number and number == one.number):
            return Tier.NAMED
        if (has_number and number in one.number) or (runs and all(run in one.title for run in runs)):
            return Tier.IN_TITLE
        if one.doc_id not in match.passages:
            return None
        return Tier.NEAR if one.doc_id in match.near else Tier.IN_TEXT

    return tier


def _key(order: Sort, match: Matches) -> Callable[[Listed], tuple[Any, ...]]:
    rank = {doc_id: at for at, doc_id in enumerate(match.passages)}
    last = datetime.date.min

    def newest(day: datetime.date | None) -> int:
        return -(day or last).toordinal()

    def key(one: Listed) -> tuple[Any, ...]:
        card = one.held.card
        tie = (newest(card.dated_on), *_by_title(card.title), card.doc_id)
        is_near = one.tier is Tier.NEAR
        if order is Sort.PUBLISHED:
            return (is_near, *tie)
        if order is Sort.EFFECTIVE:
            return (is_near, newest(card.validity.effective_on), *tie)
        if order is Sort.TITLE:
            return (is_near, *_by_title(card.title), *tie)
        # Of two versions under the very name that was typed, the one that applies.
        is_past = one.tier <= Tier.IN_TITLE and one.held.status.is_past
        return (one.tier, is_past, rank.get(card.doc_id, len(rank)), *tie)

    return key


def _by_title(title: str) -> tuple[bytes]:
    """Titles in the order of pinyin, which is that of the common characters in GB 18030."""
    return (title.lstrip("《〈“").encode("gb18030", "replace"),)
