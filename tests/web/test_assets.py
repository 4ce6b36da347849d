"""Gradio's scripts and styles come compressed once for all, and browsers keep them."""

import gzip
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # publishes no types
import gradio
import pytest
from fastapi.testclient import TestClient

from assistant.web.assets import Assets
from assistant.web.server import build_app
from evals.load.tab import page_of
from tests.loops import in_a_loop
from tests.web.fakes import FakeAsk, FakeAssistant, FakeCatalog, FakeStore, rent_answer, rent_document

FOLDER = Path(gradio.__file__).parent / "templates" / "frontend" / "assets"


@pytest.fixture(scope="module")
def client() -> TestClient:
    assistant = FakeAssistant(FakeStore(FakeCatalog([rent_document()])))
    return TestClient(build_app(assistant, FakeAsk([rent_answer()])))  # type: ignore[arg-type]  # stands in


@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
def test_every_file_that_a_page_names_comes_whole_compressed_and_to_be_kept(client: TestClient, encoding: str) -> None:
    named = page_of(client.get("/").text).assets
    assert any(it.endswith(".js") for it in named)
    for path in named:
        reply = client.get(path, headers={"accept-encoding": encoding})
        assert reply.status_code == 200
        assert reply.content == (FOLDER / Path(path).name).read_bytes()
        assert reply.headers.get("content-encoding", "identity") == encoding
        assert "immutable" in reply.headers["cache-control"]
        assert reply.headers["vary"] == "Accept-Encoding"
        assert reply.headers["content-type"].startswith(("text/javascript", "text/css"))
        assert reply.headers["x-content-type-options"] == "nosniff"


def test_a_file_is_compressed_once_however_many_ask_for_it(tmp_path: Path) -> None:
    (tmp_path / "index-abc.js").write_text("let a = 1;\n" * 500, encoding="utf-8")
    assets = Assets(tmp_path)
    first = in_a_loop(assets.answer("index-abc.js", "gzip, deflate, br"))
    (tmp_path / "index-abc.js").unlink()

    again = in_a_loop(assets.answer("index-abc.js", "br;q=1.0, gzip;q=0.5"))

    assert bytes(again.body) == bytes(first.body)
    assert brotli.decompress(bytes(first.body)) == b"let a = 1;\n" * 500
    assert len(bytes(first.body)) < 200


@pytest.mark.parametrize(
    ("accepted", "encoding"), [("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("", None), ("zstd", None)]
)
def test_a_browser_gets_no_encoding_that_it_does_not_take(tmp_path: Path, accepted: str, encoding: str | None) -> None:
    (tmp_path / "a.css").write_text("p {}\n" * 200, encoding="utf-8")

    reply = in_a_loop(Assets(tmp_path).answer("a.css", accepted))

    assert reply.headers.get("content-encoding") == encoding
    body = gzip.decompress(bytes(reply.body)) if encoding else bytes(reply.body)
    assert body == b"p {}\n" * 200


@pytest.mark.parametrize("name", ["nothing.js", "..%2findex.html", "%2e%2e/index.html", "..%5cindex.html", "a/b.js"])
def test_nothing_else_is_served_there(client: TestClient, name: str) -> None:
    assert client.get(f"/assets/{name}").status_code == 404


def test_those_of_the_desk_are_for_who_may_enter_it(client: TestClient) -> None:
    name = Path(next(it for it in page_of(client.get("/").text).assets if it.endswith(".js"))).name
    assert client.get(f"/desk/assets/{name}").status_code == 200
    assert client.get(f"/desk/assets/{name}", headers={"x-forwarded-for": "203.0.113.9"}).status_code == 403
