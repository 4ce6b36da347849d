"""Excel workbooks (.xlsx), through openpyxl."""

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from corpus.document import Repair
from corpus.errors import UnreadableFile
from corpus.readers.cells import shown
from corpus.readers.limits import MOST_CELLS, MOST_COLUMNS, unpacked
from corpus.readers.reading import Reading
from corpus.readers.tables import table_lines
from corpus.repair.misaligned import MISSING

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

_DEFAULT_NAME = re.compile(r"(?:sheet|工作表|表)\s?\d{0,3}", re.I)
"""Names that a program gave: they say nothing about the sheet."""
_LONGEST_CAPTION = 60


@dataclass
class _Grid:
    """The filled cells of one sheet."""

    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    uncalculated: int = 0


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
    except UnreadableFile:
        raise
    except Exception as error:  # zip, XML and value errors of every kind on damaged files
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise UnreadableFile(f"Excel 文件已损坏，无法打开（{reason}）；请用 Excel 或 WPS 重新另存为 .xlsx。") from error
    lines = list(_lines([(sheet.title, grid) for sheet, grid in zip(visible, grids, strict=True)]))
    if not any(line.strip("# ") for line in lines):
        raise UnreadableFile("这份 Excel 文件没有文字（工作表是空的、隐藏的，或只有图片）。")
    return Reading("\n".join(lines), repairs=tuple(_repairs(workbook, visible, grids)))


def _open(data: bytes) -> "Workbook":
    import openpyxl  # a third of a second that no other format needs

    return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)


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
        for _, row in parser.parse():
            for cell in row:
                words = shown(cell["value"], ReadOnlyCell(sheet, **cell).number_format)
                if words and cell["column"] <= MOST_COLUMNS:
                    grid.cells[cell["row"], cell["column"]] = words
                    grid.uncalculated += cell["data_type"] == "f"
            _check(len(grid.cells), most)
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
