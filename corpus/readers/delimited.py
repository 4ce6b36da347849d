"""Tables as plain text: CSV, TSV and their relatives."""

import csv
import io
from collections import Counter
from typing import Literal

from corpus.document import Repair
from corpus.errors import UnreadableFile
from corpus.readers.limits import MOST_CELLS
from corpus.readers.reading import Reading
from corpus.readers.tables import table_lines

_DELIMITERS = ",\t;|，"
_SAMPLE = 20_000
"""Characters that the choice of the delimiter looks at."""


def read_delimited(text: str) -> Reading:
    """Each record as a line, with the header of its columns; the delimiter is the one that gives the most even rows.

    Text that no delimiter cuts stays as it is. Raises UnreadableFile when the table is too large.
    """
    delimiter = max(_DELIMITERS, key=lambda it: _evenness(text[:_SAMPLE], it))
    if not any(_evenness(text[:_SAMPLE], delimiter)):
        return Reading(text)
    repairs: tuple[Repair, ...] = ()
    try:
        rows = _rows(text, delimiter, csv.QUOTE_MINIMAL)
    except csv.Error:  # a quotation without an end would swallow the rest of the table
        rows = _rows(text, delimiter, csv.QUOTE_NONE)
        repairs = (Repair("quotes", 1, "引号没有成对，把引号当作普通文字读取"),)
    width = max(map(len, rows))
    return Reading("\n".join(table_lines([[*row, *[""] * (width - len(row))] for row in rows])), repairs=repairs)


def _rows(text: str, delimiter: str, quoting: Literal[0, 3]) -> list[list[str]]:
    rows: list[list[str]] = []
    cells = 0
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting, strict=True):
        cells += len(row)
        if cells > MOST_CELLS:
            raise UnreadableFile(f"表格超过 {MOST_CELLS:,} 个单元格；请拆分后分别收录。")
        rows.append(row)
    return rows


def _evenness(sample: str, delimiter: str) -> tuple[float, int]:
    """Share of the first lines that the delimiter cuts into the same number of fields, and that number if above one."""
    try:
        widths = Counter(
            len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if any(row)
        )
    except csv.Error:  # under this delimiter a quotation has no end
        return 0.0, 0
    width, rows = max(widths.items(), key=lambda it: (it[0] > 1, it[1]), default=(0, 0))
    return (rows / widths.total(), width) if width > 1 else (0.0, 0)
