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

    def holds(self, other: "Quote") -> bool:
        """Whether the other quote is part of this one."""
        same = self.hit.chunk.card.doc_id == other.hit.chunk.card.doc_id
        return same and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of an answer: what it says and the quotes that prove it."""

    text: str
    proof: tuple[Quote, ...]
    label: str = ""
    """Whose line it is, where several documents or parks stand side by side."""
    is_told: bool = False
    """Told by Wence itself, from the catalog or by reckoning, so that its words need not stand in the quotes."""


@dataclass(frozen=True, slots=True)
class Table:
    """Statements set side by side: every row begins with its subject and has a cell for each further heading."""

    head: tuple[str, ...]
    rows: tuple[tuple[Statement, ...], ...]

    @property
    def proof(self) -> tuple[Quote, ...]:
        """The quotes of all cells."""
        return tuple(quote for row in self.rows for cell in row for quote in cell.proof)


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before its quotes are numbered."""

    statements: tuple[Statement | Table, ...]
    notices: tuple[str, ...] = field(default=())
    """Sentences that stand before the statements and need no proof, such as a warning of lost validity."""
    unanswered: tuple[str, ...] = field(default=())
    """What was asked and not found."""


def quote_of(hit: Hit, start: int, end: int) -> Quote:
    """The stretch from `start` to `end` of the hit's chunk, in offsets of the chunk's text."""
    return Quote(hit, hit.chunk.start + start, hit.chunk.text[start:end])


class _Numbering:
    """Numbers quotes in the order in which they are first used."""

    def __init__(self) -> None:
        self._citations: dict[tuple[str, int, str], Citation] = {}

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(self._citations.values())

    def marked(self, statement: Statement) -> str:
        """The statement's text with the numbers of its quotes behind it."""
        return statement.text + "".join(f"[{number}]" for number in dict.fromkeys(map(self._number, statement.proof)))

    def _number(self, quote: Quote) -> int:
        key = (quote.hit.chunk.card.doc_id, quote.start, quote.text)
        if key not in self._citations:
            self._citations[key] = Citation(len(self._citations) + 1, quote.hit, quote.start, quote.text)
        return self._citations[key].number


def cite(statements: Iterable[Statement | Table]) -> tuple[str, tuple[Citation, ...]]:
    """The answer's text, in Markdown with [1] markers, and its citations, numbered in order of first use."""
    numbering = _Numbering()
    blocks: list[str] = []
    for statement in statements:
        if isinstance(statement, Table):
            blocks.append(_table(statement, numbering))
        else:
            label = f"**{statement.label}**：" if statement.label else ""
            blocks.append(label + numbering.marked(statement))
    return _joined(blocks), numbering.citations


def _table(table: Table, numbering: _Numbering) -> str:
    """Markdown; what would end a cell early is taken out of it."""
    rows = [[_cell(numbering.marked(cell)) for cell in row] for row in table.rows]
    lines = [tuple(map(_cell, table.head)), tuple("---" for _ in table.head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "｜")


def _joined(blocks: Sequence[str]) -> str:
    """List items stay with what is above them; paragraphs and tables are set apart."""
    text = ""
    for block in blocks:
        gap = "\n" if block.startswith("- ") else "\n\n"
        text += gap + block if text else block
    return text
