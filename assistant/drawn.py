"""Answers as a terminal shows them: tables drawn to its width, everything else as it comes."""

import re
from collections.abc import Iterator
from io import StringIO

_CELLS = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:-]+")
_MARKER = re.compile(r"(?<=\S)(?<!\])\[\d+\]")
"""A blank before it lets a line break there rather than inside."""
_NARROWEST = 40
"""Columns under which a table is drawn as wide as this and wrapped by the terminal."""


class Drawing:
    """Takes an answer in pieces and gives what to print: lines of a table are held back until the table is whole."""

    def __init__(self, width: int) -> None:
        """`width`: the terminal's, in columns; a Chinese character takes two."""
        self._width = max(width, _NARROWEST)
        self._line = ""
        self._rows: list[str] = []

    def feed(self, piece: str) -> str:
        """What can be printed now."""
        return "".join(self._fed(piece))

    def end(self) -> str:
        """What is left when the answer has ended."""
        last = self._line
        self._line = ""
        if last.startswith("|"):
            self._rows.append(last)
            last = ""
        return self._drawn() + last

    def _fed(self, piece: str) -> Iterator[str]:
        for part in piece.splitlines(keepends=True):
            self._line += part
            if not self._line.startswith("|"):
                yield self._drawn() + part
                self._line = "" if part.endswith("\n") else self._line
            elif part.endswith("\n"):
                self._rows.append(self._line)
                self._line = ""

    def _drawn(self) -> str:
        rows, self._rows = self._rows, []
        return drawn(rows, self._width) if rows else ""


def drawn(rows: list[str], width: int) -> str:
    """Rows of a Markdown table as one drawn with lines, at most `width` columns wide."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    cells = [
        [cell.strip() for cell in _CELLS.split(row.strip().strip("|"))] for row in rows if not _RULE.fullmatch(row)
    ]
    table = Table(box=box.SQUARE, show_lines=True)
    for at, name in enumerate(cells[0] if cells else ()):
        table.add_column(Text(name), min_width=4 if at == 0 else 12, overflow="fold")
    for row in cells[1:]:
        table.add_row(*(Text(_MARKER.sub(r" \g<0>", cell)) for cell in row))
    page = StringIO()
    Console(file=page, width=width, color_system=None, force_terminal=False).print(table)
    return page.getvalue()
