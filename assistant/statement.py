"""The lines of an answer and what proves them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assistant.answer import Citation
from index.hit import Hit


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim stretch of a hit's document."""

    hit: Hit
    start: int
    """Offset in the document's cleaned text."""
    text: str

    @property
    def end(self) -> int:
        """Offset just behind the quote."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of an answer: what it says and the quotes that prove it."""

    text: str
    proof: tuple[Quote, ...]
    label: str = ""
    """Whose line it is, where several documents or parks stand side by side."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before its quotes are numbered."""

    statements: tuple[Statement, ...]
    notices: tuple[str, ...] = field(default=())
    """Sentences that stand before the statements and need no proof, such as a warning of lost validity."""
    unanswered: tuple[str, ...] = field(default=())
    """What was asked and not found."""


def quote_of(hit: Hit, start: int, end: int) -> Quote:
    """The stretch from `start` to `end` of the hit's chunk, in offsets of the chunk's text."""
    return Quote(hit, hit.chunk.start + start, hit.chunk.text[start:end])


def cite(statements: Iterable[Statement]) -> tuple[str, tuple[Citation, ...]]:
    """The answer's text with [1] markers, and its citations, numbered in order of first use."""
    numbers: dict[tuple[str, int, str], Citation] = {}
    lines = []
    for statement in statements:
        markers = "".join(f"[{_number(quote, numbers)}]" for quote in statement.proof)
        label = f"**{statement.label}**：" if statement.label else ""
        lines.append(f"{label}{statement.text}{markers}")
    return "\n\n".join(lines) if _apart(lines) else "\n".join(lines), tuple(numbers.values())


def _number(quote: Quote, numbers: dict[tuple[str, int, str], Citation]) -> int:
    key = (quote.hit.chunk.card.doc_id, quote.start, quote.text)
    if key not in numbers:
        numbers[key] = Citation(len(numbers) + 1, quote.hit, quote.start, quote.text)
    return numbers[key].number


def _apart(lines: Sequence[str]) -> bool:
    """List items stay together; paragraphs are set apart."""
    return not any(line.startswith("- ") for line in lines)
