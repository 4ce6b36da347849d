"""A service that is told to stop ends as those expect who run services: in peace, with nothing held, and not by the signal."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from assistant.log.reader import entry
from index.encoder import open_encoder
from index.ingest import ingest
from index.lock import WriterLock
from index.store import Store
from tests.web.conftest import RENT

ROOT = Path(__file__).parents[2]
_PATIENCE = 120


class SlowModel:
    """A chat model that begins a sentence and keeps everybody waiting for its end."""

    def __init__(self) -> None:
        self.asked, self.go_on = threading.Event(), threading.Event()
        model = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                model.asked.set()
                model.go_on.wait(_PATIENCE)

            def log_message(self, *_: object) -> None:
                """Nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def settings(self) -> dict[str, str]:
        address = f"http://127.0.0.1:{self.server.server_address[1]}/v1"
        return {"WENCE_MODEL": "openai:slow", "OPENAI_BASE_URL": address, "OPENAI_API_KEY": "sk-0123456789abcdef"}


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one document."""
    folder = tmp_path_factory.mktemp("stocked")
    (folder / "租金.txt").write_text(RENT, encoding="utf-8")
    with Store.open(folder / "home", open_encoder()) as store:
        assert ingest(store, [folder / "租金.txt"]).failed == ()
    return folder / "home"


@pytest.fixture
def home(stocked: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(stocked, tmp_path / "home"))


class Running:
    """The real program as its own process."""

    def __init__(self, home: Path, **given: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = int(free.getsockname()[1])
        self.open: list[HTTPConnection] = []
        self.home, self.said = home, home.parent / "said"
        own = {"WENCE_HOME": str(home), "WENCE_HOST": "127.0.0.1", "WENCE_PORT": str(self.port)}
        with self.said.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "app.py", "serve"],
                cwd=ROOT,
                env={**os.environ, **own, **given},
                stdout=out,
                stderr=out,
            )
        self._await_ready()

    def _await_ready(self) -> None:
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            try:
                urlopen(f"http://127.0.0.1:{self.port}/readyz").close()
                return
            except URLError:
                time.sleep(0.1)
        raise AssertionError(self.said.read_text("utf-8"))

    def connect(self) -> HTTPConnection:
        self.open.append(HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE))
        return self.open[-1]

    def ask(self, stream: bool = False) -> HTTPConnection:
        connection = self.connect()
        body = json.dumps({"question": "租用标准厂房的企业，租金补贴最高多少？", "stream": stream})
        connection.request("POST", "/api/ask", body, {"Content-Type": "application/json"})
        return connection

    def end(self) -> int:
        return self.process.wait(_PATIENCE)


@contextmanager
def running(home: Path, **given: str) -> Iterator[Running]:
    one = Running(home, **given)
    try:
        yield one
    finally:
        for connection in one.open:
            connection.close()
        one.process.kill()
        one.process.wait()


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_quiet_service_ends_at_the_first_signal_and_holds_nothing(home: Path, sign: signal.Signals) -> None:
    with running(home) as service:
        with urlopen(f"http://127.0.0.1:{service.port}/metrics") as figures:
            assert "\nwence_documents 1.0\n" in figures.read().decode()
        service.process.send_signal(sign)
        assert service.end() == 0
        socket.create_server(("127.0.0.1", service.port)).close()
        with WriterLock(service.home).held():
            pass
        told = [json.loads(line)["message"] for line in service.said.read_text("utf-8").splitlines() if line[:1] == "{"]
        assert any("正在停止" in it for it in told)
        assert told[-1] == "已停止。"
        assert "Traceback" not in service.said.read_text("utf-8")


def test_an_answer_under_way_is_finished_while_others_are_turned_away(home: Path) -> None:
    model = SlowModel()
    with running(home, WENCE_STOP_SECONDS="3000", **model.settings) as service:
        asked = service.ask()
        assert model.asked.wait(_PATIENCE)
        service.process.terminate()
        late = service.connect()
        status = 200
        while status == 200:
            late.request("GET", "/readyz")
            answered = late.getresponse()
            status, said = answered.status, json.loads(answered.read())
        assert (status, said["ready"]) == (503, False)
        assert service.ask().getresponse().status == 503
        assert service.process.poll() is None
        model.go_on.set()
        answered = asked.getresponse()
        assert answered.status == 200
        told = json.loads(answered.read())
        assert told["outcome"] == "degraded"
        assert service.end() == 0
        with Store.open(home, open_encoder()) as store:
            kept = entry(store.catalog.engine, told["id"])
        assert kept.request == answered.headers["x-request-id"], "the answer is in the log, with its request"


def test_what_takes_too_long_is_told_and_left(home: Path) -> None:
    model = SlowModel()
    with running(home, WENCE_STOP_SECONDS="0.5", **model.settings) as service:
        whole, stream = service.ask(), service.ask(stream=True)
        assert model.asked.wait(_PATIENCE)
        service.process.terminate()
        refused = whole.getresponse()
        assert refused.status == 503
        assert "正在停止" in json.loads(refused.read())["error"]["message"]
        told = stream.getresponse().read().decode()
        assert "正在停止" in told
        assert service.end() == 0


def test_a_second_signal_ends_it_at_once(home: Path) -> None:
    model = SlowModel()
    with running(home, WENCE_STOP_SECONDS="3000", **model.settings) as service:
        service.ask()
        assert model.asked.wait(_PATIENCE)
        service.process.terminate()
        while "正在停止" not in service.said.read_text("utf-8"):
            time.sleep(0.05)
        service.process.terminate()
        assert service.end() == -signal.SIGTERM
