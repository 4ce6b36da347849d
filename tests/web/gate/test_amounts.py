"""A flood from one address, and a body without end, take nothing from anybody else."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from assistant.settings import Settings
from assistant.web.gate.amounts import MOST_BYTES, most_of
from assistant.web.gate.bodies import Bodies
from assistant.web.gate.sparing import Allowance
from tests.web.fakes import memory_engine
from tests.web.login.site import entrance


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_an_address_may_ask_in_a_burst_and_then_at_an_even_pace() -> None:
    clock = Clock()
    allowance = Allowance(60, clock)
    assert [allowance.wait("203.0.113.9") for _ in range(30)] == [0.0] * 30
    assert allowance.wait("203.0.113.9") == pytest.approx(1.0)
    clock.now += 1.0
    assert allowance.wait("203.0.113.9") == 0.0
    assert allowance.wait("203.0.113.9") > 0
    assert allowance.wait("203.0.113.10") == 0.0


def test_many_addresses_of_one_ipv6_network_are_one() -> None:
    allowance = Allowance(60, Clock())
    waits = [allowance.wait(f"2001:db8:1:2::{number:x}") for number in range(1, 40)]
    assert waits[:30] == [0.0] * 30
    assert all(waits[30:])
    assert allowance.wait("2001:db8:1:3::1") == 0.0


def test_a_million_addresses_are_not_remembered() -> None:
    allowance = Allowance(60, Clock(), most=1000)
    for number in range(100_000):
        allowance.wait(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}")
    assert len(allowance) == 1000


def visitor(address: str, a_minute: int = 20) -> TestClient:
    """Somebody at a site that takes 10 requests of an address at once, and then one every three seconds."""
    app = entrance(memory_engine(), visitor_requests=a_minute, trusted_proxies="127.0.0.9")
    return TestClient(app, "http://testserver", client=(address, 50000), follow_redirects=False)


def flood(client: TestClient, accept: str = "*/*", **headers: str) -> list[Any]:
    """Asks until it is refused, at most 300 times."""
    answers: list[Any] = []
    while len(answers) < 300 and (not answers or answers[-1].status_code != 429):
        answers.append(client.get("/wence.css", headers={"Accept": accept, **headers}))
    return answers


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_who_floods_is_told_when_to_come_back(accept: str) -> None:
    client = visitor("203.0.113.9")
    *answered, refused = flood(client, accept)
    assert len(answered) >= 10
    assert {it.status_code for it in answered} == {200}
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) >= 1
    assert "请过" in refused.text
    assert refused.headers["x-content-type-options"] == "nosniff"


def test_a_program_that_floods_is_told_in_the_form_that_it_knows() -> None:
    client = visitor("203.0.113.9", 2)
    answers = [client.post("/v1/chat/completions", json={}) for _ in range(10)]
    refused = next(it for it in answers if it.status_code == 429)
    assert refused.json()["error"]["type"] == "rate_limit_error"


def test_who_sits_at_the_machine_is_not_counted() -> None:
    assert {it.status_code for it in flood(visitor("127.0.0.1"))} == {200}


def test_behind_a_trusted_proxy_each_visitor_is_counted_alone() -> None:
    proxy = visitor("127.0.0.9")
    for last in range(1, 4):
        assert len(flood(proxy, **{"X-Forwarded-For": f"203.0.113.{last}"})) > 10


def test_whoever_is_no_trusted_proxy_is_counted_under_their_own_address() -> None:
    stranger = visitor("203.0.113.9")
    answers = [stranger.get("/wence.css", headers={"X-Forwarded-For": f"198.51.100.{it}"}) for it in range(100)]
    assert 429 in {it.status_code for it in answers}


def test_without_a_limit_nobody_is_counted() -> None:
    assert {it.status_code for it in flood(visitor("203.0.113.9", 0))} == {200}


async def _read(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


async def _clumsy(request: Request) -> Response:
    """Hides whatever goes wrong while the body is read."""
    try:
        await request.body()
    except Exception:
        return PlainTextResponse("bad", 400)
    return PlainTextResponse("good")


@pytest.fixture(scope="module")
def reader() -> TestClient:
    routes = [Route("/read", _read, methods=["POST"]), Route("/clumsy", _clumsy, methods=["POST"])]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(Bodies, most_of=lambda path: 1000)]))


def parts(count: int) -> Iterator[bytes]:
    yield from (b"x" * 100 for _ in range(count))


def test_a_body_that_says_that_it_is_too_large_is_not_taken(reader: TestClient) -> None:
    assert reader.post("/read", content=b"x" * 1000).text == "1000"
    refused = reader.post("/read", content=b"x" * 1001)
    assert refused.status_code == 413
    assert refused.headers["connection"] == "close"
    assert "太大" in refused.json()["error"]["message"]


@pytest.mark.parametrize("path", ["/read", "/clumsy"])
def test_a_body_that_does_not_say_how_long_it_is_is_counted(reader: TestClient, path: str) -> None:
    assert reader.post(path, content=parts(10)).status_code == 200
    assert reader.post(path, content=parts(11)).status_code == 413


@pytest.mark.parametrize("length", ["-1", "1e9", "99999999999999999999999999", "0x10", "", "１０"])
def test_a_length_that_is_none_is_refused(reader: TestClient, length: str) -> None:
    headers = {"Content-Length": length.encode("utf-8")}
    assert reader.post("/read", content=b"x", headers=headers).status_code == 413  # type: ignore[arg-type]  # bytes are taken


def test_only_files_of_staff_may_be_large() -> None:
    settings = Settings()
    most = most_of(settings.upload_mb << 20, 50)
    assert most("/gradio_api/queue/join") == most("/login") == most("/api/ask") == MOST_BYTES
    assert most("/desk/arrivals/0123456789abcdef") > settings.upload_mb << 20
    assert most("/api/documents") > 50 * (settings.upload_mb << 20)
