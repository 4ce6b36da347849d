"""Every request has a number, by which what a visitor was told and what the log says are found together."""

import json
import logging

import pytest
from fastapi.testclient import TestClient

from assistant.operations.request import current
from assistant.settings import Settings
from assistant.web.server import build_app
from corpus.errors import StoreError
from tests.web.fakes import FakeAsk, FakeAssistant, FakeCatalog, FakeStore, rent_answer, rent_document

GIVEN = "0194f3c2-5ad8-7a11-9c1e-3f2b7d1e8c55"


def client_of(ask: FakeAsk, peer: str = "10.1.2.3", **given: object) -> TestClient:
    settings = Settings.model_validate({"public_hosts": "testserver", **given})
    assistant = FakeAssistant(FakeStore(FakeCatalog([rent_document()])), settings)
    app = build_app(assistant, ask, ask)  # type: ignore[arg-type]  # stands in
    return TestClient(app, raise_server_exceptions=False, client=(peer, 40000))


@pytest.fixture(scope="module")
def client() -> TestClient:
    return client_of(FakeAsk([rent_answer()]), trusted_proxies="10.1.0.0/16")


def number(client: TestClient, path: str = "/favicon.ico", **headers: str) -> str:
    found = client.get(path, headers=headers).headers.get_list("x-request-id")
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("path", ["/", "/documents/nobody", "/api/nowhere", "/desk/", "/gradio_api/info", "/healthz"])
def test_every_answer_says_the_number_of_its_request(client: TestClient, path: str) -> None:
    assert number(client, path) != number(client, path)


def test_the_number_that_a_trusted_proxy_gives_is_kept(client: TestClient) -> None:
    assert number(client, **{"x-request-id": GIVEN}) == GIVEN


@pytest.mark.parametrize(
    "said", ["short", "with space 1234", "<script>alert(1)</script>", "a" * 65, "x12345678\u00e9", "-12345678", ""]
)
def test_what_is_no_number_is_not_repeated(client: TestClient, said: str) -> None:
    headers = {"x-request-id": said.encode("latin-1")}
    answered = client.get("/favicon.ico", headers=headers).headers["x-request-id"]  # type: ignore[arg-type]  # raw bytes
    assert answered != said
    assert len(answered) == 12


def test_two_numbers_are_none(client: TestClient) -> None:
    answered = client.get("/favicon.ico", headers=[("x-request-id", GIVEN), ("x-request-id", GIVEN[::-1])])
    assert answered.headers["x-request-id"] not in (GIVEN, GIVEN[::-1])


def test_a_stranger_cannot_choose_the_number() -> None:
    stranger = client_of(FakeAsk([rent_answer()]), peer="10.9.9.9", trusted_proxies="10.1.0.0/16")
    assert number(stranger, **{"x-request-id": GIVEN}) != GIVEN


def test_a_failure_tells_the_number_that_stands_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    failing = client_of(FakeAsk([StoreError("目录数据库现在读不出来")]))
    numbers: list[str] = []
    caplog.handler.addFilter(lambda record: numbers.append(current()) or True)  # type: ignore[func-returns-value]
    with caplog.at_level(logging.WARNING):
        answered = failing.post("/api/ask", json={"question": "租金补贴最高多少？"})
    told = answered.headers["x-request-id"]
    assert answered.status_code == 503
    assert told in answered.json()["error"]["message"]
    assert told in numbers


def test_a_line_of_the_log_tells_how_it_went_and_nothing_of_what_was_asked(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    question = "厂房租金补贴最高多少钱"
    with caplog.at_level(logging.DEBUG, "assistant"):
        client.post("/api/ask", json={"question": question})
        client.get("/lookup", params={"q": question})
        client.get("/wence.css")
    lines = [it for it in caplog.records if it.name == "assistant.web.numbering"]
    assert next((it.__dict__["method"], it.__dict__["path"], it.__dict__["status"]) for it in lines) == (
        "POST",
        "/api/ask",
        200,
    )
    assert len(lines) == 3
    told = json.dumps([it.__dict__ for it in caplog.records], default=str, ensure_ascii=False)
    assert question not in told


@pytest.mark.parametrize("path", ["/documents/broken", "/api/documents/broken"])
def test_a_fault_of_ours_is_told_with_its_number_and_without_its_cause(
    path: str, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr(FakeCatalog, "document", fail)
    answered = client.get(path)
    assert answered.status_code == 500
    assert f"编号 {answered.headers['x-request-id']}" in answered.json()["error"]["message"]
    assert "the disk is gone" not in answered.text
