"""Tables as lines that can be read on their own."""

from collections.abc import Sequence

SEPARATOR = " | "
_LONGEST_HEADER_CELL = 30


def table_lines(rows: Sequence[Sequence[str]], *, headed: bool | None = None) -> list[str]:
    """One line for each row, each cell behind the header of its column: `档次：一档 | 奖励：50万元`.

    `headed` says whether the first row is a header; None decides by its look. Rows of one cell (a caption, a cell merged
    over the whole width) stay as they are. Empty cells are left out.
    """
    cleaned = [[" ".join(cell.split()) for cell in row] for row in rows]
    cleaned = [row for row in cleaned if any(row)]
    lines: list[str] = []
    header: list[str] | None = None
    waiting = iter(enumerate(cleaned))
    for index, row in waiting:
        if len(set(filter(None, row))) == 1 and len(cleaned[0]) != 1:
            lines.append(next(filter(None, row)))
        elif header is None and (two := _two_rows(cleaned[index:], headed)):
            header = two
            next(waiting)
        elif header is None and (headed is True or (headed is None and _looks_like_header(row, cleaned[index + 1 :]))):
            header = row
        else:
            lines.append(_line(row, header))
    return lines if lines or header is None else [SEPARATOR.join(filter(None, header))]


def _two_rows(rows: Sequence[Sequence[str]], headed: bool | None) -> list[str] | None:
    """The names of columns whose header is two rows: cells that span columns above, their parts below; else None."""
    if headed is False or len(rows) < 3 or not all(rows[0]) or len(set(rows[0])) == len(rows[0]):
        return None
    names = [
        above if below in ("", above) else f"{above}（{below}）" for above, below in zip(rows[0], rows[1], strict=False)
    ]
    parted = any(above != below for above, below in zip(rows[0], rows[1], strict=False))
    return names if parted and len(rows[1]) == len(rows[0]) and _looks_like_header(names, rows[2:]) else None


def _looks_like_header(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Short, distinct, filled cells that name columns, with rows below; not a list of `name：value` cells."""
    return (
        len(row) > 1
        and len(below) > 0
        and all(row)
        and len(set(row)) == len(row)
        and all(len(cell) <= _LONGEST_HEADER_CELL and not cell[0].isdigit() for cell in row)
        and not any("：" in cell or cell.endswith(("。", "；")) for cell in row)
    )


def _line(row: Sequence[str], header: Sequence[str] | None) -> str:
    if header is None:
        return SEPARATOR.join(filter(None, row))
    names = [*header, *[""] * (len(row) - len(header))]
    cells = [f"{name}：{cell}" if name else cell for name, cell in zip(names, row, strict=False) if cell]
    return SEPARATOR.join(cells)
