"""What one question may look at: the documents that its filters admit, searched, weighed or read whole."""

import datetime
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from assistant import standing
from assistant.evidence import Sentence, weigh
from assistant.named import LEAST_NAMED
from assistant.open import Assistant
from assistant.places import Whereabouts, in_place, whereabouts
from assistant.question import Question
from assistant.scope import Scope, scope_of
from assistant.shelf import Shelf
from assistant.withheld import blotted, blotted_hits
from corpus.document import Card
from corpus.errors import ModelError
from corpus.normalize import fold
from corpus.worked_out import worked_out
from index.hit import Filters, Hit
from index.search import search
from index.store import Store

_CANDIDATES = 12
"""Passages whose sentences are weighed."""
_WHOLE_DOCUMENTS = 3
"""First hits whose whole documents are weighed too, …"""
_WHOLE_DOCUMENT = 60
"""… where these have no more chunks than this."""
_NAMED = 6
"""Characters of a title that must stand in a question for its whole document to be weighed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question on its way: what was understood, where it may look, and what was found."""

    question: Question
    filters: Filters
    hits: tuple[Hit, ...]
    search_seconds: float
    scope: Scope = field(default_factory=Scope)
    """What the question narrowed by its own words."""


@dataclass(frozen=True)
class Library:
    """The documents that `filters` admit, and how one looks into them."""

    assistant: Assistant
    filters: Filters

    @property
    def store(self) -> Store:
        """The store that everything is read from."""
        return self.assistant.store

    @property
    def as_of(self) -> datetime.date:
        """The day on which validity is judged."""
        return self.filters.as_of or self.assistant.today

    @worked_out
    def shelf(self) -> Shelf:
        """The documents that may be found at all."""
        return self.assistant.shelves.admitted(self.filters, self.as_of)

    @worked_out
    def everything(self) -> Shelf:
        """All documents, also those that no longer apply."""
        return self.assistant.shelves.everything()

    @property
    def cards(self) -> tuple[Card, ...]:
        """The cards of the documents that may be found at all."""
        return self.shelf.cards

    def named(self, question: str, *, least: int = LEAST_NAMED) -> Card | None:
        """The document that the question names, of any standing: one that lies in the place that it names, if there is one."""
        where = self.where(question)
        there = self.everything.titles.named(
            question, self.as_of, least=least, admits=lambda card: where.any_in(card.title, card.region)
        )
        return there or self.everything.named(question, self.as_of, least=least)

    @property
    def wider(self) -> "Library":
        """The same without regard to what is in force."""
        return Library(self.assistant, replace(self.filters, include_past=True, include_coming=True))

    @property
    def in_force(self) -> "Library":
        """The same without what comes into force later."""
        return Library(self.assistant, replace(self.filters, include_coming=False))

    def where(self, text: str) -> Whereabouts:
        """The places that a text names, parks also by the bare names that people use: 东湖 for 东湖高新区."""
        named, folded = whereabouts(text), fold(text)
        bare = (
            park
            for park in map(fold, self.everything.parks)
            if park in folded and not any(park in other for other in (*named.names, *named.regions))
        )
        return replace(named, names=(*named.names, *bare))

    def scope(self, question: Question) -> Scope:
        """What the question narrows by its own words."""
        where = self.where(question.standalone)
        return scope_of(question.standalone, where, self.everything.regions, self.assistant.today)

    def search(self, question: Question, k: int = _CANDIDATES) -> list[Hit]:
        """The passages near the question, first those of the one region that it names."""
        where, scope = self.where(question.standalone), self.scope(question)
        hits = self._search(question, k, self.filters)
        inside = scope.within(self.filters)
        if inside.region != self.filters.region:
            # What lies in the place may say it in other words than what is near the question elsewhere.
            return _merged(self._search(question, k, inside), hits)
        if where.regions and self.filters.region is None and not in_place(where, hits, self.assistant.text_of):
            for region in sorted(where.regions):
                there = replace(self.filters, region=region)
                hits = _merged(hits, self._search(question, k, there))
        return hits

    def _search(self, question: Question, k: int, filters: Filters) -> list[Hit]:
        return blotted_hits(search(self.store, question.standalone, k, filters))

    def near(self, question: Question, hits: Sequence[Hit], documents: Sequence[str] = ()) -> list[Hit]:
        """The hits that speak of the places that the question names, and the whole documents that it names, `documents`,
        or the first hits are from: once the document is right, the passage need not share the question's words."""
        where = self.where(question.standalone)
        near = in_place(where, hits, self.assistant.text_of)
        named = self.shelf.named(question.standalone, self.as_of, least=_NAMED)
        whole = [named.doc_id] if named else []
        whole += [*documents, *(hit.chunk.card.doc_id for hit in near[:_WHOLE_DOCUMENTS])]
        known = {hit.chunk.chunk_id for hit in near}
        score = near[-1].score if near else 1.0
        for doc_id in dict.fromkeys(whole):
            rest = [blotted(it) for it in self.store.catalog.chunks(doc_id) if it.chunk_id not in known]
            if len(rest) <= _WHOLE_DOCUMENT:
                near += [standing.as_hit(chunk, len(near) + at, self.as_of, score) for at, chunk in enumerate(rest, 1)]
        return near

    def weigh(self, question: Question, hits: Sequence[Hit], documents: Sequence[str] = ()) -> list[Sentence]:
        """The sentences of what is `near` the question, in reading order, measured against it."""
        near, where = self.near(question, hits, documents), self.where(question.standalone)
        encoders = self.assistant.sentence_encoders
        for encoder in encoders[:-1]:
            with suppress(ModelError):  # logged where documents were searched for
                return weigh(question, near, where, self.assistant.lexicon, encoder)
        return weigh(question, near, where, self.assistant.lexicon, encoders[-1])

    def document(self, doc_id: str, rank: int = 1) -> list[Hit]:
        """Every passage of a document, in reading order."""
        return [standing.as_hit(blotted(it), rank, self.as_of) for it in self.store.catalog.chunks(doc_id)]


def whole(found: Sequence[Sentence]) -> list[Sentence]:
    """The sentences that may be quoted."""
    return [sentence for sentence in found if sentence.is_whole]


def _merged(first: Sequence[Hit], then: Sequence[Hit]) -> list[Hit]:
    """Both lists one after the other, each chunk once."""
    hits = {hit.chunk.chunk_id: hit for hit in (*then, *first)}
    ordered = dict.fromkeys(hit.chunk.chunk_id for hit in (*first, *then))
    return [replace(hits[chunk_id], rank=rank) for rank, chunk_id in enumerate(ordered, start=1)]
