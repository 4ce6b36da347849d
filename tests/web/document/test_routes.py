"""A visitor can have the original of every document by its id, and it can neither run anything nor leave its folder."""

import hashlib
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.web.document.routes import routes
from corpus.document import Document
from corpus.errors import StoreError
from tests.web.fakes import FakeAssistant, FakeCatalog, FakeStore, make_document


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


class AwayCatalog(FakeCatalog):
    """Keeps its originals where nobody answers now."""

    def original(self, revision: str) -> Path:
        raise StoreError(f"存放原件的 s3://policies 无法读取 {revision}：没有应答")


@pytest.mark.parametrize("path", ["/originals/d", "/originals/d/pages/1.png", "/documents/d/pages/1?lang=zh"])
def test_an_original_that_cannot_be_fetched_now_is_said_to_come_later(path: str, tmp_path: Path) -> None:
    document = kept(tmp_path, "办法.pdf", b"%PDF-1.7")
    app = FastAPI()
    app.include_router(routes(FakeAssistant(FakeStore(AwayCatalog([document], tmp_path)))))  # type: ignore[arg-type]

    said = TestClient(app).get(path)

    assert said.status_code == 503
    assert "暂时取不到原文件" in said.text
    assert "s3://" not in said.text


def test_the_path_on_the_server_is_not_told(tmp_path: Path) -> None:
    served = client(kept(tmp_path, "办法.txt", "内容".encode()), folder=tmp_path)
    assert "private" not in str(served.get("/originals/d").headers)


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
        "/originals/nobody",
        "/originals/d?revision=../../etc/passwd",
        f"/originals/d?revision={'0' * 64}",
        "/originals/..%2F..%2Fetc%2Fpasswd",
        "/originals/%2Fetc%2Fpasswd",
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
