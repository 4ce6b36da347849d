import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest

from corpus.errors import UnreadableFile
from corpus.readers.cells import shown
from corpus.readers.open import read

LEVELS = [["档次", "奖励"], ["一档", "50万元"], ["二档", "30万元"]]
AS_LINES = ["档次：一档 | 奖励：50万元", "档次：二档 | 奖励：30万元"]


def workbook(fill: Callable[[Any], None]) -> bytes:
    """A workbook that `fill` wrote into."""
    book = openpyxl.Workbook()
    fill(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def lines(fill: Callable[[Any], None]) -> list[str]:
    return read(workbook(fill), ".xlsx").text.split("\n")


def test_each_sheet_comes_under_its_name_and_each_row_with_its_header() -> None:
    def fill(book: Any) -> None:
        book.active.title = "奖励"
        for row in LEVELS:
            book.active.append(row)
        prices = book.create_sheet("价格")
        prices.append(["项目", "东区"])
        prices.append(["租金", "18元"])

    assert lines(fill) == ["## 奖励", *AS_LINES, "## 价格", "项目：租金 | 东区：18元"]


def test_a_caption_on_top_is_the_title_and_a_name_that_the_program_gave_is_none() -> None:
    def fill(book: Any) -> None:
        book.active.append(["示例园区奖励标准"])
        book.active.merge_cells("A1:B1")
        for row in LEVELS:
            book.active.append(row)

    assert lines(fill) == ["# 示例园区奖励标准", *AS_LINES]


def test_a_merged_cell_counts_in_each_row_that_it_covers() -> None:
    def fill(book: Any) -> None:
        for row in (["档次", "条件", "奖励"], ["一档", "甲", "50万元"], [None, "乙", "40万元"]):
            book.active.append(row)
        book.active.merge_cells("A2:A3")

    assert lines(fill) == ["档次：一档 | 条件：甲 | 奖励：50万元", "档次：一档 | 条件：乙 | 奖励：40万元"]


def test_a_header_of_two_rows_names_its_columns_in_full() -> None:
    def fill(book: Any) -> None:
        for row in (["企业", "奖励标准", None], [None, "首次", "升级"], ["甲类", "50万元", "20万元"]):
            book.active.append(row)
        book.active.merge_cells("A1:A2")
        book.active.merge_cells("B1:C1")

    assert lines(fill) == ["企业：甲类 | 奖励标准（首次）：50万元 | 奖励标准（升级）：20万元"]


def test_two_tables_of_one_sheet_keep_their_own_headers() -> None:
    def fill(book: Any) -> None:
        for row in [*LEVELS, [], ["附表"], ["项目", "东区"], ["租金", "18元"]]:
            book.active.append(row)

    assert lines(fill) == [*AS_LINES, "附表", "项目：租金 | 东区：18元"]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.05, "0%", "5%"),
        (0.125, "0.00%", "12.50%"),
        (0.1 + 0.2, "General", "0.3"),
        (500, None, "500"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (500, '0"万元"', "500万元"),
        (12.5, '"最高"0.0#"%"', "最高12.5%"),
        (3000, "[$￥-804]#,##0", "￥3,000"),
        (-5, '0_ ;[Red]"负"0', "负5"),
        (1500000, "#,##0,千元", "1,500千元"),
        (1e300, "0", "1e+300"),
        (float("nan"), "0", "nan"),
        (True, None, "TRUE"),
        (datetime(2024, 3, 1), 'yyyy"年"m"月"d"日"', "2024年3月1日"),
        (datetime(2024, 3, 1, 9, 30), "yyyy/m/d h:mm", "2024-03-01 09:30"),
        (date(2024, 3, 1), 'yyyy"年"m"月"', "2024年3月"),
        ("两\n行", None, "两 行"),
    ],
)
def test_a_cell_reads_as_the_sheet_shows_it(value: object, number_format: str | None, text: str) -> None:
    assert shown(value, number_format) == text


def test_hidden_sheets_and_formulas_without_a_value_are_reported() -> None:
    def fill(book: Any) -> None:
        for row in [*LEVELS, ["三档", "=10*2"]]:
            book.active.append(row)
        book.create_sheet("底稿").append(["草稿"])
        book["底稿"].sheet_state = "hidden"

    reading = read(workbook(fill), ".xlsx")
    assert "草稿" not in reading.text
    assert "档次：三档 | 奖励：□" in reading.text
    assert {repair.step: repair.count for repair in reading.repairs} == {"hidden": 1, "formulas": 1}
    assert "底稿" in "".join(repair.note for repair in reading.repairs)


def rewritten(data: bytes, change: Callable[[str], str]) -> bytes:
    """The workbook with the markup of its first sheet changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, change(text.decode()) if name == "xl/worksheets/sheet1.xml" else text)
    return stream.getvalue()


def levels(book: Any) -> None:
    for row in LEVELS:
        book.active.append(row)


def test_a_sheet_that_declares_a_million_columns_costs_what_it_holds() -> None:
    def inflated(markup: str) -> str:
        markup = re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1:XFD1048576"', markup)
        markup = markup.replace(
            "</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1"/></mergeCells>'
        )
        return re.sub(r'<row r="3".*?</row>', lambda it: it[0].replace('3"', '99999999"'), markup)

    text = read(rewritten(workbook(levels), inflated), ".xlsx").text
    assert text.split("\n") == ["# 档次", "一档 | 50万元", "二档 | 30万元"]


def test_a_workbook_with_too_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.readers.sheet.MOST_CELLS", 5)
    with pytest.raises(UnreadableFile, match="单元格"):
        lines(levels)


def test_an_archive_that_unpacks_to_far_more_than_it_weighs_is_refused() -> None:
    bomb = rewritten(workbook(levels), lambda markup: markup + " " * 20_000_000)
    with pytest.raises(UnreadableFile, match="解压后"):
        read(bomb, ".xlsx")


def test_an_empty_workbook_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="没有文字"):
        lines(lambda book: None)


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_csv_row_is_read_with_its_header(delimiter: str, encoding: str) -> None:
    text = "\r\n".join(delimiter.join(row) for row in LEVELS)
    assert read(text.encode(encoding), ".csv").text.split("\n") == AS_LINES


def test_a_quoted_field_of_a_csv_may_hold_the_delimiter() -> None:
    assert read('条件,奖励\n"营收,利税",50万元\n税收,1万元\n'.encode(), ".csv").text.split("\n") == [
        "条件：营收,利税 | 奖励：50万元",
        "条件：税收 | 奖励：1万元",
    ]


def test_a_quotation_without_an_end_does_not_swallow_the_table() -> None:
    reading = read('条件,奖励\n"营收过亿,50万元\n税收千万,1万元\n'.encode(), ".csv")
    assert reading.text.split("\n")[-1] == "条件：税收千万 | 奖励：1万元"
    assert [repair.step for repair in reading.repairs] == ["quotes"]


def test_text_without_columns_under_the_name_of_a_table_is_read_as_text() -> None:
    assert (
        read("第一条 企业可以申请补贴。\n第二条 另行通知。".encode(), ".csv").text
        == "第一条 企业可以申请补贴。\n第二条 另行通知。"
    )


def test_a_workbook_that_is_really_text_with_tabs_is_read_and_its_name_noted() -> None:
    reading = read("\n".join("\t".join(row) for row in LEVELS).encode("gb18030"), ".xls")
    assert reading.text.split("\n") == AS_LINES
    assert [(repair.step, "CSV" in repair.note) for repair in reading.repairs] == [("extension", True)]
