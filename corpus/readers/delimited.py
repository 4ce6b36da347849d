"""Tables as plain text: CSV, TSV and their relatives."""

import csv
import io
from collections import Counter

from corpus.errors import UnreadableFile
from corpus.readers.limits import MOST_CELLS
from corpus.readers.reading import Reading
from corpus.readers.tables import table_lines

_DELIMITERS = ",\t;|，"
_SAMPLE = 20_000
"""Characters that the choice of the delimiter looks at."""


def read_delimited(text: str) -> Reading:
    """Each record as a line, with the header of its columns; the delimiter is the one that gives the most even rows.

    Raises UnreadableFile when the table is too large, or a field has no end.
    """
    delimiter = _delimiter(text)
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            cells += len(row)
            if cells > MOST_CELLS:
                raise UnreadableFile(f"表格超过 {MOST_CELLS:,} 个单元格；请拆分后分别收录。")
            rows.append(row)
    except csv.Error as error:
        raise UnreadableFile(f"CSV 内容不规范（{error}）；多半是引号没有成对，请用表格软件重新另存。") from error
    width = max((len(row) for row in rows), default=0)
    return Reading("\n".join(table_lines([[*row, *[""] * (width - len(row))] for row in rows])))


def _delimiter(text: str) -> str:
    """The mark that cuts most of the first lines into the same number of fields, and into more than one."""
    return max(_DELIMITERS, key=lambda it: _evenness(text[:_SAMPLE], it))


def _evenness(sample: str, delimiter: str) -> tuple[float, int]:
    try:
        widths = Counter(
            len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if any(row)
        )
    except csv.Error:  # under this delimiter a quotation has no end
        return 0.0, 0
    width, rows = max(widths.items(), key=lambda it: (it[0] > 1, it[1]), default=(0, 0))
    return (rows / widths.total(), width) if width > 1 else (0.0, 0)
