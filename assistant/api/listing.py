"""Which documents a list holds: unlike a search, also those whose text was published elsewhere as well."""

import datetime
from collections.abc import Iterable, Iterator

from corpus.document import Card
from corpus.normalize import fold
from corpus.regions import covers
from index.hit import Filters


def listed(cards: Iterable[Card], filters: Filters, as_of: datetime.date) -> Iterator[Card]:
    """The cards that the filters admit, with validity as on `as_of`."""
    issuer = fold(filters.issuer or "").strip()
    for card in cards:
        if filters.region is not None and (card.region is None or not covers(filters.region, card.region)):
            continue
        if issuer and issuer not in fold(card.issuer or ""):
            continue
        if filters.kind is not None and card.kind is not filters.kind:
            continue
        if not _dated_within(card, filters):
            continue
        if filters.include_past or not card.validity.status(as_of).is_past:
            yield card


def _dated_within(card: Card, filters: Filters) -> bool:
    if filters.since is None and filters.until is None:
        return True
    day = card.dated_on
    since, until = filters.since or datetime.date.min, filters.until or datetime.date.max
    return day is not None and since <= day <= until
