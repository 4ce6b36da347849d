from pathlib import Path

import pytest

from corpus.errors import UnreadableFile
from corpus.load import load
from corpus.readers.open import read
from tests.corpus.files import pdf

HEADER = ["档次", "条件", "奖励"]
FIRST = ["一档", "营收过亿", "50万元"]
SECOND = ["二档", "税收千万", "30万元"]


def test_a_ruled_table_of_a_pdf_is_read_row_by_row_where_it_stands() -> None:
    text = read(pdf(["第一条 奖励标准如下：", [HEADER, FIRST, SECOND], "第二条 本办法自公布之日起施行。"]), ".pdf").text
    assert text.split("\n") == [
        "第一条 奖励标准如下：",
        "档次：一档 | 条件：营收过亿 | 奖励：50万元",
        "档次：二档 | 条件：税收千万 | 奖励：30万元",
        "第二条 本办法自公布之日起施行。",
    ]


def test_a_table_that_goes_on_over_the_page_keeps_its_header() -> None:
    text = read(
        pdf(["表一", [HEADER, FIRST]], [[SECOND], [SECOND]], [[SECOND, FIRST], "以上由园区解释。"]), ".pdf"
    ).text
    pages = text.split("\n\f")
    assert pages[0].split("\n")[-1] == "档次：一档 | 条件：营收过亿 | 奖励：50万元"
    assert pages[2].split("\n")[0] == "档次：二档 | 条件：税收千万 | 奖励：30万元"


def test_a_row_that_the_end_of_the_page_cut_is_whole_again() -> None:
    first, second = read(pdf([[HEADER, FIRST, SECOND]], [[["", "以上", ""], FIRST]]), ".pdf").text.split("\n\f")
    assert first.split("\n")[-1] == "档次：二档 | 条件：税收千万以上 | 奖励：30万元"
    assert second == "档次：一档 | 条件：营收过亿 | 奖励：50万元"


def test_a_cell_that_spans_rows_counts_also_on_the_next_page() -> None:
    text = read(pdf([[HEADER, FIRST]], [[["", "税收千万", "40万元"], SECOND]]), ".pdf").text
    assert "档次：一档 | 条件：税收千万 | 奖励：40万元" in text


def test_a_table_that_repeats_its_header_on_each_page_shows_it_once_for_each_row() -> None:
    text = read(pdf([[HEADER, FIRST]], [[HEADER, SECOND]]), ".pdf").text
    assert text.split("\n\f") == [
        "档次：一档 | 条件：营收过亿 | 奖励：50万元",
        "档次：二档 | 条件：税收千万 | 奖励：30万元",
    ]


def test_a_cell_that_spans_columns_counts_in_each() -> None:
    rows: list[list[str | None]] = [["档次", "奖励", None], ["等级", "首次", "升级"], ["一档", "50万元", "20万元"]]
    assert "一档 | 奖励（首次）：50万元 | 奖励（升级）：20万元" in read(pdf([rows]), ".pdf").text


def test_a_box_around_a_paragraph_is_no_table() -> None:
    assert read(pdf([[["提示：申报截止到六月。"]], "第一条 企业可以申请补贴。"]), ".pdf").text.split("\n") == [
        "提示：申报截止到六月。",
        "第一条 企业可以申请补贴。",
    ]


def test_rows_of_a_table_are_not_run_together(tmp_path: Path) -> None:
    rows: list[list[str]] = [HEADER, *([f"第{n}档", "营收过亿", f"{n}0万元"] for n in range(1, 8))]
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(["示例市奖励标准", rows]))
    assert "\n档次：第3档 | 条件：营收过亿 | 奖励：30万元\n" in load(path).text


def test_radicals_become_the_characters_that_they_stand_for() -> None:
    reading = read(pdf(["第⼀条 汽⻋、部⻔和增⻓，⾸次奖励⼈民币五十万元。"]), ".pdf")
    assert reading.text == "第一条 汽车、部门和增长，首次奖励人民币五十万元。"
    assert [(repair.step, repair.count) for repair in reading.repairs] == [("radicals", 6)]


def test_what_a_browser_prints_around_a_page_is_left_out() -> None:
    page = ["2024/3/1 09:30 示例网", "第一条 企业可以申请补贴。", "https://example.cn/a.html 1/1"]
    assert read(pdf(page), ".pdf").text == "第一条 企业可以申请补贴。"


def test_a_pdf_with_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.readers.pdf.MOST_PAGES", 2)
    with pytest.raises(UnreadableFile, match="3 页"):
        read(pdf(["正文"], ["正文"], ["正文"]), ".pdf")


def test_a_pdf_that_was_cut_gives_what_is_left_of_it_and_says_so() -> None:
    whole = pdf(*([f"第{number}条 企业可以申请补贴，最高五十万元。"] for number in range(1, 6)))
    reading = read(whole[: whole.rindex(b"xref\n0")], ".pdf")
    assert "第3条 企业可以申请补贴" in reading.text
    assert "rescued" in [repair.step for repair in reading.repairs]


def test_a_table_that_cannot_be_looked_into_is_read_as_text_and_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    import pdfplumber

    def broken(*_: object, **__: object) -> None:
        raise ValueError("damaged")

    monkeypatch.setattr(pdfplumber, "open", broken)
    reading = read(pdf(["第一条 奖励标准如下：", [HEADER, FIRST, SECOND]]), ".pdf")
    assert "营收过亿" in reading.text
    assert [repair.step for repair in reading.repairs] == ["tables"]
