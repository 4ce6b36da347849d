"""Lines that stand on a page, put into the order in which a person reads them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from corpus.readers.tables import table_lines

_SPANNING = 0.6
"""Share of the page's width from which a line is no column's."""
_FEWEST_IN_COLUMN = 4
_FILLS_COLUMN = 0.55
"""Lines of running text fill their column; cells of a table do not."""
_GUTTER = 0.8
"""Least white space between columns, in heights of a line."""
_GAP = 1.2
"""White space between two pieces of a row from which they are cells, in heights of a line."""
_FEWEST_ROWS = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and its box, in pixels from the top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    score: float = 1.0

    @property
    def height(self) -> float:
        """Height of the box."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Vertical centre."""
        return (self.top + self.bottom) / 2


def in_reading_order(lines: Sequence[Line]) -> list[str]:
    """The text of a page line by line: column after column, and rows of cells as rows of a table."""
    if not lines:
        return []
    width = max(it.right for it in lines) - min(it.left for it in lines)
    ordered: list[str] = []
    block: list[Line] = []
    for line in [*sorted(lines, key=lambda it: it.middle), None]:
        if line is not None and line.right - line.left < _SPANNING * width:
            block.append(line)
            continue
        ordered += _block(block)
        block = []
        if line is not None:
            ordered.append(line.text)
    return ordered


def _block(lines: Sequence[Line]) -> Iterator[str]:
    """Lines of which none spans the page: columns of text, or rows."""
    columns = _columns(lines)
    if len(columns) > 1:
        for column in columns:
            yield from _rows(column)
    else:
        yield from _rows(lines)


def _columns(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of each column from left to right; one list where there are no columns of running text."""
    if len(lines) < 2 * _FEWEST_IN_COLUMN:
        return [list(lines)]
    gutter = _GUTTER * median(line.height for line in lines)
    columns: list[list[Line]] = []
    right = 0.0
    for line in sorted(lines, key=lambda it: it.left):
        if not columns or line.left > right + gutter:
            columns.append([])
        columns[-1].append(line)
        right = max(right, line.right)
    return columns if all(_is_running_text(column) for column in columns) else [list(lines)]


def _is_running_text(column: Sequence[Line]) -> bool:
    width = max(it.right for it in column) - min(it.left for it in column)
    return len(column) >= _FEWEST_IN_COLUMN and median(it.right - it.left for it in column) >= _FILLS_COLUMN * width


def _rows(lines: Sequence[Line]) -> Iterator[str]:
    """Rows from top to bottom; several in a row with the same number of cells are a table."""
    table: list[list[str]] = []
    for row in [*_grouped(lines), None]:
        cells = _cells(row) if row is not None else []
        if table and len(cells) != len(table[0]):
            yield from table_lines(table) if len(table) >= _FEWEST_ROWS else (" ".join(it) for it in table)
            table = []
        if len(cells) > 1:
            table.append(cells)
        elif cells:
            yield cells[0]


def _grouped(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that stand beside one another."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda it: it.middle):
        if rows and line.middle - rows[-1][-1].middle < 0.5 * min(line.height, rows[-1][-1].height):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _cells(row: Sequence[Line]) -> list[str]:
    """Pieces of a row from left to right; those that nearly touch are one."""
    cells: list[str] = []
    right = 0.0
    for line in sorted(row, key=lambda it: it.left):
        if cells and line.left - right < _GAP * line.height:
            cells[-1] += line.text
        else:
            cells.append(line.text)
        right = line.right
    return cells
