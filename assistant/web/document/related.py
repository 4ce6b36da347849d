"""What a document has to do with others: what it ends and what ends it, its versions, its copies, and what is like it."""

import datetime
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.versions import worded_on
from corpus.document import Card, Document, Reference, Status
from corpus.errors import BadQuestion, NoSuchDocument
from index.history import Former
from index.hit import Filters
from index.search import search

if TYPE_CHECKING:
    from assistant.open import Assistant

Span = tuple[int, int]

_SIMILAR = 5
_LOOKED_AT = 24
"""Passages among which the documents are that speak of the same matter."""
_ASKED = 160
"""Characters of the first provision that tell, with the title, what a document is about."""
_REMEMBERED = 512


@dataclass(frozen=True, slots=True)
class Ending:
    """That one document ends another: the other one, and the sentence that says so."""

    title: str
    card: Card | None = None
    """None where the other is not held."""
    doc_number: str | None = None
    on: datetime.date | None = None
    evidence: str | None = None
    where: Card | None = None
    """The document in which the sentence stands."""
    span: Span | None = None
    """Where in its text."""


@dataclass(frozen=True, slots=True)
class Version:
    """One wording of the document."""

    card: Card
    on: datetime.date | None
    """Since when it applies."""
    status: Status
    is_this: bool


@dataclass(frozen=True, slots=True)
class Related:
    """Everything that a document leads to."""

    ends: tuple[Ending, ...] = ()
    ended: Ending | None = None
    versions: tuple[Version, ...] = ()
    """All of them, latest first; empty where there is only one."""
    former: tuple[Former, ...] = ()
    copies: tuple[Card, ...] = ()
    similar: tuple[Card, ...] = ()


class Relations:
    """Looks up what documents have to do with each other, for all visitors."""

    def __init__(self, assistant: "Assistant") -> None:
        self._assistant = assistant
        self._catalog = assistant.store.catalog
        self._similar = lru_cache(maxsize=_REMEMBERED)(self._found)

    def of(self, document: Document, as_of: datetime.date) -> Related:
        """What a document leads to; standings are those of the day `as_of`."""
        card, shelf = document.card, self._assistant.shelves.everything()
        held = shelf.by_id
        versions = sorted(shelf.versions(card), key=worded_on, reverse=True) if card.doc_id in held else []
        copies = self._catalog.copies().get(card.doc_id, ())
        twins = [held[it.doc_id] for it in copies if it.doc_id != card.doc_id and it.doc_id in held]
        ends, ended = tuple(self._ends(document)), self._ended(document)
        linked = [it.card for it in (*ends, *([ended] if ended else [])) if it.card]
        known = frozenset(it.doc_id for it in (card, *versions, *twins, *linked))
        similar = self._similar(card.title, _matter(document), known, self._catalog.change())
        return Related(
            ends=ends,
            ended=ended,
            versions=tuple(_version(it, card, as_of) for it in versions) if len(versions) > 1 else (),
            former=tuple(it for it in self._catalog.former(card.doc_id) if it.revision != card.revision),
            copies=tuple(twins),
            similar=tuple(held[it] for it in similar if it in held),
        )

    def _ends(self, document: Document) -> list[Ending]:
        if not document.repeals:
            return []
        by_title = self._catalog.repealed_by(document.card.doc_id)
        held = self._assistant.shelves.everything().by_id
        found = {_key(it): self._end(document, it, held.get(by_title.get(it.title, ""))) for it in document.repeals}
        return list(found.values())

    def _end(self, document: Document, named: Reference, card: Card | None) -> Ending:
        return Ending(
            named.title,
            card,
            named.doc_number,
            evidence=named.evidence,
            where=document.card,
            span=span_in(document.text, named.evidence),
        )

    def _ended(self, document: Document) -> Ending | None:
        """What ends the document, now or later."""
        validity = document.card.validity
        if validity.repealed_by is None and validity.repealed_on is None and validity.repeal_evidence is None:
            return None
        by = self._assistant.shelves.everything().by_id.get(validity.repealed_by_id or "")
        title, evidence = validity.repealed_by or "", validity.repeal_evidence
        span, where = span_in(document.text, evidence), document.card
        if span is None and by is not None:
            span, where = self._elsewhere(by, evidence), by
        return Ending(title, by, on=validity.repealed_on, evidence=evidence, where=where, span=span)

    def _elsewhere(self, card: Card, evidence: str | None) -> Span | None:
        try:
            return span_in(self._catalog.document(card.doc_id).text, evidence)
        except NoSuchDocument:  # removed since its card was read
            return None

    def _found(self, title: str, matter: str, known: frozenset[str], _change: int) -> tuple[str, ...]:
        """Ids of documents that speak of the same matter, nearest first."""
        try:
            hits = search(self._assistant.store, f"{title} {matter}", _LOOKED_AT, Filters(include_past=True))
        except BadQuestion:
            return ()
        near = dict.fromkeys(hit.chunk.card.doc_id for hit in hits)
        return tuple(it for it in near if it not in known)[:_SIMILAR]


def span_in(text: str, sentence: str | None) -> Span | None:
    """Where a sentence stands in a text; of a list that is too far apart, its last line."""
    for wanted in (sentence, sentence.rsplit("\n", 1)[-1]) if sentence else ():
        at = text.find(wanted)
        if at >= 0:
            return at, at + len(wanted)
    return None


def _matter(document: Document) -> str:
    """The first words of the text proper, which mostly say what it is for."""
    first = next((it for it in document.sections if it.path), None)
    start = first.start if first else 0
    return " ".join(document.text[start : start + _ASKED].split())


def _key(named: Reference) -> tuple[str, str | None]:
    return named.title, named.doc_number


def _version(card: Card, this: Card, as_of: datetime.date) -> Version:
    day = worded_on(card)
    known = day if day != datetime.date.min else None
    return Version(card, known, card.validity.status(as_of), card.doc_id == this.doc_id)
