"""Asking a question of the log again, to see whether it is still answered the same and, if not, why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import ndiff
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from assistant.answer import Answer, Turn
from assistant.log.door import Ask
from assistant.log.entry import STAFF, Cited, Entry, Retrieved, entry_of, masked
from assistant.log.rows import utc
from assistant.open import Assistant
from index.hit import Filters
from index.schema import revisions


class Fate(StrEnum):
    """What has become of a document since a question was answered."""

    CHANGED = "changed"
    """It is there in another revision."""
    GONE = "gone"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Change:
    """A document that is not as it was."""

    fate: Fate
    doc_id: str
    title: str
    was_cited: bool


@dataclass(frozen=True, slots=True)
class Replay:
    """An entry and what the same question comes to now."""

    entry: Entry
    now: Entry
    """As the log would keep it; without a model, unless the staff answered then."""
    changes: tuple[Change, ...]
    """Of the documents that were found then, and all that came since."""

    @property
    def is_same(self) -> bool:
        """Whether text and citations are the same, character for character."""
        return self.entry.text == self.now.text and _proofs(self.entry.citations) == _proofs(self.now.citations)

    @property
    def is_by_model(self) -> bool:
        """Whether a model wrote the answer then: it cannot be expected to be what is extracted now."""
        return self.entry.model not in ("extractive", STAFF)

    @property
    def is_understood_alike(self) -> bool:
        """Whether the question was understood as it was then, when a model may have read the conversation."""
        return (self.entry.standalone, self.entry.scope) == (self.now.standalone, self.now.scope)

    @property
    def hits_lost(self) -> tuple[Retrieved, ...]:
        """What was found then and is not now."""
        return _beyond(self.entry.hits, self.now.hits)

    @property
    def hits_new(self) -> tuple[Retrieved, ...]:
        """What is found now and was not then."""
        return _beyond(self.now.hits, self.entry.hits)

    @property
    def difference(self) -> tuple[str, ...]:
        """Both answers line by line: "- " what was said then, "+ " what is said now, "  " both."""
        lines = ndiff(self.entry.text.splitlines(), self.now.text.splitlines())
        return tuple(line for line in lines if not line.startswith("? "))


def replay(assistant: Assistant, entry: Entry, ask: Ask) -> Replay:
    """The same question, with the filters and on the day of the entry, without a model, of the documents that are there now.

    With the documents unchanged the answer is the same. What the staff have answered counts only where they had then.
    """
    day = entry.as_of if entry.filters.as_of is None else entry.asked_at.astimezone().date()
    then = replace(assistant, model=None, day=day, has_desk=entry.model == STAFF)
    filters, found = _as_set(entry), None
    for question, history in _wordings(entry):
        *_, answer = ask(then, question, history, filters)
        assert isinstance(answer, Answer), "a stream ends in its answer"  # noqa: S101
        if found is None or (answer.standalone_question, answer.scope) == (entry.standalone, entry.scope):
            found = _as_kept(answer, entry, assistant)
        if (found.standalone, found.scope) == (entry.standalone, entry.scope):
            break
    assert found is not None, "an entry has a question"  # noqa: S101
    return Replay(entry, found, changes(assistant, entry))


def _as_set(entry: Entry) -> Filters:
    """The filters of the entry without the day that the question told by its own words."""
    told = entry.filters.as_of is not None and f"时点 {entry.filters.as_of.isoformat()}" in entry.scope
    return replace(entry.filters, as_of=None, include_coming=True) if told else entry.filters


def _wordings(entry: Entry) -> Iterator[tuple[str, tuple[Turn, ...]]]:
    """Ways to ask the question: as it was typed, or as a model had made it stand alone."""
    history, day = tuple(Turn(question, "") for question in entry.earlier), entry.filters.as_of
    yield entry.question, history
    if history:
        yield entry.standalone, history
        yield entry.standalone, ()
        if day and entry.scope:  # the time that a question goes back to is no part of its stand-alone form
            yield f"{day.year}年{day.month}月{day.day}日时{entry.standalone}", history


def _as_kept(answer: Answer, entry: Entry, assistant: Assistant) -> Entry:
    """The answer as the log would keep it: as it is, if the entry was kept so."""
    plain = entry_of(answer, entry.id, entry.asked_at, entry.as_of, entry.channel, entry.conversation, entry.earlier)
    if plain.text == entry.text:
        return plain
    contact = (assistant.settings.contact,) if assistant.settings.contact else ()
    return masked(plain, (*contact, *(hit.chunk.text for hit in answer.hits)))


def changes(assistant: Assistant, entry: Entry) -> tuple[Change, ...]:
    """What has become of the documents that the entry rests on, and which have come since."""
    present = {card.doc_id: card for card in assistant.store.catalog.cards()}
    rests: tuple[Retrieved | Cited, ...] = (*entry.hits, *entry.citations)
    named = {it.doc_id: (it.revision, it.title) for it in rests}
    quoted = {it.doc_id for it in entry.citations}
    found = []
    for doc_id, (revision, title) in named.items():
        card = present.get(doc_id)
        if card is None or card.revision != revision:
            fate = Fate.GONE if card is None else Fate.CHANGED
            found.append(Change(fate, doc_id, title, doc_id in quoted))
    came = _came_since(assistant, entry) - named.keys()
    found += [Change(Fate.ADDED, doc_id, present[doc_id].title, False) for doc_id in sorted(came & present.keys())]
    return tuple(found)


def _came_since(assistant: Assistant, entry: Entry) -> set[str]:
    query = select(revisions.c.doc_id, revisions.c.ingested_at).where(revisions.c.state == "ready")
    with assistant.store.catalog.engine.connect() as connection:
        return {doc_id for doc_id, at in connection.execute(query) if utc(at) > entry.asked_at}


def _proofs(citations: Sequence[Cited]) -> list[tuple[int, str, str, int, str]]:
    return [(it.number, it.doc_id, it.revision, it.start, it.quote) for it in citations]


def _beyond(some: Sequence[Retrieved], others: Sequence[Retrieved]) -> tuple[Retrieved, ...]:
    known = {it.chunk_id for it in others}
    return tuple(it for it in some if it.chunk_id not in known)


def replay_json(it: Replay) -> dict[str, Any]:
    """What `wence log replay --json` prints."""
    return {
        "id": it.entry.id,
        "question": it.entry.question,
        "standalone": it.entry.standalone,
        "asked_at": it.entry.asked_at.isoformat(),
        "as_of": it.entry.as_of.isoformat(),
        "model": it.entry.model,
        "same": it.is_same,
        "understood_alike": it.is_understood_alike,
        "documents": [
            {"doc_id": one.doc_id, "title": one.title, "fate": one.fate.value, "was_cited": one.was_cited}
            for one in it.changes
        ],
        "hits_lost": [{"chunk_id": one.chunk_id, "title": one.title, "rank": one.rank} for one in it.hits_lost],
        "hits_new": [{"chunk_id": one.chunk_id, "title": one.title, "rank": one.rank} for one in it.hits_new],
        "then": it.entry.text,
        "now": it.now.text,
        "difference": list(it.difference) if not it.is_same else [],
    }
