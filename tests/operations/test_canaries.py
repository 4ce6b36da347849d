"""A secret of the settings or of a provider stands in nothing that the program writes, tells or keeps."""

import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.ask import ask
from assistant.open import open_assistant
from assistant.settings import Settings
from assistant.web.desk.office import Office
from assistant.web.desk.system.section import System
from index.encoder import open_encoder
from index.ingest import ingest
from index.store import Store
from tests.web.conftest import RENT
from tests.web.desk.conftest import visit
from tests.web.pages import Page

ROOT = Path(__file__).resolve().parents[2]
QUESTION = "东园区租用标准厂房的租金补贴最高多少？"
PROVIDERS = (
    "OPENAI_API_KEY",
    "AZURE_OPENAI_API_KEY",
    "ANTHROPIC_API_KEY",
    "DEEPSEEK_API_KEY",
    "DASHSCOPE_API_KEY",
    "GOOGLE_API_KEY",
    "AWS_SECRET_ACCESS_KEY",
    "HF_TOKEN",
)


def canary(name: str) -> str:
    """What stands nowhere else, and looks like no key that is known by its form."""
    return f"Canary{name.replace('_', '').lower()}Qxz"


SECRETS = tuple(name for name, it in Settings.model_fields.items() if "SecretStr" in str(it.annotation))
CANARIES = {it: canary(it) for it in (*SECRETS, *PROVIDERS)}
IN_A_LIST = f"{canary('api_keys')},staff:{canary('staff_key')}"
CANARIES["staff_key"] = canary("staff_key")
DATABASE = f"postgresql+psycopg://wence:{canary('catalog_url')}@127.0.0.1:9/wence"


def environment(home: Path, **more: str) -> dict[str, str]:
    """Every secret, but for the database, without which nothing would begin; and a home."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WENCE_")}
    settings = {f"WENCE_{name.upper()}": canary(name) for name in SECRETS if name != "catalog_url"}
    settings |= {"WENCE_API_KEYS": IN_A_LIST, "WENCE_HOME": str(home)}
    own = {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8"}
    return kept | own | {name: canary(name) for name in PROVIDERS} | settings | more


def leaked(text: str | bytes) -> list[str]:
    """The names of the secrets that stand in a text."""
    told = text if isinstance(text, bytes) else text.encode("utf-8", "replace")
    return [name for name, value in CANARIES.items() if value.encode() in told]


class Repeating(BaseHTTPRequestHandler):
    """A service that refuses everything, and says with which key and in which words it was asked."""

    asked: list[str]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        shown = [f"{name}: {value}" for name, value in self.headers.items()]
        self.asked.extend(shown)
        key = self.headers.get("Authorization", "").removeprefix("Bearer ")
        said = f"{key} is no key of ours ({key!r}); {shown}"
        told = ('{"error": {"message": ' + _quoted(said) + ', "code": "invalid_api_key"}}').encode()
        assert body is not None
        self.send_response(401, "Unauthorized")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def do_GET(self) -> None:
        self.do_POST()

    def do_HEAD(self) -> None:
        self.do_POST()

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


def _quoted(said: str) -> str:
    return '"' + said.replace("\\", "\\\\").replace('"', '\\"') + '"'


@dataclass
class Service:
    """Such a service, and what it was shown."""

    address: str
    asked: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    asked: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Repeating,), {"asked": asked}))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Service(f"http://127.0.0.1:{server.server_address[1]}", asked)
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of one document."""
    folder, home = tmp_path_factory.mktemp("policies"), tmp_path_factory.mktemp("store") / "home"
    (folder / "东园.txt").write_text(RENT, encoding="utf-8")
    with Store.open(home, open_encoder()) as store:
        assert ingest(store, [folder]).failed == ()
    return home


def with_a_model(service: Service) -> dict[str, str]:
    return {"WENCE_MODEL": "openai:failing", "OPENAI_BASE_URL": f"{service.address}/v1"}


def told(folder: Path, given: Mapping[str, str], *words: str) -> str:
    """All that a command writes."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "app.py"), *words],
        cwd=folder,
        env=dict(given),
        capture_output=True,
        check=False,
        timeout=120,
    )
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def test_every_secret_has_a_canary() -> None:
    assert {"api_keys", "catalog_url", "metrics_key", "embedder_api_key", "chroma_token"} <= set(SECRETS)
    assert leaked(" ".join([*environment(Path()).values(), DATABASE])) == list(CANARIES)


@pytest.mark.parametrize("words", [("doctor",), ("doctor", "--settings"), ("doctor", "--settings", "--json")])
def test_the_doctor_names_what_fails_and_no_secret(
    words: tuple[str, ...], home: Path, service: Service, tmp_path: Path
) -> None:
    said = told(tmp_path, environment(home, **with_a_model(service)), *words)
    assert "WENCE_API_KEYS" in said
    assert leaked(said) == []


ELSEWHERE = {
    "embedder": {"WENCE_EMBEDDER": "openai:failing", "WENCE_EMBEDDER_BASE_URL": "{}/v1"},
    "vectors": {"WENCE_CHROMA_URL": "{}"},
    "originals": {"WENCE_ORIGINALS": "s3://bucket/prefix", "WENCE_S3_ENDPOINT": "{}", "AWS_ACCESS_KEY_ID": "reader"},
    "database": {"WENCE_CATALOG_URL": DATABASE},
}


@pytest.mark.parametrize("command", ["doctor", "serve"])
@pytest.mark.parametrize("what", ELSEWHERE)
def test_what_cannot_be_reached_is_complained_of_without_its_secret(
    what: str, command: str, service: Service, tmp_path: Path
) -> None:
    more = {name: value.format(service.address) for name, value in ELSEWHERE[what].items()}
    said = told(tmp_path, environment(tmp_path / "home", **more), command)
    assert said
    assert leaked(said) == []


def test_neither_is_that_of_the_file_which_no_variable_holds(service: Service, tmp_path: Path) -> None:
    given = environment(tmp_path / "home")
    lines = [f'{name} = "{canary(name)}"' for name in SECRETS if given.pop(f"WENCE_{name.upper()}", None)]
    lines += ['embedder = "openai:failing"', f'embedder_base_url = "{service.address}/v1"']
    (tmp_path / "wence.toml").write_text("\n".join(lines), "utf-8")
    for command in ("doctor", "serve"):
        said = told(tmp_path, given, command)
        assert "WENCE_EMBEDDER_API_KEY" in said
        assert leaked(said) == []


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_that_cannot_be_used_is_not_repeated(name: str, tmp_path: Path) -> None:
    variable = f"WENCE_{name.upper()}"
    more = {variable: f" {canary(name)}://:", f"{variable}_": canary(name), f"{variable[:-1]}": canary(name)}
    assert leaked(told(tmp_path, environment(tmp_path / "home", **more), "doctor", "--settings")) == []


@contextmanager
def running(folder: Path, given: Mapping[str, str]) -> Iterator[tuple[str, Path]]:
    """`wence serve` in a process of its own: its address, and the file that all it writes goes to."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    written = folder / "written.txt"
    with written.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "app.py"), "serve"],
            cwd=folder,
            env={**given, "WENCE_PORT": str(port)},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        address = f"http://127.0.0.1:{port}"
        try:
            while not _is_ready(address):
                assert process.poll() is None, written.read_text("utf-8", "replace")
                time.sleep(0.2)
            yield address, written
        finally:
            process.terminate()
            process.wait(60)


def _is_ready(address: str) -> bool:
    try:
        return httpx.get(f"{address}/readyz", timeout=5).status_code == 200
    except httpx.TransportError:
        return False


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_running_service_tells_writes_and_keeps_none(form: str, home: Path, service: Service, tmp_path: Path) -> None:
    service.asked.clear()
    given = environment(home, **with_a_model(service), WENCE_LOG_FORMAT=form, WENCE_LOG_LEVEL="debug")
    with running(tmp_path, given) as (address, written):
        pages = dict(_asked(address))
    assert any(canary("OPENAI_API_KEY") in it for it in service.asked), "the model was not asked"
    assert {path: leaked(page) for path, page in pages.items() if leaked(page)} == {}
    log = written.read_text("utf-8", "replace")
    assert "/api/ask" in log
    assert "***" in log
    assert leaked(log) == []
    kept = [path for path in home.rglob("*") if path.is_file()]
    assert home / "catalog.sqlite3" in kept
    assert {path.name: leaked(path.read_bytes()) for path in kept if leaked(path.read_bytes())} == {}
    answered = told(tmp_path, given, "log", "list", "--json")
    assert QUESTION in answered
    assert leaked(answered) == []


def _asked(address: str) -> Iterator[tuple[str, str]]:
    """What the service answers to all that has to do with secrets."""
    staff = {"Authorization": f"Bearer {canary('staff_key')}"}
    wrong = {"Authorization": "Bearer wrong"}
    watcher = {"Authorization": f"Bearer {canary('metrics_key')}"}
    browser = {"Accept": "text/html"}
    for path, headers in (
        ("/", browser),
        ("/api/health", {}),
        ("/api/docs", browser),
        ("/api/openapi.json", {}),
        ("/metrics", watcher),
        ("/metrics", wrong),
        ("/api/documents", wrong),
        ("/api/documents/none", staff),
        ("/nowhere", browser),
        ("/documents/none", browser),
        ("/login", browser),
        ("/desk/", browser),
        ("/desk/system", browser),
        ("/desk/config", {}),
    ):
        got = httpx.get(address + path, headers=headers, timeout=60)
        yield f"{path} {headers}", f"{got.headers}{got.text}"
    httpx.get(f"{address}/nowhere/{canary('api_keys')}/{canary('ANTHROPIC_API_KEY')}", timeout=60)
    for body in ({"question": QUESTION}, {"question": QUESTION, "stream": True}, {"question": 5}, {}):
        got = httpx.post(f"{address}/api/ask", json=body, headers=staff, timeout=60)
        yield f"/api/ask {body}", f"{got.headers}{got.text}"
    chat = {"model": "wence", "messages": [{"role": "user", "content": QUESTION}]}
    yield "/v1", httpx.post(f"{address}/v1/chat/completions", json=chat, headers=staff, timeout=60).text
    yield "/api/log", httpx.get(f"{address}/api/log", headers=staff, timeout=60).text
    yield "the page", Page(address, "a" * 32, "page1").ask(QUESTION)


@pytest.mark.parametrize("is_admin", [True, False])
def test_the_desk_shows_how_all_is_set_and_no_secret(
    is_admin: bool, home: Path, service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment(home, **with_a_model(service)).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    with open_assistant(Settings()) as assistant:
        system = System(Office(assistant, ask))
        system.view(visit("system"))
        while system.office.checkup.is_running:
            time.sleep(0.05)
        shown = system.view(replace(visit("system"), is_admin=is_admin))
    assert re.search("WENCE_API_KEYS</code></td>.*?已设置", shown, re.DOTALL)
    assert "WENCE_MODEL" in shown
    assert leaked(shown) == []
