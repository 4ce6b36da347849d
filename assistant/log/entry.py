"""What is kept of an answer: enough to show it, to check it, and to ask again against the same revisions."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from secrets import token_hex

from assistant.answer import Answer, Outcome, Unverified
from assistant.log.mask import PLACEHOLDER, mask, personal
from index.hit import Filters

STAFF = "staff"
"""The model of an answer that a person wrote."""


class Channel(StrEnum):
    """The door through which a question came."""

    CLI = "cli"
    WEB = "web"
    API = "api"


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as it was given."""

    number: int
    chunk_id: str
    doc_id: str
    revision: str
    """SHA-256 of the document's bytes."""
    title: str
    start: int
    """Offset of the quote in the cleaned text of that revision."""
    quote: str


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A passage that was found, cited or not."""

    rank: int
    score: float
    chunk_id: str
    doc_id: str
    revision: str
    title: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer of the log."""

    id: str
    asked_at: datetime
    """UTC."""
    question: str
    standalone: str
    earlier: tuple[str, ...]
    """The questions before it in the conversation, by which it was understood."""
    filters: Filters
    scope: str
    as_of: date
    """The day by which validity was judged."""
    outcome: Outcome
    text: str
    model: str
    prompt: str | None
    citations: tuple[Cited, ...]
    hits: tuple[Retrieved, ...]
    left_out: tuple[Unverified, ...]
    search_seconds: float
    total_seconds: float
    channel: Channel
    conversation: str | None
    """Shared by the entries of one conversation, where the door knows."""
    version: str = field(default="")
    """Of the program."""
    request: str | None = None
    """Number of the request that asked, as the program's own log has it."""

    @property
    def is_masked(self) -> bool:
        """Whether personal data was taken out of the question."""
        return bool(PLACEHOLDER.search(self.question) or PLACEHOLDER.search(self.standalone))


def new_id() -> str:
    """An id that no other process gives out: twelve hexadecimal digits."""
    return token_hex(6)


def entry_of(
    answer: Answer,
    entry_id: str,
    asked_at: datetime,
    as_of: date,
    channel: Channel,
    conversation: str | None,
    earlier: tuple[str, ...] = (),
    request: str | None = None,
) -> Entry:
    """What is kept of `answer`, as it was typed; `as_of` is the day of validity where its filters name none."""
    return Entry(
        id=entry_id,
        asked_at=asked_at.astimezone(UTC),
        question=answer.question,
        standalone=answer.standalone_question,
        earlier=earlier,
        filters=answer.filters,
        scope=answer.scope,
        as_of=answer.filters.as_of or as_of,
        outcome=answer.outcome,
        text=answer.text,
        model=answer.model,
        prompt=answer.prompt,
        citations=cited(answer),
        hits=retrieved(answer),
        left_out=answer.left_out,
        search_seconds=answer.search_seconds,
        total_seconds=answer.total_seconds,
        channel=channel,
        conversation=conversation,
        version=program_version(),
        request=request,
    )


def cited(answer: Answer) -> tuple[Cited, ...]:
    """The citations of an answer as the log keeps them."""
    return tuple(
        Cited(it.number, chunk.chunk_id, chunk.card.doc_id, chunk.card.revision, chunk.card.title, it.start, it.quote)
        for it in answer.citations
        for chunk in (it.hit.chunk,)
    )


def retrieved(answer: Answer) -> tuple[Retrieved, ...]:
    """The hits of an answer as the log keeps them."""
    return tuple(
        Retrieved(hit.rank, hit.score, chunk.chunk_id, chunk.card.doc_id, chunk.card.revision, chunk.card.title)
        for hit in answer.hits
        for chunk in (hit.chunk,)
    )


def masked(entry: Entry, public: Iterable[str] = ()) -> Entry:
    """`entry` without personal data: what was typed now or earlier is taken out wherever it recurs.

    Quotes are left as they stand in the documents, and so is what the answer repeats of them or of other `public` texts.
    What a member of staff wrote is theirs to publish.
    """
    known = {
        value: sign
        for text in (*entry.earlier, entry.question, entry.standalone)
        for value, sign in personal(text).items()
    }
    shown = (*public, *(it.quote for it in entry.citations))
    return replace(
        entry,
        question=mask(entry.question, known),
        standalone=mask(entry.standalone, known),
        earlier=tuple(mask(it, known) for it in entry.earlier),
        text=entry.text if entry.model == STAFF else mask(entry.text, known, shown),
        left_out=tuple(Unverified(mask(it.text, known, shown), it.reason) for it in entry.left_out),
    )


@cache
def program_version() -> str:
    """The version of the package; of a checkout, with the commit; empty where neither is known."""
    try:
        released = version("wence")
    except PackageNotFoundError:
        released = ""
    return "+".join(filter(None, (released, _commit())))


def _commit() -> str:
    git = Path(__file__).resolve().parents[2] / ".git"
    try:
        head = (git / "HEAD").read_text(encoding="ascii").strip()
        return ((git / head[5:]).read_text(encoding="ascii") if head.startswith("ref: ") else head)[:8]
    except OSError:  # installed, a worktree, or a branch that is packed
        return ""
