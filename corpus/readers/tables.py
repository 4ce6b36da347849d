"""Tables as lines that can be read on their own."""

from collections.abc import Sequence

SEPARATOR = " | "
_LONGEST_HEADER_CELL = 30


def table_lines(
    rows: Sequence[Sequence[str]], *, headed: bool | None = None, header: Sequence[str] | None = None
) -> list[str]:
    """One line for each row, each cell behind the header of its column: `档次：一档 | 奖励：50万元`.

    `headed` says whether the first row is a header; None decides by its look. `header` names the columns of a table that
    goes on here. Rows of one cell (a caption, a cell merged over the whole width) stay as they are. Empty cells are left out.
    """
    cleaned = _cleaned(rows)
    start, stop, names = (0, 0, list(header)) if header is not None else _find_header(cleaned, headed)
    if names is not None and not any(not _is_caption(row, cleaned) for row in (*cleaned[:start], *cleaned[stop:])):
        return [*(_caption(row) for row in cleaned[:start]), SEPARATOR.join(dict.fromkeys(filter(None, names)))]
    return [
        _caption(row) if _is_caption(row, cleaned) else _line(row, names if index >= stop else None)
        for index, row in enumerate(cleaned)
        if not start <= index < stop
    ]


def table_header(rows: Sequence[Sequence[str]]) -> list[str] | None:
    """The names of a table's columns, as `table_lines` finds them by their look."""
    return _find_header(_cleaned(rows), None)[2]


def _cleaned(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    cleaned = [[" ".join(cell.split()) for cell in row] for row in rows]
    return [row for row in cleaned if any(row)]


def _is_caption(row: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    return len(set(filter(None, row))) == 1 and len(rows[0]) != 1


def _caption(row: Sequence[str]) -> str:
    return next(filter(None, row))


def _find_header(rows: Sequence[Sequence[str]], headed: bool | None) -> tuple[int, int, list[str] | None]:
    """The rows that are the header, from and to behind, and the names of the columns; None where there is none."""
    for index, row in enumerate(rows):
        if _is_caption(row, rows):
            continue
        if two := _two_rows(rows[index:], headed):
            return index, index + 2, two
        if headed is True or (headed is None and _looks_like_header(row, rows[index + 1 :])):
            return index, index + 1, list(row)
    return 0, 0, None


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
