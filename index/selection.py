"""Filters to the revisions that they let through, from the catalog."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import ColumnElement, Connection, and_, not_, or_, select

from corpus.document import Status
from corpus.normalize import fold
from corpus.regions import covers
from index.catalog import Catalog
from index.copies import shadowed
from index.hit import Filters
from index.repeals import Link
from index.schema import revisions

_NO_LINK = Link()
_NARROWING = ("region", "issuer", "kind", "since", "until")


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class Selection:
    """Which revision keys may be found; each is made once, and known by its identity."""

    allowed: dict[str, int] | None
    """Keys with their number of chunks; None: all that are not excluded."""
    excluded: frozenset[str]
    """Keys that are past, while the rest is allowed."""
    total: int
    """All chunks there are."""

    @property
    def size(self) -> int:
        """Chunks in `allowed`."""
        return sum((self.allowed or {}).values())

    @property
    def chunk_ids(self) -> list[str]:
        """Ids of all chunks in `allowed`."""
        return [f"{key}.{ordinal}" for key, count in (self.allowed or {}).items() for ordinal in range(count)]

    def admits(self, key: str) -> bool:
        """Whether chunks under this key may be found."""
        return key not in self.excluded if self.allowed is None else key in self.allowed


class Selector:
    """Selections, remembered until the catalog changes. Safe to use from many threads."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._remembered = lru_cache(maxsize=64)(self._select)

    def select(self, filters: Filters, as_of: date, change: int) -> Selection:
        """What the filters let through at this change of the catalog; validity is judged on the day `as_of`."""
        return self._remembered(change, filters, as_of)

    def _select(self, _change: int, filters: Filters, as_of: date) -> Selection:
        total = self._catalog.size()
        with self._catalog.engine.connect() as connection:
            past = frozenset() if filters.include_past else self._past(connection, as_of)
            if not filters.include_coming:
                past |= _coming(connection, as_of)
            if all(getattr(filters, name) is None for name in _NARROWING):
                return Selection(None, past | self._shadowed(lambda key: key not in past, as_of), total)
            query = select(revisions.c.key, revisions.c.chunk_count).where(revisions.c.state == "ready")
            rows = connection.execute(query.where(*_conditions(connection, filters))).all()
        allowed = {key: count for key, count in rows if key not in past}
        for key in self._shadowed(allowed.__contains__, as_of):
            del allowed[key]
        return Selection(allowed, frozenset(), total)

    def _shadowed(self, admits: Callable[[str], bool], as_of: date) -> frozenset[str]:
        """Of texts that were published in several places, the keys of all copies but the best of those admitted."""
        copies = self._catalog.copies()
        if not copies:
            return frozenset()
        cards = {card.doc_id: card for card in self._catalog.cards() if card.doc_id in copies}
        admitted = {it.key for group in copies.values() for it in group if it.doc_id in cards and admits(it.key)}
        return shadowed(set(copies.values()), admitted, cards, as_of)

    def _past(self, connection: Connection, as_of: date) -> frozenset[str]:
        """Keys of what does not apply on the day any more, or not yet in this wording; the same rule as `Validity.status`."""
        ready = revisions.c.state == "ready"
        says_repealed = or_(revisions.c.repealed_by.is_not(None), revisions.c.repealed_on.is_not(None))
        told = and_(says_repealed, or_(revisions.c.repealed_on.is_(None), revisions.c.repealed_on <= as_of))
        past = set(connection.scalars(select(revisions.c.key).where(ready, or_(told, revisions.c.expires_on < as_of))))
        links = self._catalog.links()
        stated = and_(revisions.c.stated.in_((Status.REPEALED.value, Status.EXPIRED.value)), not_(says_repealed))
        query = select(revisions.c.key, revisions.c.doc_id).where(ready, stated)
        past |= {key for key, doc_id in connection.execute(query) if links.get(doc_id, _NO_LINK).title is None}
        if not links:
            return frozenset(past)
        # Of two versions, the newer does not answer for a day on which the older applied.
        newer = {it for it, link in links.items() if link.worded_on is not None and as_of < link.worded_on}
        ended = {it for it, link in links.items() if link.ends_by(as_of)}
        query = select(revisions.c.key, revisions.c.doc_id, says_repealed.label("is_told")).where(ready)
        for row in connection.execute(query):
            if row.doc_id in newer or (row.doc_id in ended and not row.is_told):
                past.add(row.key)
        return frozenset(past)


def _coming(connection: Connection, as_of: date) -> frozenset[str]:
    """Keys of what comes into force after the day, or, where no day of effect is known, was made after it."""
    made_later = and_(
        revisions.c.effective_on.is_(None), revisions.c.effective_by.is_(None), revisions.c.dated_on > as_of
    )
    later = or_(revisions.c.effective_on > as_of, made_later)
    query = select(revisions.c.key).where(revisions.c.state == "ready", later)
    return frozenset(connection.scalars(query))


def _conditions(connection: Connection, filters: Filters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if filters.region is not None:
        wanted = filters.region
        conditions.append(revisions.c.region.in_([it for it in _known(connection, "region") if covers(wanted, it)]))
    if filters.issuer is not None:
        part = fold(filters.issuer).strip()
        conditions.append(revisions.c.issuer.in_([it for it in _known(connection, "issuer") if part in fold(it)]))
    if filters.kind is not None:
        conditions.append(revisions.c.kind == filters.kind.value)
    if filters.since is not None:
        conditions.append(revisions.c.dated_on >= filters.since)
    if filters.until is not None:
        conditions.append(revisions.c.dated_on <= filters.until)
    return conditions


def _known(connection: Connection, column: str) -> Sequence[str]:
    """The different values of a column: few, so that comparing them in Python costs little."""
    values = revisions.c[column]
    return connection.scalars(select(values).distinct().where(revisions.c.state == "ready", values.is_not(None))).all()
