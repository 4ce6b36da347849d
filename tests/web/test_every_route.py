"""Every route of the application, whichever it has, keeps to what the guard promises a visitor without a session."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import product
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.routing import Mount, Route

from assistant.admission import Admission
from assistant.conversations.store import Conversations, new_id
from assistant.log.door import open_log
from assistant.log.entry import Channel
from assistant.log.feedback import Opinion, give, given
from assistant.log.reader import entries
from assistant.open import Assistant
from assistant.operations.metrics import Metrics
from assistant.operations.service import Service
from assistant.operations.stopping import Stopping
from assistant.settings import Accounting, Settings
from assistant.web.server import build_app
from assistant.web.visitor import COOKIE, visitor_of
from index.corrections import door
from index.ingest import ingest
from index.store import Store
from tests.fakes import BigramEncoder
from tests.web.conftest import ELSEWHERE, RENT, running
from tests.web.fakes import FakeAsk, rent_answer

WATCHED = ("/healthz", "/readyz", "/metrics")
FAULT = "/a-fault-of-ours"
SECRET = "别人问的机密事项"
GONE = "沧州市对企业货运给予物流补贴"
HEADERS = (
    "x-content-type-options",
    "content-security-policy",
    "referrer-policy",
    "x-frame-options",
    "permissions-policy",
)
NONSENSE = ("..", "..%2f..%2f..%2fetc%2fpasswd", "%00%22%3Cb%3E%F0%9F%98%80", "-1")
KINDS = ("text/html", "*/*")
_PARAMETER = re.compile(r"\{\w+(?::\w+)?\}")


@dataclass(frozen=True)
class Site:
    """The served application, its routes, and the ids of what is another person's."""

    port: int
    routes: dict[str, set[str]]
    others: tuple[str, ...]

    def paths(self) -> Iterator[tuple[str, set[str]]]:
        """Every address with each of the ids, and with nonsense, in every place that takes one."""
        for path, methods in self.routes.items():
            for filled in dict.fromkeys(_PARAMETER.sub(it, path) for it in (*self.others, *NONSENSE)):
                yield filled, methods


@dataclass(frozen=True)
class Answered:
    """What came back; of what never ends only its head."""

    status: int
    headers: dict[str, str]
    text: str


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("policies")
    (folder / "东园.txt").write_text(RENT, encoding="utf-8")
    (folder / "沧州.txt").write_text(ELSEWHERE, encoding="utf-8")
    with Store.open(tmp_path_factory.mktemp("store") / "home", BigramEncoder()) as store:
        assert ingest(store, [folder]).failed == ()
        assistant = Assistant(store, Settings(accounts=Accounting.ON, public_hosts="127.0.0.1"))
        others, made = _left_by_another(assistant), list[FastAPI]()

        def make() -> FastAPI:
            ask: Any = FakeAsk([rent_answer()])
            service = Service(Stopping(3600.0), Metrics())
            app = build_app(assistant, ask, ask, admission=Admission(8, 64), service=service)
            made.append(app)
            app.router.routes.insert(0, Route(FAULT, _fail))
            return app

        with running(make) as address:
            routes: dict[str, set[str]] = {path: {"GET"} for path in WATCHED}
            for path, methods in reached(made[0]):
                routes.setdefault(path, set()).update(methods)
            assert routes.pop(FAULT)
            yield Site(int(address.rpartition(":")[2]), routes, others)


def _left_by_another(assistant: Assistant) -> tuple[str, ...]:
    """The ids of a conversation, an answer, an opinion, a removed document and its removal, and the document that stays."""
    engine = assistant.store.catalog.engine
    visitor, conversation = visitor_of({"cookie": f"{COOKIE}={'a' * 32}"}), new_id()
    assert visitor is not None
    asked = rent_answer(question=SECRET, standalone_question=SECRET)
    Conversations(engine, 30).add(visitor, conversation, SECRET, asked)
    with open_log(assistant) as log:
        log.record(asked, Channel.WEB, assistant.today)
    (entry,) = entries(engine)
    give(engine, entry.id, visitor, Opinion(False, remark=SECRET))
    held = {it.title[:2]: it.doc_id for it in assistant.store.catalog.cards()}
    removal = door.remove(assistant.store, held["沧州"], "李明")
    return conversation, entry.id, given(engine)[0].id, held["沧州"], removal.id, held["云岭"]


def _fail(_: Any) -> Any:
    raise RuntimeError(SECRET)


def reached(app: Any, before: str = "", outer: tuple[Any, ...] = ()) -> Iterator[tuple[str, set[str]]]:
    """Every route below an application, mounted, included or put beside it, with its methods."""
    outer = (*outer, app)
    for middleware in getattr(app, "user_middleware", ()):
        for beside in middleware.kwargs.values():
            if hasattr(beside, "routes") and beside not in outer:
                yield from reached(beside, before, outer)
    for route in app.routes:
        if included := getattr(route, "original_router", None):
            yield from reached(included, before + (route.include_context.prefix or ""), outer)
        elif isinstance(route, Mount):
            inner: Any = route.app
            while not hasattr(inner, "routes"):
                inner = inner.app
            yield from reached(inner, before + route.path, outer)
        else:
            yield before + route.path, route.methods


def asked(site: Site, method: str, path: str, body: bytes | None = None, **headers: str) -> Answered:
    given = {"Content-Type": "application/json"} if body else {}
    connection = HTTPConnection("127.0.0.1", site.port, timeout=60)
    try:
        connection.request(method, path, body, given | {it.replace("_", "-"): said for it, said in headers.items()})
        answer = connection.getresponse()
        named = {name.lower(): said for name, said in answer.getheaders()}
        is_endless = named.get("content-type", "").startswith("text/event-stream")
        text = "" if is_endless else answer.read().decode("utf-8", "replace")
        return Answered(answer.status, named, text)
    finally:
        connection.close()


def wrong(path: str, answered: Answered) -> list[str]:
    """What is not as it should be in any answer."""
    found = [f"without {name}" for name in HEADERS if name not in answered.headers]
    found += [f"with {name}" for name in answered.headers if name.startswith("access-control-")]
    found += [f"tells {told}" for told in (SECRET, GONE) if told in answered.text or told in str(answered.headers)]
    found += ["no answer"] if answered.status >= 500 else []
    found += ["the desk is open"] if answered.status == 200 and re.match(r"/desk(?:/|$)", path) else []
    return found


def test_the_routes_of_all_parts_are_seen(site: Site) -> None:
    parts = {"/", "/lookup", "/documents/{doc_id}", "/conversations/{conversation}.md", "/login", "/mcp", "/api/ask"}
    parts |= {"/desk/", "/desk/arrivals/{arrival}", "/desk/answers.csv", "/desk/gradio_api/queue/join", "/api/log"}
    parts |= {"/gradio_api/heartbeat/{session_hash}", "/v1/chat/completions", "/assets/{name}", *WATCHED}
    assert parts <= site.routes.keys()


def test_none_fails_or_tells_what_is_anothers_or_opens_the_desk_and_all_bear_the_headers(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    failed = []
    for (path, methods), kind in product(site.paths(), KINDS):
        for method in sorted(methods):
            body = None if method in ("GET", "HEAD") else b"{}"
            answered = asked(site, method, path, body, Accept=kind)
            failed += [(method, path, kind, answered.status, it) for it in wrong(path, answered)]
    assert failed == []
    assert [it.getMessage() for it in caplog.records if it.name == "assistant.web.guard"] == []


def test_neither_does_one_that_is_asked_by_a_method_that_it_does_not_take(site: Site) -> None:
    failed = []
    for path, methods in site.routes.items():
        for method in sorted({"GET", "PUT", "DELETE", "OPTIONS", "TRACE"} - methods):
            filled = _PARAMETER.sub(site.others[0], path)
            answered = asked(site, method, filled)
            failed += [(method, filled, answered.status, it) for it in wrong(filled, answered)]
    assert failed == []


@pytest.mark.parametrize(
    ("status", "method", "path", "headers"),
    [
        (404, "GET", "/no/such/page", {}),
        (404, "GET", "/gradio_api/info", {}),
        (405, "POST", "/healthz", {}),
        (405, "DELETE", "/api/ask", {}),
        (421, "GET", "/", {"Host": "evil.example"}),
        (421, "GET", "/desk/", {"Host": "evil.example"}),
        (403, "POST", "/api/ask", {"Origin": "https://evil.example"}),
        (403, "POST", "/desk/", {"Origin": "https://evil.example"}),
        (414, "GET", "/" + "a" * 3000, {}),
        (413, "POST", "/api/ask", {"Content_Length": "99999999"}),
        (413, "POST", "/login", {"Content_Length": "99999999"}),
        (422, "POST", "/gradio_api/queue/join", {}),
        (303, "GET", "/desk/answers", {"Accept": "text/html"}),
        (401, "GET", "/desk/answers", {}),
        (403, "GET", "/metrics", {"X_Forwarded_For": "203.0.113.9"}),
        (500, "GET", FAULT, {}),
        (500, "GET", FAULT, {"Accept": "text/html"}),
    ],
)
def test_an_error_bears_the_headers_and_tells_nothing(
    site: Site, status: int, method: str, path: str, headers: dict[str, str]
) -> None:
    answered = asked(site, method, path, json.dumps({}).encode() if method == "POST" else None, **headers)
    assert (answered.status, [it for it in wrong(path, answered) if it != "no answer"]) == (status, [])
