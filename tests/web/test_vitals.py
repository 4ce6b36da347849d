"""Those who watch over the service learn whether it lives and may be sent questions, under whatever name they reach it."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from starlette.datastructures import Headers

from assistant.open import Assistant
from assistant.operations.service import Service
from assistant.operations.stopping import Stopping
from assistant.settings import Settings
from assistant.web.server import build_app
from assistant.web.vitals import area_of, may_read
from index.store import Store
from tests.fakes import BigramEncoder


class Served:
    """The application over an empty store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.service = Service(Stopping(3600.0))
        app = build_app(Assistant(store, Settings(public_hosts="policy.example.org")), service=self.service)
        self.client = TestClient(app, client=("10.0.0.9", 4000), base_url="http://10.244.0.7:7860")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with Store.open(tmp_path / "home", BigramEncoder()) as store:
        yield Served(store)


def test_it_lives_and_may_be_asked(served: Served) -> None:
    assert served.client.get("/healthz").json() == {"alive": True}
    ready = served.client.get("/readyz")
    assert (ready.status_code, ready.json()["ready"]) == (200, True)


def test_it_is_not_ready_while_it_warms_up(served: Served) -> None:
    go = threading.Event()

    def wait() -> None:
        go.wait(60)

    served.service.warm_up(wait)
    ready = served.client.get("/readyz")
    assert (ready.status_code, ready.json()["ready"]) == (503, False)
    assert "准备" in ready.json()["message"]
    assert served.client.get("/healthz").status_code == 200
    go.set()


def test_it_is_not_ready_without_its_catalog_and_says_no_path(served: Served) -> None:
    served.store.catalog.engine.dispose()
    (served.store.home / "catalog.sqlite3").unlink()
    (served.store.home / "catalog.sqlite3").mkdir()
    ready = served.client.get("/readyz")
    assert ready.status_code == 503
    assert "wence doctor" in ready.json()["message"]
    assert str(served.store.home) not in ready.text
    assert served.client.get("/healthz").status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_what_watchers_are_told_bears_the_headers_of_every_answer(served: Served, path: str) -> None:
    told = served.client.get(path).headers
    assert told["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'self'" in told["content-security-policy"]
    served.service.stopping.begin()
    assert served.client.get("/").headers["x-content-type-options"] == "nosniff"


def test_while_it_is_stopped_it_turns_away_what_comes(served: Served) -> None:
    served.service.stopping.begin()
    ready = served.client.get("/readyz")
    assert ready.status_code == 503
    assert "正在停止" in ready.json()["message"]
    asked = served.client.post("/api/ask", json={"question": "租金补贴？"})
    assert asked.status_code == 503
    assert asked.json()["error"]["code"] == "stopping"
    assert asked.headers["retry-after"]
    assert asked.headers["connection"] == "close"
    assert "正在停止" in served.client.get("/").text
    assert served.client.get("/healthz").status_code == 200


def test_no_other_address_is_open_to_a_name_that_is_not_ours(served: Served) -> None:
    assert served.client.get("/").status_code == 421


KEY = "a-key-for-the-monitoring-system"
HERE = {"peer": "127.0.0.1", "host": "localhost:7860"}


@pytest.mark.parametrize(
    ("given", "came", "may"),
    [
        ({}, HERE, True),
        ({}, {"peer": "::1", "host": "[::1]:7860"}, True),
        ({}, {"peer": "10.0.0.9", "host": "localhost"}, False),
        ({}, HERE | {"x-forwarded-for": "10.0.0.9"}, False),
        ({}, HERE | {"host": "rebound.example.org"}, False),
        ({}, HERE | {"host": "["}, False),
        ({}, HERE | {"host": "[::1"}, False),
        ({"metrics_key": KEY}, {"peer": "10.0.0.9", "host": "10.0.0.7", "authorization": f"Bearer {KEY}"}, True),
        ({"metrics_key": KEY}, {"peer": "10.0.0.9", "host": "10.0.0.7", "authorization": "Bearer wrong"}, False),
        ({"metrics_key": KEY}, {"peer": "10.0.0.9", "host": "10.0.0.7", "authorization": "Bearer \u00e9"}, False),
        ({"metrics_key": KEY}, HERE | {"authorization": "Bearer wrong"}, False),
        ({"metrics_key": KEY}, HERE, True),
        ({"metrics": "open"}, {"peer": "10.0.0.9", "host": "10.0.0.7"}, True),
    ],
)
def test_the_figures_are_for_this_machine_and_for_who_shows_the_key(
    given: dict[str, str], came: dict[str, str], may: bool
) -> None:
    headers = {name: value for name, value in came.items() if name != "peer"}
    assert may_read(Settings.model_validate(given), Headers(headers), came["peer"]) is may


def test_a_site_that_counts_nothing_has_no_figures(served: Served) -> None:
    assert served.client.get("/metrics").status_code == 404


def test_paths_that_strangers_make_up_add_no_figures() -> None:
    assert {area_of(path) for path in ("/x1", "/x2", "/apix", "/wp-admin/a.php")} == {"other"}
    assert area_of("/api/ask") == "/api/ask"
    assert area_of("/api/documents/7") == "/api"


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
@pytest.mark.parametrize("method", ["POST", "DELETE", "PUT"])
def test_who_watches_reads_and_does_nothing_else(served: Served, method: str, path: str) -> None:
    answered = served.client.request(method, path)
    assert (answered.status_code, answered.headers["allow"]) == (405, "GET, HEAD")
