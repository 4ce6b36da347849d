"""Staff change documents and read what was asked through the interface; nobody else does."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from assistant.ask import ask
from assistant.log.door import kept
from assistant.log.entry import Channel
from assistant.open import Assistant
from assistant.settings import Settings
from assistant.web.server import build_app
from index.encoder import open_encoder
from index.store import Store
from tests.web.conftest import OLD, RENT

STAFF = {"Authorization": "Bearer desk-key"}
PROGRAM = {"Authorization": "Bearer bot-key"}
CLOSED: list[tuple[str, str]] = [
    ("POST", "/api/documents"),
    ("PATCH", "/api/documents/x"),
    ("DELETE", "/api/documents/x"),
    ("GET", "/api/corrections"),
    ("POST", "/api/corrections/x/undo"),
    ("GET", "/api/log"),
    ("GET", "/api/log/unanswered"),
    ("GET", "/api/feedback"),
    ("POST", "/api/feedback/x/settle"),
]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    settings = Settings(api_keys=SecretStr("bot-key,staff:desk-key"), upload_mb=1, readers=1)
    with Store.open(tmp_path_factory.mktemp("store") / "home", open_encoder()) as store:
        yield Assistant(store, settings)


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> Iterator[TestClient]:
    with kept(ask, assistant, Channel.API) as door:
        yield TestClient(build_app(assistant, programs=door))


def given(client: TestClient, name: str, content: bytes | str, **query: str) -> Any:
    files = [("files", (name, content))]
    return client.post("/api/documents", files=files, params=query, headers=STAFF)


def soon(look: Callable[[], Any]) -> Any:
    """What is found once the log has written it, which it does beside the answer."""
    for _ in range(600):
        if found := look():
            return found
        time.sleep(0.05)
    raise AssertionError("the log has not written it")


@pytest.fixture
def rent(client: TestClient) -> str:
    """The id of a document that staff have uploaded."""
    (file,) = given(client, "东园租金补贴办法.txt", RENT).json()["files"]
    held: str = file.get("doc_id") or client.get("/api/documents", headers=PROGRAM).json()["documents"][0]["doc_id"]
    return held


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_without_the_key_of_staff_nothing_is_done_and_nothing_told(client: TestClient, method: str, path: str) -> None:
    nobody = client.request(method, path, json={} if method == "PATCH" else None)
    assert nobody.status_code == 401
    assert "需要工作人员的密钥" in nobody.json()["error"]["message"]
    program = client.request(method, path, json={} if method == "PATCH" else None, headers=PROGRAM)
    assert program.status_code == 403
    assert program.json()["error"]["code"] == "forbidden"
    assert "工作人员" in program.json()["error"]["message"]


def test_a_large_upload_of_a_stranger_is_not_even_read(client: TestClient) -> None:
    read = 0

    def pieces() -> Iterator[bytes]:
        nonlocal read
        for _ in range(1000):
            read += 1
            yield b"x" * 10_000

    headers = PROGRAM | {"Content-Type": "multipart/form-data; boundary=x"}
    assert client.post("/api/documents", content=pieces(), headers=headers).status_code == 403


def test_what_is_uploaded_answers_at_once_and_the_report_says_what_became_of_it(
    client: TestClient, assistant: Assistant
) -> None:
    taken = client.post(
        "/api/documents",
        files=[("files", ("../../旧规定.txt", OLD)), ("files", ("表.zip", b"PK\x03\x04")), ("files", ("空.txt", b""))],
        headers=STAFF,
    )
    assert taken.status_code == 200, taken.text
    report = taken.json()
    assert (report["added"], report["failed"]) == (1, 0)
    assert [(it["path"], it["outcome"]) for it in report["files"]] == [("旧规定.txt", "added")]
    assert [it["name"] for it in report["refused"]] == ["表.zip", "空.txt"]
    assert "压缩包" in report["refused"][0]["reason"]
    assert str(assistant.store.home) not in taken.text
    asked = {"question": "租金补贴每年最高多少？", "filters": {"status": "all"}}
    assert "10万元" in client.post("/api/ask", json=asked, headers=PROGRAM).json()["answer"]


def test_a_name_that_is_taken_is_asked_back_and_then_done_as_told(client: TestClient) -> None:
    assert given(client, "通知.txt", RENT.replace("东园区", "南园区")).json()["added"] == 1
    other = RENT.replace("东园区", "北园区")
    assert given(client, "通知.txt", other).json()["clashes"] == ["通知.txt"]
    assert given(client, "通知.txt", other, clash="keep_both").json()["added"] == 1
    strange = given(client, "通知.txt", other, clash="也许")
    assert strange.status_code == 422
    assert "clash" in strange.json()["error"]["message"]


@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        (b"{}", {"Content-Type": "application/json"}, 422),
        (b"--x\r\nbroken", {"Content-Type": "multipart/form-data; boundary=x"}, (400, 422)),
        (b"nothing", {"Content-Type": "multipart/form-data"}, 400),
        (b"x" * (51 * 1024 * 1024), {"Content-Type": "multipart/form-data; boundary=x"}, 413),
    ],
    ids=["no form", "broken", "no boundary", "too large"],
)
def test_a_body_that_is_no_upload_is_refused_in_words(
    client: TestClient, content: bytes, headers: dict[str, str], status: int | tuple[int, ...]
) -> None:
    answered = client.post("/api/documents", content=content, headers=STAFF | headers)
    assert answered.status_code in (status if isinstance(status, tuple) else (status,))
    assert answered.json()["error"]["message"]


def test_a_file_beyond_the_limit_is_named_and_the_others_are_taken(client: TestClient) -> None:
    files = [("files", ("大.txt", "租" * 600_000)), ("files", ("西园.txt", RENT.replace("东园区", "西园区")))]
    report = client.post("/api/documents", files=files, headers=STAFF).json()
    assert report["added"] == 1
    assert "WENCE_UPLOAD_MB" in report["refused"][0]["reason"]


def test_a_correction_holds_is_recorded_with_its_author_and_can_be_taken_back(client: TestClient, rent: str) -> None:
    made = client.patch(f"/api/documents/{rent}", json={"doc_number": "云管发〔2025〕9号"}, headers=STAFF)
    assert made.status_code == 200, made.text
    assert made.json()["changes"] == {"doc_number": {"before": "云管发〔2025〕3号", "after": "云管发〔2025〕9号"}}
    shown = client.get(f"/api/documents/{rent}", headers=PROGRAM).json()
    assert shown["doc_number"] == "云管发〔2025〕9号"
    (record, *_) = client.get("/api/corrections", params={"doc_id": rent}, headers=STAFF).json()["corrections"]
    assert (record["id"], record["by"]) == (made.json()["id"], "WENCE_API_KEYS")
    undone = client.post(f"/api/corrections/{record['id']}/undo", headers=STAFF)
    assert undone.json()["undoes"] == record["id"]
    assert client.get(f"/api/documents/{rent}", headers=PROGRAM).json()["doc_number"] == "云管发〔2025〕3号"
    again = client.post(f"/api/corrections/{record['id']}/undo", headers=STAFF)
    assert (again.status_code, again.json()["error"]["code"]) == (400, "bad_correction")


def test_what_is_removed_is_not_found_until_that_is_taken_back(client: TestClient, rent: str) -> None:
    removed = client.delete(f"/api/documents/{rent}", headers=STAFF).json()
    assert client.get(f"/api/documents/{rent}", headers=PROGRAM).status_code == 404
    client.post(f"/api/corrections/{removed['id']}/undo", headers=STAFF)
    assert client.get(f"/api/documents/{rent}", headers=PROGRAM).status_code == 200


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({}, 400, "没有需要更正"),
        ({"published_on": "昨天"}, 400, "published_on"),
        ({"tilte": "甲"}, 422, "不认识“tilte”"),
        ({"title": 5}, 422, "“title”应为文字"),
    ],
)
def test_a_correction_that_means_nothing_is_named(
    client: TestClient, rent: str, body: dict[str, Any], status: int, said: str
) -> None:
    answered = client.patch(f"/api/documents/{rent}", json=body, headers=STAFF)
    assert answered.status_code == status
    assert said in answered.json()["error"]["message"]


@pytest.mark.parametrize(
    ("method", "path"), [("DELETE", "/api/documents/nope"), ("POST", "/api/corrections/nope/undo")]
)
def test_what_is_not_there_is_named(client: TestClient, method: str, path: str) -> None:
    answered = client.request(method, path, headers=STAFF)
    assert answered.status_code == 404
    assert "nope" in answered.json()["error"]["message"]


def test_staff_read_what_was_asked_and_what_found_nothing(client: TestClient, rent: str) -> None:
    question = "东园区对数据中心用电有什么补贴？"
    asked = client.post("/api/ask", json={"question": question, "conversation": "bot:7"}, headers=PROGRAM).json()
    wanted = {"contains": "数据中心", "limit": "5"}
    log = soon(lambda: client.get("/api/log", params=wanted, headers=STAFF).json()["entries"])
    assert [(it["id"], it["question"], it["conversation"]) for it in log] == [(asked["id"], question, "bot:7")]
    assert log[0]["channel"] == "api"
    if asked["outcome"] == "not_found":
        found = client.get("/api/log/unanswered", headers=STAFF).json()["questions"]
        assert any(asked["id"] in it["ids"] for it in found)
    assert client.get("/api/log?outcome=也许", headers=STAFF).status_code == 422


def test_a_program_hands_on_an_opinion_and_staff_settle_it(client: TestClient, rent: str) -> None:
    entry = client.post("/api/ask", json={"question": "租金补贴最高多少？"}, headers=PROGRAM).json()["id"]
    path = f"/api/answers/{entry}/feedback"
    soon(lambda: client.get("/api/log", params={"contains": "租金补贴最高多少"}, headers=STAFF).json()["entries"])
    for remark in ("旧的", "请联系13800000000"):  # the later one of the same user stands
        body = {"helpful": False, "reason": "outdated", "remark": remark, "user": "wecom:42"}
        assert client.post(path, json=body, headers=PROGRAM).status_code == 204
    assert client.post(path, json={"helpful": True, "user": "wecom:43"}, headers=PROGRAM).status_code == 204
    unhappy = {"helpful": "false", "unsettled": "true"}
    (one,) = client.get("/api/feedback", params=unhappy, headers=STAFF).json()["feedback"]
    assert (one["entry"], one["reason"]) == (entry, "outdated")
    assert "13800000000" not in one["remark"]
    assert "wecom" not in client.get("/api/feedback", headers=STAFF).text
    settled = client.post(f"/api/feedback/{one['id']}/settle", headers=STAFF).json()
    assert settled["settled_by"] == "WENCE_API_KEYS"
    assert client.get("/api/feedback", params=unhappy, headers=STAFF).json()["feedback"] == []


def test_an_opinion_on_an_answer_that_is_not_there_is_refused(client: TestClient) -> None:
    for name in ("nope", "000000000000"):
        refused = client.post(f"/api/answers/{name}/feedback", json={"helpful": True}, headers=PROGRAM)
        assert refused.status_code == 404
    assert client.post("/api/answers/x/feedback", json={"helpful": "yes"}, headers=PROGRAM).status_code == 422
    assert client.post("/api/answers/x/feedback", json={"helpful": True}).status_code == 401


def test_nothing_of_an_upload_is_left_behind(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert given(client, "末.txt", RENT.replace("东园区", "末园区")).status_code == 200
    assert list(tmp_path.iterdir()) == []
