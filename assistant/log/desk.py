"""Giving what the staff have answered, as an answer with its author, its expiry and its proof."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from assistant.library import Asked, Library
from assistant.log.staff import Source, StaffAnswer, find
from assistant.question import Intent, Question
from assistant.standing import as_hit
from assistant.statement import Draft, Quote, Statement, quote_of
from corpus.errors import NoSuchDocument
from index.store import Store


class State(StrEnum):
    """Whether an answer of the staff's is given."""

    STANDING = "standing"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    UNPROVED = "unproved"
    """Its source has changed and says it no more."""


def state_of(answer: StaffAnswer, store: Store, today: date) -> State:
    """Whether `answer` is given today, and if not, why."""
    if answer.withdrawn_at is not None:
        return State.WITHDRAWN
    if today > answer.expires_on:
        return State.EXPIRED
    return State.STANDING if drafted(answer, store, today) is not None else State.UNPROVED


def exactly(asked: Asked, library: Library) -> Draft | None:
    """The staff's answer to exactly this question, which goes before what the documents say.

    A person who knows the documents has answered just this; the documents found are shown beside it.
    """
    return _draft(asked, library, exact=True)


def instead(asked: Asked, library: Library) -> Draft | None:
    """The staff's answer to this question in other words, for where the documents do not answer it."""
    return _draft(asked, library, exact=False)


def _draft(asked: Asked, library: Library, *, exact: bool) -> Draft | None:
    if not library.assistant.has_desk or hang_on_case([asked.question]):
        return None
    answer = find(library.store, asked.question.standalone, library.assistant.today, asked.filters, exactly=exact)
    return drafted(answer, library.store, library.as_of) if answer is not None else None


def hang_on_case(questions: Sequence[Question]) -> bool:
    """Whether the answer to a message depends on what an enterprise told of itself before, which its words lack."""
    return bool(questions[0].earlier) and any(it.intent in (Intent.CONDITIONS, Intent.ESTIMATE) for it in questions)


def drafted(answer: StaffAnswer, store: Store, as_of: date) -> Draft | None:
    """The answer with its proof; None where its source no longer says so, for then it must be looked at again."""
    if answer.source is None:
        return Draft((Statement(answer.text, (), answer.label),))
    quote = proof(answer.source, store, as_of)
    return Draft((Statement(answer.text, (quote,), answer.label, is_told=True),)) if quote is not None else None


def proof(source: Source, store: Store, as_of: date) -> Quote | None:
    """The quote where it stands in the document's present revision; None where it does not."""
    try:
        chunks = store.catalog.chunks(source.doc_id)
    except NoSuchDocument:
        return None
    for chunk in chunks:
        at = chunk.text.find(source.quote)
        if at >= 0:
            return quote_of(as_hit(chunk, 1, as_of), at, at + len(source.quote))
    return None
