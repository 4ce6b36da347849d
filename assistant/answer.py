"""What a question turns into."""

from dataclasses import dataclass, field
from enum import StrEnum

from corpus.structure.provisions import place_within
from index.hit import Filters, Hit


class Outcome(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    """Part of what was asked is answered; the text says which part is not."""
    NOT_FOUND = "not_found"
    DEGRADED = "degraded"
    """The model failed and the extractive answer stands in for it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange of the conversation."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Citation:
    """The proof of a statement: a verbatim quote and where it stands."""

    number: int
    """1-based, as the marker in the answer's text."""
    hit: Hit
    start: int
    """Offset of the quote in the cleaned text of the document."""
    quote: str
    """Equal to `text[start : start + len(quote)]` of the document."""

    @property
    def provision(self) -> tuple[str, ...]:
        """款, 项 and 目 that hold the whole quote, outermost first: 第二款, 第（三）项."""
        chunk = self.hit.chunk
        begin = self.start - chunk.start
        return place_within(chunk.provisions, begin, begin + len(self.quote))


@dataclass(frozen=True, slots=True)
class Unverified:
    """A sentence that was left out because what it cites does not bear it out."""

    text: str
    reason: str
    """In Chinese, for a person."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished answer; the text carries [1] markers that refer to `citations`."""

    question: str
    standalone_question: str
    """The question as it was searched, with what the conversation supplies filled in."""
    outcome: Outcome
    text: str
    model: str
    """`extractive`, `provider:name`, or `staff` for what a person has answered."""
    citations: tuple[Citation, ...] = ()
    hits: tuple[Hit, ...] = ()
    """Everything that was retrieved, also what is not cited."""
    filters: Filters = field(default_factory=Filters)
    scope: str = ""
    """What the question itself narrowed, in words, such as 地区 河北省廊坊市; empty for nothing."""
    left_out: tuple[Unverified, ...] = ()
    """What a model wrote and could not be verified."""
    prompt: str | None = None
    """Name and version of the prompt that the model was given; None where no model wrote."""
    support: float | None = None
    """How well the best sentence found answers, as log-odds; None where something else decided, such as a look-up."""
    search_seconds: float = 0.0
    total_seconds: float = 0.0
    first_seconds: float | None = None
    """Until the first piece of text was there."""
    entry_id: str | None = None
    """Of its entry in the answer log; None where none is kept."""
