"""The cleaned text as the blocks of a page: headings, articles, paragraphs, tables, and where printed pages begin."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from assistant.web.document.outline import Place
from corpus.document import Document
from corpus.readers.tables import SEPARATOR

_LONGEST_NAME = 30
"""Characters of a column's name, as the readers of tables know it."""
_LONGEST_HEADER = 120
"""Characters of a line above the first heading that is no sentence: 文号, issuer, when it was passed and amended."""


class Mark(StrEnum):
    """Why a stretch is marked."""

    CITED = "cited"
    PROOF = "proof"
    """It proves the document's validity."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the cleaned text that is marked."""

    start: int
    end: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line that is shown in one way."""

    text: str
    mark: Mark | None = None
    anchors: bool = False
    """Whether it is the first of its mark, which is where links lead."""
    is_number: bool = False
    """Whether it is the number of an article."""
    page: int | None = None
    """Of a page that begins here, in the middle of a sentence; such a piece has no text."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: the name of each column, where it has one, and the pieces of the cell."""

    names: tuple[str, ...]
    cells: tuple[tuple[Piece, ...], ...]


class Shape(StrEnum):
    """How a block is shown."""

    HEADING = "heading"
    ARTICLE = "article"
    PARAGRAPH = "paragraph"
    HEADER = "header"
    """A line above the text proper: 文号, issuer, date."""
    TABLE = "table"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Block:
    """A line of the text, several lines that are one table, or the beginning of a page."""

    shape: Shape
    pieces: tuple[Piece, ...] = ()
    place: Place | None = None
    names: tuple[str, ...] = ()
    """Of the columns of a table."""
    rows: tuple[Row, ...] = ()
    page: int | None = None


def blocks(document: Document, places: Sequence[Place], spans: Sequence[Span]) -> tuple[Block, ...]:
    """The whole text in reading order; its first line is left out where it is the title, which the page shows above it."""
    writer = _Writer(document, {place.start: place for place in places}, sorted(spans, key=lambda it: it.mark))
    body = places[0].start if places else 0
    found: list[Block] = []
    rows: list[Row] = []
    offset = 0
    for line in document.text.splitlines(keepends=True):
        start, text = offset, line.rstrip()
        offset += len(line)
        if SEPARATOR in text and start not in writer.places:
            found += writer.page_above(start)
            rows.append(writer.row(start, text))
            continue
        found += _tables(rows)
        rows = []
        found += writer.page_above(start)
        if text and not (start == 0 and writer.is_title(text)):
            is_header = start < body and len(text) <= _LONGEST_HEADER and "。" not in text
            found.append(writer.block(start, text, is_header=is_header))
    return (*found, *_tables(rows))


def by_article(made: Sequence[Block]) -> list[tuple[Place | None, list[Block]]]:
    """Blocks in groups: an article with all that belongs to it, and what stands outside of articles."""
    groups: list[tuple[Place | None, list[Block]]] = []
    for block in made:
        if block.shape is Shape.ARTICLE:
            groups.append((block.place, [block]))
        elif not groups or (block.shape is Shape.HEADING and groups[-1][0] is not None):
            groups.append((None, [block]))
        else:
            groups[-1][1].append(block)
    return groups


class _Writer:
    """Makes blocks of lines; remembers which marks have been reached already."""

    def __init__(self, document: Document, places: dict[int, Place], spans: Sequence[Span]) -> None:
        self.places = places
        self._title = _bare(document.card.title)
        self._spans = spans
        self._pages = {place: number for number, place in enumerate(document.page_starts, start=1)}
        self._reached: set[Mark] = set()

    def is_title(self, line: str) -> bool:
        """Whether a first line says nothing but the title, unmarked."""
        return _bare(line) == self._title and not any(span.start < len(line) for span in self._spans)

    def page_above(self, start: int) -> Iterator[Block]:
        """The page that begins with the line at `start`, if one does."""
        if start in self._pages:
            yield Block(Shape.PAGE, page=self._pages[start])

    def block(self, start: int, text: str, *, is_header: bool) -> Block:
        """A line that is no row of a table."""
        place = self.places.get(start)
        pieces = self.pieces(start, start + len(text), text, place)
        if place is None:
            return Block(Shape.HEADER if is_header else Shape.PARAGRAPH, pieces)
        goes_on = place.end < start + len(text)
        return Block(Shape.ARTICLE if place.is_article or goes_on else Shape.HEADING, pieces, place)

    def row(self, start: int, text: str) -> Row:
        """A line of a table; its cells have names only where all of them have one."""
        parts: list[tuple[str, int, str]] = []
        whole: list[tuple[str, int, str]] = []
        at = start
        for cell in text.split(SEPARATOR):
            name, colon, value = cell.partition("：")
            is_named = bool(colon and value) and len(name) <= _LONGEST_NAME
            parts.append((name if is_named else "", at + len(name) + 1, value))
            whole.append(("", at, cell))
            at += len(cell) + len(SEPARATOR)
        names = [name for name, _, _ in parts]
        if not all(names) or len(set(names)) < len(names):
            parts = whole
        return Row(
            tuple(name for name, _, _ in parts),
            tuple(self.pieces(at, at + len(value), value) for _, at, value in parts),
        )

    def pieces(self, start: int, end: int, text: str, place: Place | None = None) -> tuple[Piece, ...]:
        """A stretch cut wherever a mark, the article's number, or a page begins or ends."""
        number = place.end if place and place.end > start else start
        cuts = {start, end, min(number, end)}
        cuts |= {it for span in self._spans for it in (span.start, span.end) if start < it < end}
        cuts |= {it for it in self._pages if start < it < end}
        made: list[Piece] = []
        for first, last in pairwise(sorted(cuts)):
            if first in self._pages and first > start:
                made.append(Piece("", page=self._pages[first]))
            # Sorted by mark: what is cited comes before what proves.
            mark = next((it.mark for it in self._spans if it.start <= first and last <= it.end), None)
            anchors = mark is not None and mark not in self._reached
            if mark is not None:
                self._reached.add(mark)
            made.append(Piece(text[first - start : last - start], mark, anchors, is_number=last <= number))
        return tuple(made)


def _tables(rows: Sequence[Row]) -> Iterator[Block]:
    """Rows that stand under one another as tables: those that share most of their columns are one."""
    table: list[Row] = []
    names: list[str] = []
    for row in rows:
        named = [name for name in row.names if name]
        if table and not _belongs(named, names, row, table[-1]):
            yield _table(table, names)
            table, names = [], []
        table.append(row)
        names += [name for name in dict.fromkeys(named) if name not in names]
    if table:
        yield _table(table, names)


def _belongs(named: Sequence[str], names: Sequence[str], row: Row, above: Row) -> bool:
    if not named or not names:
        return not named and not names and len(row.cells) == len(above.cells)
    return 2 * len(set(named) & set(names)) >= len(named)


def _table(rows: Sequence[Row], names: Sequence[str]) -> Block:
    if not names:
        return Block(Shape.TABLE, rows=tuple(rows))
    if len(rows) == 1:  # 发文机关：… | 发文字号：… says its names itself
        cells = [(Piece(f"{name}："), *cell) for name, cell in zip(names, rows[0].cells, strict=True)]
        return Block(Shape.TABLE, rows=(Row(("",) * len(cells), tuple(cells)),))
    filled = [dict(zip(row.names, row.cells, strict=True)) for row in rows]
    columns = tuple(names)
    return Block(
        Shape.TABLE, names=columns, rows=tuple(Row(columns, tuple(it.get(name, ()) for name in names)) for it in filled)
    )


def _bare(line: str) -> str:
    return "".join(line.split())
