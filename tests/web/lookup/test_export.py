"""The list as a workbook, opened again as a spreadsheet program would."""

import datetime
import io
from dataclasses import replace

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from assistant.web.lookup import export
from assistant.web.lookup.results import Finder, Found, Listed, Tier
from assistant.web.lookup.state import sought_of
from assistant.web.text import CHINESE


def opened(content: bytes) -> list[tuple[object, ...]]:
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return list(sheet.iter_rows(values_only=True))


def test_the_workbook_holds_the_whole_list_with_real_dates_and_full_links(finder: Finder) -> None:
    app = FastAPI()
    app.include_router(export.routes(finder))
    answer = TestClient(app, base_url="http://wence.example").get("/lookup.xlsx?q=租金补贴&status=in_force")
    assert answer.headers["content-disposition"].endswith('.xlsx"')
    header, first, *_ = opened(answer.content)
    row = dict(zip(header, first, strict=True))
    assert row["标题"] == "云岭市东园区租金补贴办法"
    assert row["施行日期"] == datetime.datetime(2025, 3, 1)
    assert row["时效"] == "现行有效"
    assert "自2025年3月1日起施行" in str(row["时效依据"])
    assert "实际租金的80%" in str(row["原文"])
    assert str(row["链接"]).startswith("http://wence.example/documents/")


def hostile(finder: Finder, title: str) -> Found:
    found = finder.find(sought_of("q=租金"))
    one = found.documents[0]
    held = replace(one.held, card=replace(one.held.card, title=title))
    return replace(found, documents=(Listed(held, Tier.NAMED, ()),))


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x","y")', "a\x00b\x0b"])
def test_no_text_becomes_a_formula(finder: Finder, title: str) -> None:
    content = export.workbook(hostile(finder, title), finder, CHINESE, "http://h/")
    cell = load_workbook(io.BytesIO(content)).worksheets[0]["A2"]
    assert cell.data_type == "s"
    assert cell.value.strip() == title.replace("\x00", "").replace("\x0b", "").strip()
    assert cell.quotePrefix or not title.startswith(tuple("=+-@\t"))


def test_a_list_that_is_too_long_says_so(finder: Finder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "MOST", 2)
    rows = opened(export.workbook(finder.find(sought_of("")), finder, CHINESE, "http://h/"))
    assert len(rows) == 4
    assert rows[-1][0] == "只列出前 2 份，共 5 份；请缩小范围后再导出。"


def test_the_header_stays_in_sight(finder: Finder) -> None:
    content = export.workbook(finder.find(sought_of("")), finder, CHINESE, "http://h/")
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert sheet.freeze_panes == "B2"
    assert sheet.title == "查策"
