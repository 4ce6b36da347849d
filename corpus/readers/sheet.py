"""Excel workbooks (.xlsx), through openpyxl."""

import io
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from corpus.document import Caution, Repair, Unease
from corpus.errors import UnreadableFile
from corpus.readers.cells import shown
from corpus.readers.limits import MOST_CELLS, MOST_COLUMNS, unpacked
from corpus.readers.reading import Reading
from corpus.readers.sheet_looks import SheetLooks
from corpus.readers.tables import SEPARATOR, table_lines
from corpus.repair.misaligned import MISSING

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

_DEFAULT_NAME = re.compile(r"(?:sheet|工作表|表)\s?\d{0,3}", re.I)
"""Names that a program gave: they say nothing about the sheet."""
_LONGEST_CAPTION = 60
_MOST_HIDDEN, _ROWS_OF_HIDDEN = 20, 50
"""Sheets that are not shown, and rows and columns of each, of which staff are told."""


@dataclass
class _Grid:
    """The filled cells of one sheet."""

    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    uncalculated: int = 0
    unseen: list[tuple[str, str]] = field(default_factory=list)
    """Text that nobody sees, row by row, with the reason."""


def read_sheet(data: bytes) -> Reading:
    """Every visible sheet under its name, each row with the header of its columns.

    Raises UnreadableFile when the file is damaged, too large, or holds no text.
    """
    unpacked(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of drawings and styles that no text needs
            workbook = _open(data)
            visible = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
            grids = list(_grids(visible, workbook))
            hidden = _hidden(workbook, visible)
    except UnreadableFile:
        raise
    except Exception as error:  # zip, XML and value errors of every kind on damaged files
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise UnreadableFile(f"Excel 文件已损坏，无法打开（{reason}）；请用 Excel 或 WPS 重新另存为 .xlsx。") from error
    lines = list(_lines([(sheet.title, grid) for sheet, grid in zip(visible, grids, strict=True)]))
    if not any(line.strip("# ") for line in lines):
        raise UnreadableFile("这份 Excel 文件没有文字（工作表是空的、隐藏的，或只有图片）。")
    return Reading(
        "\n".join(lines),
        repairs=tuple(_repairs(workbook, visible, grids)),
        cautions=(*_cautions(zip(visible, grids, strict=True)), *_of_sheets(hidden)),
    )


def _open(data: bytes) -> "Workbook":
    import openpyxl  # a third of a second that no other format needs

    return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)


def _hidden(workbook: "Workbook", visible: Sequence["ReadOnlyWorksheet"]) -> list[tuple[str, str]]:
    """Name and first cells of each sheet that is not shown."""
    found: list[tuple[str, str]] = []
    for sheet in [it for it in workbook.worksheets if it not in visible][:_MOST_HIDDEN]:
        rows = sheet.iter_rows(max_row=_ROWS_OF_HIDDEN, max_col=_ROWS_OF_HIDDEN, values_only=True)
        words = " ".join(str(value) for row in rows for value in row if value is not None)
        found.append((sheet.title, words))
    return found


def _of_sheets(hidden: Sequence[tuple[str, str]]) -> Iterator[Caution]:
    for name, words in hidden:
        if words.strip():
            yield Caution(Unease.HIDDEN, words, note=f"隐藏的工作表“{name[:31]}”")


def _cautions(sheets: Iterable[tuple["ReadOnlyWorksheet", _Grid]]) -> Iterator[Caution]:
    """What is hidden on each sheet that is shown, the rows with one reason together."""
    for sheet, grid in sheets:
        rows: dict[str, list[str]] = {}
        for why, text in grid.unseen:
            rows.setdefault(why, []).append(text)
        for why, texts in rows.items():
            note = f"工作表“{sheet.title[:31]}”：{why}，{len(texts)} 行"
            yield Caution(Unease.HIDDEN, "\n".join(texts), note=note)


def _grids(sheets: Sequence["ReadOnlyWorksheet"], workbook: "Workbook") -> Iterator[_Grid]:
    left = MOST_CELLS
    for sheet in sheets:
        grid = _grid(sheet, workbook, most=left)
        left -= len(grid.cells)
        yield grid


def _grid(sheet: Any, workbook: Any, *, most: int) -> _Grid:
    """The cells of a sheet, row by row as the file has them: the sizes that it declares may be absurd.

    Reads with openpyxl's own parser, since its read-only sheets know neither merged cells nor formulas without a value.
    """
    from openpyxl.cell.read_only import ReadOnlyCell
    from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

    class Parser(WorkSheetParser):
        def parse_cell(self, element: Any) -> Any:
            cell = super().parse_cell(element)
            if cell["value"] is None and element.find(FORMULA_TAG) is not None:
                cell["value"], cell["data_type"] = MISSING, "f"  # never calculated: what it shows is not in the file
            return cell

    grid = _Grid()
    formats = {"date_formats": workbook._date_formats, "timedelta_formats": workbook._timedelta_formats}
    with sheet._get_source() as source:
        parser = Parser(source, sheet._shared_strings, data_only=True, epoch=workbook.epoch, **formats)
        looks = SheetLooks(parser)
        for number, row in parser.parse():
            unseen: dict[str, list[str]] = {}
            for cell in row:
                it = ReadOnlyCell(sheet, **cell)
                words = shown(cell["value"], it.number_format)
                if not words or cell["column"] > MOST_COLUMNS:
                    continue
                if why := looks.why_unseen(number, it):
                    unseen.setdefault(why, []).append(words)
                    continue
                grid.cells[cell["row"], cell["column"]] = words
                grid.uncalculated += cell["data_type"] == "f"
            grid.unseen += [(why, SEPARATOR.join(texts)) for why, texts in unseen.items()]
            _check(len(grid.cells) + len(grid.unseen), most)
    _spread(grid, [it.bounds for it in (parser.merged_cells.mergeCell if parser.merged_cells else ())], most=most)
    return grid


def _check(cells: int, most: int) -> None:
    if cells > most:
        raise UnreadableFile(f"表格超过 {MOST_CELLS:,} 个单元格；请只保留需要查询的工作表，或拆分后分别收录。")


def _spread(grid: _Grid, ranges: Sequence[tuple[int, int, int, int]], *, most: int) -> None:
    """A merged cell counts in each row and column that it covers, as far as the sheet is filled."""
    last_row = max((row for row, _ in grid.cells), default=0)
    last_column = max((column for _, column in grid.cells), default=0)
    for left, top, right, bottom in ranges:
        words = grid.cells.get((top, left))
        if not words:
            continue
        rows = range(top, min(bottom, last_row) + 1)
        columns = range(left, min(right, last_column) + 1)
        _check(len(grid.cells) + len(rows) * len(columns), most)
        grid.cells |= {(row, column): words for row in rows for column in columns}


def _lines(sheets: Sequence[tuple[str, _Grid]]) -> Iterator[str]:
    """Headings and rows of all sheets; a caption on top of the first is the title of the file."""
    for index, (name, grid) in enumerate(sheets):
        tables = list(_tables(grid))
        if not tables:
            continue
        first = set(filter(None, tables[0][0]))
        if index == 0 and len(first) == 1 and len(caption := next(iter(first))) <= _LONGEST_CAPTION:
            yield f"# {caption}"
            tables[0] = tables[0][1:]
        if not _DEFAULT_NAME.fullmatch(name.strip()):
            yield f"## {' '.join(name.split())}"
        for rows in tables:
            yield from table_lines(rows)


def _tables(grid: _Grid) -> Iterator[list[list[str]]]:
    """The rows of a sheet as one table, or several where a blank row and a caption part them."""
    if not grid.cells:
        return
    by_row: dict[int, dict[int, str]] = {}
    for (row, column), words in grid.cells.items():
        by_row.setdefault(row, {})[column] = words
    columns = sorted({column for _, column in grid.cells})
    table: list[list[str]] = []
    last = 0
    for number in sorted(by_row):
        cells = [by_row[number].get(column, "") for column in columns]
        if table and number > last + 1 and len(set(filter(None, cells))) == 1:
            yield table
            table = []
        table.append(cells)
        last = number
    yield table


def _repairs(workbook: "Workbook", visible: Sequence["ReadOnlyWorksheet"], grids: Sequence[_Grid]) -> Iterator[Repair]:
    hidden = [sheet.title for sheet in workbook.worksheets if sheet not in visible]
    if hidden:
        yield Repair("hidden", len(hidden), f"未读取隐藏的工作表 {len(hidden)} 个：{'、'.join(hidden)[:200]}")
    uncalculated = sum(grid.uncalculated for grid in grids)
    if uncalculated:
        yield Repair(
            "formulas",
            uncalculated,
            f"{uncalculated} 个公式单元格没有保存计算结果，以 {MISSING} 标出；请用 Excel 或 WPS 打开并保存后重新收录",
        )
