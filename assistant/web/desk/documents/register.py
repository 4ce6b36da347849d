"""All documents with what a list of them is narrowed and sorted by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from assistant.log.rows import utc
from assistant.stock.problem import Problem
from assistant.stock.problems import problems
from assistant.web.desk.overview.figures import SOON
from corpus.document import Card, Caution, Status
from corpus.normalize import fold
from corpus.repair.quality import FAIR
from index.rows import to_cautions
from index.schema import revisions
from index.store import Store


@dataclass(frozen=True, slots=True)
class Listed:
    """A document of the list."""

    card: Card
    status: Status
    chunks: int
    quality: float
    """Share of the text that is whole, 0 to 1."""
    repairs: tuple[str, ...]
    """What was repaired, in Chinese."""
    cautions: tuple[Caution, ...]
    added_at: datetime
    """UTC."""
    problems: frozenset[str]
    """By the names of `documents.words.Words.problems`."""


class Register:
    """The documents of a store, worked out anew when it has changed. Safe to use from many threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._catalog = store.catalog
        self._problems: tuple[int, date | None, tuple[Problem, ...]] = (-1, None, ())
        self._known: tuple[int, date | None, tuple[Listed, ...]] = (-1, None, ())

    def listed(self, today: date) -> Sequence[Listed]:
        """Every document, by path; its standing is that of `today`."""
        change = self._catalog.change()
        if self._known[:2] != (change, today):
            self._known = (change, today, tuple(self._read(today)))
        return self._known[2]

    def problems(self, today: date) -> Sequence[Problem]:
        """What needs a person, as it was when the catalog last changed."""
        change = self._catalog.change()
        if self._problems[:2] != (change, today):
            self._problems = (change, today, tuple(problems(self._store, today)))
        return self._problems[2]

    def _read(self, today: date) -> list[Listed]:
        counts = self._catalog.counts()
        query = select(revisions.c.doc_id, revisions.c.ingested_at).where(revisions.c.state == "ready")
        with self._catalog.engine.connect() as connection:
            added = {doc_id: utc(at) for doc_id, at in connection.execute(query)}
        cards = [card for card in self._catalog.cards() if card.doc_id in counts and card.doc_id in added]
        return [_listed(card, counts[card.doc_id], added[card.doc_id], today) for card in cards]


def _listed(card: Card, count: Mapping[str, Any], added_at: datetime, today: date) -> Listed:
    status, quality = card.validity.status(today), float(str(count["quality"]))
    repairs = count["repairs"]
    notes = tuple(str(it["note"]) for it in repairs) if isinstance(repairs, list) else ()
    cautions = to_cautions(count)
    expires = card.validity.expires_on
    found = {
        "expiring": expires is not None and today <= expires <= today + SOON and not status.is_past,
        "damaged": quality < FAIR,
        "undated": status is Status.UNKNOWN,
        "unplaced": card.region is None,
        "cautioned": bool(cautions),
    }
    problems = frozenset(name for name, is_there in found.items() if is_there)
    return Listed(card, status, int(str(count["chunks"])), quality, notes, cautions, added_at, problems)


def narrowed(rows: Sequence[Listed], query: Mapping[str, str]) -> list[Listed]:
    """The documents that a query asks for, in its order; a choice that is none counts as none."""
    found = list(rows)
    if words := fold(query.get("find", "")).split():
        found = [it for it in found if all(word in _searched(it.card) for word in words)]
    if status := query.get("status"):
        found = [it for it in found if it.status.value == status]
    if kind := query.get("kind"):
        found = [it for it in found if it.card.kind is not None and it.card.kind.value == kind]
    if region := query.get("region"):
        found = [it for it in found if it.card.region is not None and it.card.region.startswith(region)]
    if problem := query.get("problem"):
        found = [it for it in found if problem in it.problems]
    return _ordered(found, query.get("sort", "added"), is_up=query.get("order") == "up")


def _searched(card: Card) -> str:
    return fold(" ".join(filter(None, (card.title, card.doc_number, card.issuer, card.source_path, card.doc_id))))


def _ordered(rows: list[Listed], by: str, *, is_up: bool) -> list[Listed]:
    if by == "title":
        return sorted(rows, key=lambda it: it.card.title, reverse=not is_up)
    if by == "dated":
        return sorted(rows, key=lambda it: it.card.dated_on or date.min, reverse=not is_up)
    return sorted(rows, key=lambda it: (it.added_at, it.card.title), reverse=not is_up)
