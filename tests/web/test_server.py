"""The port answers what the page needs and nothing else, and lets browsers load nothing from elsewhere."""

import os
import socket

import pytest
from fastapi.testclient import TestClient
from starlette.routing import Mount

from assistant.settings import Settings
from assistant.web.server import build_app, serve
from corpus.errors import SettingError
from tests.web.fakes import FakeAsk, FakeAssistant, FakeCatalog, FakeStore, rent_answer, rent_document


@pytest.fixture(scope="module")
def client() -> TestClient:
    assistant = FakeAssistant(FakeStore(FakeCatalog([rent_document()])))
    return TestClient(build_app(assistant, FakeAsk([rent_answer()])))  # type: ignore[arg-type]  # stands in


def test_the_page_is_served_without_telemetry(client: TestClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert '"analytics_enabled":false' in page.text
    assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"


def test_browsers_may_load_from_this_host_only(client: TestClient) -> None:
    headers = client.get("/").headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "http" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_documents_keep_their_stricter_policy(client: TestClient) -> None:
    headers = client.get("/documents/nobody").headers
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["x-content-type-options"] == "nosniff"


def test_the_page_has_its_own_sign(client: TestClient) -> None:
    assert client.get("/favicon.ico").headers["content-type"] == "image/svg+xml"


def test_a_port_that_is_taken_is_named_with_the_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assistant = FakeAssistant(FakeStore(FakeCatalog()), Settings(host="127.0.0.1", port=port))
        with pytest.raises(
            SettingError, match=f"127.0.0.1:{port}.*WENCE_PORT={port + 1 if port < 65535 else port - 1}"
        ):
            serve(assistant)  # type: ignore[arg-type]  # stands in for an Assistant


@pytest.mark.parametrize("host", ["256.1.1.1", "192.0.2.77"])
def test_an_address_that_is_not_this_machines_is_named_without_talk_of_ports(host: str) -> None:
    assistant = FakeAssistant(FakeStore(FakeCatalog()), Settings(host=host, port=7999))
    with pytest.raises(SettingError, match=f"WENCE_HOST={host}") as refused:
        serve(assistant)  # type: ignore[arg-type]  # stands in for an Assistant
    assert "WENCE_PORT" not in str(refused.value)
    assert "(" not in str(refused.value)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/gradio_api/upload"),
        ("GET", "/gradio_api/info"),
        ("GET", "/gradio_api/openapi.json"),
        ("GET", "/gradio_api/file=/etc/passwd"),
        ("GET", "/gradio_api/proxy=https://example.org/"),
        ("GET", "/gradio_api/deep_link?session_hash=x"),
        ("GET", "/gradio_api/runs"),
        ("POST", "/gradio_api/call/respond"),
        ("POST", "/gradio_api/run/respond"),
        ("POST", "/gradio_api/api/respond"),
        ("GET", "/monitoring"),
        ("GET", "/docs"),
        ("GET", "/openapi.json"),
    ],
)
def test_what_the_page_does_not_use_is_closed(client: TestClient, method: str, path: str) -> None:
    assert client.request(method, path).status_code in (403, 404, 405)


def test_no_event_is_listed_as_an_api(client: TestClient) -> None:
    config = client.get("/config").json()
    assert {one["api_visibility"] for one in config["dependencies"]} == {"private"}


@pytest.mark.parametrize(("language", "said"), [("zh", "没有这个网页"), ("en", "There is no such page")])
def test_an_address_that_leads_nowhere_is_told_in_words_in_a_browser(
    client: TestClient, language: str, said: str
) -> None:
    for path in ("/nosuch", "/desk/nosuch"):
        answer = client.get(f"{path}?lang={language}", headers={"Accept": "text/html,*/*;q=0.8"})
        assert answer.status_code == 404
        assert said in answer.text
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_a_program_is_told_of_such_an_address_without_a_page(client: TestClient) -> None:
    answer = client.get("/nosuch", headers={"Accept": "application/json"})
    assert answer.status_code == 404
    assert "<html" not in answer.text


def test_gradio_neither_keeps_nor_works_out_statistics_of_its_events(client: TestClient) -> None:
    mounted = [route.app.app for route in client.app.routes if isinstance(route, Mount)]  # type: ignore[attr-defined]
    queues = [app.get_blocks()._queue for app in mounted]
    assert queues
    for queue in queues:
        assert queue.ANALYTICS_MAX_EVENTS == 1
        assert queue.ANAYLTICS_CACHE_FREQUENCY > 10**9
