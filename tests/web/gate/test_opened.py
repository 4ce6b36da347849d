"""Of Gradio's routes only those answer that our pages use, and only to what our pages send."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.routing import Mount

from assistant.settings import Settings
from assistant.web.gate.opened import Opened
from assistant.web.gate.sent import MOST_BYTES
from assistant.web.server import build_app
from tests.web.fakes import FakeAsk, FakeAssistant, FakeCatalog, FakeStore, rent_answer, rent_document

ROOTS = ("", "/desk")


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where Gradio puts copies of files; the page of every test here is made after this is set."""
    folder = tmp_path_factory.mktemp("gradio")
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("GRADIO_TEMP_DIR", str(folder))
        yield folder


@pytest.fixture(scope="module")
def client(copies: Path) -> Iterator[TestClient]:
    """At the machine itself, so that the desk is open, too."""
    assistant = FakeAssistant(FakeStore(FakeCatalog([rent_document()])), Settings(public_hosts=None))
    app = build_app(assistant, FakeAsk([rent_answer()]))  # type: ignore[arg-type]  # stands in
    with TestClient(app, "http://127.0.0.1:7860", client=("127.0.0.1", 50000)) as client:
        yield client


def mounted(client: TestClient) -> dict[str, Opened]:
    mounts = [it for it in client.app.routes if isinstance(it, Mount)]  # type: ignore[attr-defined]  # FastAPI
    return {it.path: it.app for it in mounts if isinstance(it.app, Opened)}


def events(client: TestClient, root: str) -> dict[tuple[str, ...], int]:
    """An event of the page for each list of parts that one reads."""
    return {parts: number for number, parts in mounted(client)[root]._sendable.events.items()}


def sent(client: TestClient, root: str, **fields: Any) -> Any:
    parts, number = next(it for it in events(client, root).items() if it[0] == ("radio",))
    assert parts == ("radio",)
    body = {"data": ["zh"], "event_data": None, "fn_index": number, "trigger_id": 1, "session_hash": "abc123"} | fields
    headers = {"Content-Type": "application/json", "Origin": "http://127.0.0.1:7860"}
    return client.post(f"{root}/gradio_api/queue/join", content=json.dumps(body), headers=headers)


def test_both_pages_stand_behind_it(client: TestClient) -> None:
    assert mounted(client).keys() == set(ROOTS)


@pytest.mark.parametrize("root", ROOTS)
def test_of_the_routes_that_gradio_has_only_those_that_are_listed_here_answer(client: TestClient, root: str) -> None:
    gradio = mounted(client)[root]
    found = set()
    for route in client.app.routes:  # type: ignore[attr-defined]  # FastAPI
        if isinstance(route, Mount) and route.path == root and isinstance(route.app, Opened):
            found = {(method, path) for path, methods in _walk(gradio.app) for method in methods}
    assert len(found) > 60, "the routes of Gradio are not seen"
    pages = {"/", "/lookup"} if root == "" else {"/", *(f"/{it}" for it in DESK)}
    made_of = {"/assets/{path:path}", "/static/{path:path}"}
    alone = {"/config", "/theme.css", "/favicon.ico", "/robots.txt"}
    own = {"app_id", "theme.css", "queue/data", "queue/join", "heartbeat/{session_hash}"}
    allowed = {*pages, *made_of, *alone, *(f"/gradio_api/{it}" for it in own)}
    answering = {path.removesuffix("/") or "/" for method, path in found if gradio.is_open(method, _example(path))}
    assert answering == allowed


DESK = ("documents", "upload", "quality", "unanswered", "feedback", "answers", "system")


def _walk(app: Any, before: str = "") -> Iterator[tuple[str, set[str]]]:
    for route in app.routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from _walk(inner, before + (getattr(route.include_context, "prefix", "") or ""))
        elif getattr(route, "methods", None):
            yield before + route.path, route.methods


def _example(path: str) -> str:
    return path.replace("{path:path}", "index.js").replace("{session_hash}", "abc123")


@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/queue/status",
        "/gradio_api/upload_progress?upload_id=x",
        "/gradio_api/startup-events",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/stream/x/y/1/playlist.m3u8",
        "/monitoring/summary",
        "/monitoring/abc",
        "/manifest.json",
        "/pwa_icon/512",
        "/svelte/svelte.js",
        "/assets/..%2f..%2froutes.py",
        "/assets/%2e%2e/%2e%2e/routes.py",
        "/static/%00",
        "/assets/" + "a" * 1500,
        "/static/" + "a" * 400,
        "/gradio_api/heartbeat/" + "a" * 400,
        "/gradio_api/heartbeat/..%2fx",
    ],
)
def test_what_no_page_asks_for_is_not_there(client: TestClient, root: str, path: str) -> None:
    assert client.get(root + path).status_code == 404
    assert client.post(root + path, json={}).status_code in (404, 405)


@pytest.mark.parametrize("root", ROOTS)
def test_what_a_page_sends_is_taken(client: TestClient, root: str) -> None:
    taken = sent(client, root)
    assert taken.status_code == 200, taken.text
    assert taken.json()["event_id"]


@pytest.mark.parametrize("root", ROOTS)
def test_a_page_that_is_not_known_is_told_so_without_a_word_in_the_log(
    client: TestClient, root: str, caplog: pytest.LogCaptureFixture
) -> None:
    told = client.get(f"{root}/gradio_api/queue/data?session_hash=nobody")
    assert told.status_code == 200
    assert json.loads(told.text.removeprefix("data:"))["session_not_found"] is True
    assert [it for it in caplog.records if it.levelname == "ERROR"] == []


@pytest.mark.parametrize("root", ROOTS)
def test_no_file_of_this_machine_or_another_can_be_named_as_a_value(
    client: TestClient, root: str, copies: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("not for visitors", encoding="utf-8")
    meta = {"_type": "gradio.FileData"}
    for path in (str(secret), f"file://{secret}", "http://127.0.0.1:9/x", "https://example.org/x"):
        file = {"path": path, "url": path, "orig_name": "x", "meta": meta}
        for values in ([file], [[file]], [{"a": file}], [{"a": [file]}], [json.dumps(file) + "\n"]):
            assert sent(client, root, data=values).status_code == 422, values
        assert sent(client, root, event_data=file).status_code == 422
        assert sent(client, root, event_data={"fields": {"x": [file]}}).status_code == 422
    assert not [it for it in copies.rglob("*") if it.is_file()]


def deep(times: int) -> Any:
    value: Any = 1
    for _ in range(times):
        value = [value]
    return value


@pytest.mark.parametrize(
    "fields",
    [
        {"fn_index": -1},
        {"fn_index": 99999},
        {"fn_index": "1"},
        {"fn_index": True},
        {"fn_index": None},
        {"data": []},
        {"data": ["zh", "zh"]},
        {"data": {"0": "zh"}},
        {"data": [1]},
        {"data": [["zh"]]},
        {"data": ["x" * 3000]},
        {"data": ["zh\nforged line of a log"]},
        {"data": ["\x1b[31mzh"]},
        {"data": ["\ud800"]},
        {"data": [float("nan")]},
        {"data": [float("inf")]},
        {"event_data": deep(40)},
        {"event_data": {"__type__": "update"}},
        {"session_hash": "../x"},
        {"session_hash": None},
        {"session_hash": "a" * 300},
        {"trigger_id": "x"},
        {"batched": True},
        {"simple_format": True},
        {"request": {}},
        {"oauth_token": "x"},
    ],
    ids=lambda fields: repr(fields)[:40],
)
def test_what_no_page_of_ours_sends_is_refused(client: TestClient, fields: dict[str, Any]) -> None:
    refused = sent(client, "", **fields)
    assert refused.status_code == 422, refused.text
    assert "刷新页面" in refused.json()["detail"]


def test_what_the_server_remembers_is_not_taken_from_the_page(client: TestClient) -> None:
    parts, number = next(it for it in events(client, "").items() if "state" in it[0] and len(it[0]) == 2)
    values: list[Any] = [None for _ in parts]
    assert sent(client, "", fn_index=number, data=values).status_code == 200
    values[parts.index("state")] = [{"question": "x"}]
    assert sent(client, "", fn_index=number, data=values).status_code == 422


@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b"{", b"\xff\xfe", b"[" * 100_000, b'{"data":' + b"[" * 50_000, b"1e999", b"{}"]
)
def test_a_body_that_is_no_event_is_refused(client: TestClient, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    assert client.post("/gradio_api/queue/join", content=body, headers=headers).status_code == 422


def test_a_body_that_is_too_large_is_refused(client: TestClient) -> None:
    body = b'{"data": ["' + b"x" * MOST_BYTES
    refused = client.post("/gradio_api/queue/join", content=body, headers={"Content-Type": "application/json"})
    assert refused.status_code == 413
    assert "太长" in refused.json()["detail"]


def test_what_no_database_keeps_is_taken_out_of_what_somebody_types(client: TestClient) -> None:
    parts, number = next(it for it in events(client, "").items() if it[0] == ("textbox", "state"))
    sendable = mounted(client)[""]._sendable
    body = {
        "data": ["租\x00金\ud800", None],
        "event_data": {"a\x00": ["\x00"]},
        "fn_index": number,
        "session_hash": "a1",
    }
    kept = json.loads(sendable.checked(json.dumps(body).encode()))
    assert kept["data"] == ["租金?", None]
    assert kept["event_data"] == {"a": [""]}
    assert sent(client, "", fn_index=number, data=body["data"]).status_code == 200
    assert len(parts) == 2
