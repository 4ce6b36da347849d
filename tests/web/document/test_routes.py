"""A visitor can read every document and its original by id, and neither can run anything or leave its folder."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.web.document.routes import routes
from corpus.document import Document
from tests.web.fakes import QUOTE, RENT, FakeAssistant, FakeCatalog, FakeStore, make_document, rent_document
from tests.web.payloads import PAYLOADS, dangers


def client(*documents: Document, folder: Path = Path()) -> TestClient:
    app = FastAPI()
    assistant = FakeAssistant(FakeStore(FakeCatalog(list(documents), folder)))
    app.include_router(routes(assistant))  # type: ignore[arg-type]  # stands in for an Assistant
    return TestClient(app)


def kept(folder: Path, name: str, data: bytes) -> Document:
    """A document whose original holds `data`."""
    revision = hashlib.sha256(data).hexdigest()
    (folder / revision).write_bytes(data)
    return make_document(doc_id="d", revision=revision, source_path=f"/somewhere/private/{name}")


def test_the_document_view_shows_text_and_standing_with_its_evidence() -> None:
    page = client(rent_document()).get("/documents/rent")
    assert page.status_code == 200
    for said in (
        "示例园区租金补贴办法",
        "示管发〔2025〕3号",
        "现行有效",
        "本办法自2025年3月1日起施行。",
        "前三年按实际租金的50%补贴",
    ):
        assert said in page.text


def test_the_cited_sentence_is_marked_and_can_be_jumped_to() -> None:
    start = RENT.index(QUOTE)
    page = client(rent_document()).get("/documents/rent", params={"start": start, "end": start + len(QUOTE)})
    assert f'<mark id="cited">{QUOTE}</mark>' in page.text


def test_a_quote_over_several_lines_is_marked_on_each_with_one_anchor() -> None:
    page = client(rent_document()).get("/documents/rent", params={"start": 4, "end": len(RENT)})
    assert page.text.count("<mark") == 2
    assert page.text.count('id="cited"') == 1


@pytest.mark.parametrize(("start", "end"), [(9, 3), (10**9, 10**9 + 5), (0, 0)])
def test_a_span_that_is_not_there_marks_nothing(start: int, end: int) -> None:
    page = client(rent_document()).get("/documents/rent", params={"start": start, "end": end})
    assert page.status_code == 200
    assert "<mark" not in page.text


def test_pages_of_a_pdf_are_numbered() -> None:
    page = client(replace(rent_document(), page_starts=(0, RENT.index(QUOTE)))).get("/documents/rent")
    assert 'id="page-2">第 2 页' in page.text


def test_the_view_speaks_english_on_request() -> None:
    page = client(rent_document()).get("/documents/rent?lang=en")
    assert "Original file" in page.text
    assert '<html lang="en">' in page.text


def test_the_path_on_the_server_is_not_told(tmp_path: Path) -> None:
    served = client(kept(tmp_path, "办法.txt", "内容".encode()), folder=tmp_path)
    assert "private" not in served.get("/documents/d").text
    assert "private" not in str(served.get("/originals/d").headers)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_document_stays_text(payload: str) -> None:
    document = make_document(payload, payload * 3, doc_id="d", issuer=payload, url=payload)
    page = client(document).get("/documents/d", params={"start": 2, "end": 9})
    assert dangers(page.text.removeprefix("<!doctype html>")) == []
    assert "default-src 'none'" in page.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("name", "data", "kind", "disposition"),
    [
        ("办法.txt", "第一条".encode(), "text/plain; charset=utf-8", "inline"),
        ("办法.txt", "第一条 本办法适用于本市企业。".encode("gb18030"), "text/plain; charset=gb18030", "inline"),
        ("办法.md", "# 办法".encode(), "text/plain; charset=utf-8", "inline"),
        ("办法.html", b"<script>alert(1)</script>", "text/plain; charset=utf-8", "inline"),
        ("办法.HTM", b"<script>alert(1)</script>", "text/plain; charset=utf-8", "inline"),
        ("办法.svg", b"<svg onload='alert(1)'/>", "application/octet-stream", "attachment"),
        ("办法.docx", b"PK", "application/octet-stream", "attachment"),
        ("办法", b"x", "application/octet-stream", "attachment"),
        ("办法.pdf", b"%PDF-1.7", "application/pdf", "inline"),
    ],
)
def test_an_original_is_sent_whole_as_a_type_that_cannot_run(
    tmp_path: Path, name: str, data: bytes, kind: str, disposition: str
) -> None:
    sent = client(kept(tmp_path, name, data), folder=tmp_path).get("/originals/d")
    assert sent.content == data
    assert sent.headers["content-type"] == kind
    assert sent.headers["content-disposition"].startswith(f"{disposition}; filename*=utf-8''%E5%8A%9E%E6%B3%95")


@pytest.mark.parametrize(
    "path",
    [
        "/documents/nobody",
        "/originals/nobody",
        "/originals/d?revision=../../etc/passwd",
        f"/originals/d?revision={'0' * 64}",
        "/originals/..%2F..%2Fetc%2Fpasswd",
        "/originals/%2Fetc%2Fpasswd",
        "/documents/<script>alert(1)</script>",
    ],
)
def test_what_is_not_a_document_of_the_catalog_is_not_found(tmp_path: Path, path: str) -> None:
    answer = client(kept(tmp_path, "办法.txt", b"x"), folder=tmp_path).get(path)
    assert answer.status_code == 404
    assert "<script" not in answer.text


def test_a_lost_original_is_reported_and_not_a_crash(tmp_path: Path) -> None:
    answer = client(make_document(doc_id="d"), folder=tmp_path).get("/originals/d")
    assert answer.status_code == 404
    assert "没有这份文件" in answer.text
