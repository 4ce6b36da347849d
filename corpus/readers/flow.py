"""Tables that go on from page to page, as lines."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.readers.ruled import Table
from corpus.readers.running import Piece
from corpus.readers.tables import table_header, table_lines


def as_lines(pages: Sequence[Sequence[Piece]]) -> list[list[str]]:
    """Pages as lines; a table that goes on at the top of a page keeps the header that it began with."""
    joined = [list(page) for page in pages]
    for above, page in pairwise(joined):
        upper, lower = (above or [""])[-1], (page or [""])[0]
        if isinstance(upper, Table) and isinstance(lower, Table) and lower.continues(upper):
            above[-1], page[0] = _mended(upper, lower)
    done: list[list[str]] = []
    before: Piece = ""
    header: list[str] | None = None
    for page in joined:
        lines: list[str] = []
        for place, piece in enumerate(page):
            if isinstance(piece, Table):
                own = table_header(piece.rows)
                goes_on = place == 0 and isinstance(before, Table) and piece.continues(before)
                header = header if goes_on else own
                if piece.rows:  # else its one row was the end of one on the page before
                    lines += table_lines(piece.rows, header=header if goes_on and own != header else None)
            else:
                lines.append(piece)
            before = piece
        done.append(lines)
    return done


def _mended(above: Table, below: Table) -> tuple[Table, Table]:
    """Both parts of a table, with a row that the end of the page cut made whole again."""
    last, first = above.rows[-1], below.rows[0]
    if first[0] or not any(first):
        return above, below
    if first.count("") > 1 or len(first) == 2:  # only some of its cells had more to say
        whole = tuple(start + end for start, end in zip(last, first, strict=True))
        return replace(above, rows=(*above.rows[:-1], whole)), replace(below, rows=below.rows[1:])
    # A row of its own, beside a cell that spans it and the rows above.
    filled = tuple(cell or over for cell, over in zip(first, last, strict=True))
    return above, replace(below, rows=(filled, *below.rows[1:]))
