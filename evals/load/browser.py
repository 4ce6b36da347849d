"""A person's browser as the server sees it: pages, scripts, events and the streams on which their results come."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from secrets import token_hex
from typing import TYPE_CHECKING, Any

import gevent.pool  # type: ignore[import-untyped]  # its types are published apart
from geventhttpclient.response import HTTPConnectionClosed

from evals.load.outcome import QUEUED, Outcome, outcome_of
from evals.load.tab import Event, Page, Parts, imported, page_of, told

if TYPE_CHECKING:
    from evals.load.people import Somebody

_DOCUMENT = re.compile(r"/documents?/[\w.%-]+")
_JOIN, _STREAM, _HEART = "/gradio_api/queue/join", "/gradio_api/queue/data", "/gradio_api/heartbeat"
_AT_ONCE = 6
"""Files that a browser fetches from one host at the same time over HTTP/1.1."""


@dataclass(slots=True)
class Tab:
    """An open page with its session."""

    parts: Parts
    session: str
    heart: Any = None
    documents: tuple[str, ...] = ()
    """Addresses of the documents that the page leads to."""


@dataclass(slots=True)
class Asked:
    """A question on the page and what came of it."""

    outcome: Outcome = Outcome.FAILED
    waited: bool = False
    documents: tuple[str, ...] = ()


@dataclass(slots=True)
class Ended:
    """An event that has ended, with all that was told on the way."""

    event: Event
    data: list[Any] = field(default_factory=list)
    is_fine: bool = False


class Browser:
    """Keeps what it has loaded, as browsers do."""

    def __init__(self, person: "Somebody") -> None:
        self._person = person
        self._cached: set[str] = set()
        self._tabs: list[Tab] = []

    def opened(self, path: str, name: str, address: str = "") -> Tab:
        """A page that is ready to be used, timed as `name`; `address` is what its script reads of its own address."""
        began = time.perf_counter()
        page = page_of(self.get(path, "page"))
        self._load(page)
        tab = Tab(Parts(page), token_hex(6))
        if "lookup-address" in page.names:
            tab.parts.put("lookup-address", address)
        tab.heart = gevent.spawn(self._beat, tab)
        self._tabs.append(tab)
        ended = list(self._run(tab, page.on(None, "load")))
        self._told(name, began, None if ended and all(it.is_fine for it in ended) else "the page did not open")
        return tab

    def shut(self, tab: Tab) -> None:
        """Closes a page."""
        if tab in self._tabs:
            self._tabs.remove(tab)
            tab.heart.kill()

    def close(self) -> None:
        """Closes all pages."""
        for tab in list(self._tabs):
            self.shut(tab)

    def fire(self, tab: Tab, part: str, what: str) -> None:
        """Does something on the page and sees to the end what comes of it."""
        for _ in self._run(tab, tab.parts.page.on(part, what)):
            pass

    def ask(self, tab: Tab, question: str) -> Asked:
        """Types a question and presses Enter; returns when the answer is whole. What may be asked next is waited for, too."""
        tab.parts.put("question", question)
        asked, began = Asked(), time.perf_counter()
        (submit,) = tab.parts.page.on("question", "submit")
        for ended in self._run(tab, (submit,), asked, began):
            if ended.event is submit:
                asked.outcome = outcome_of(ended.data) if ended.is_fine else Outcome.FAILED
                asked.documents = _documents(ended.data)
                failed = None if asked.outcome is not Outcome.FAILED else "no answer"
                self._told("ask" if asked.outcome is not Outcome.REFUSED else "refused", began, failed)
        return asked

    def get(self, path: str, name: str) -> str:
        """What is at an address."""
        text = ""
        for is_last in (False, True):
            with self._person.client.get(path, name=name, headers=self._person.headers, catch_response=True) as reply:
                text = str(reply.text or "")
                if is_last or not _was_shut(reply):
                    break
        return text

    def _load(self, page: Page) -> None:
        """Fetches scripts and styles that it has not got yet, several at a time, and what these lead to."""
        pool = gevent.pool.Pool(_AT_ONCE)
        waiting = [it for it in page.assets if it not in self._cached]
        while waiting:
            self._cached.update(waiting)
            texts = pool.map(lambda one: self.get(one, "asset"), waiting)
            found: dict[str, None] = {}
            for one, text in zip(waiting, texts, strict=True):
                if one.endswith(".js"):
                    found |= dict.fromkeys(imported(text, page.kinds, is_first=one in page.assets))
            waiting = [it for it in found if it not in self._cached]

    def _beat(self, tab: Tab) -> None:
        for _ in self._lines(f"{_HEART}/{tab.session}", "heartbeat"):
            pass

    def _lines(self, path: str, name: str) -> Iterator[bytes]:
        """The lines of an event stream as they come."""
        with self._person.client.get(
            path, name=name, headers=self._person.headers, stream=True, catch_response=True
        ) as reply:
            if reply.status_code != 200 or reply._response is None:
                return
            while line := reply._response.readline(b"\n"):
                yield line

    def _run(
        self, tab: Tab, events: tuple[Event, ...], asked: Asked | None = None, began: float = 0.0
    ) -> Iterator[Ended]:
        """Fires events, and those that follow them; gives each as it ends."""
        pending: dict[str, Event] = {}
        for event in events:
            self._join(tab, event, pending)
        while pending:
            came = False
            for message in told(self._lines(f"{_STREAM}?session_hash={tab.session}", "stream")):
                came = True
                if asked is not None and message["msg"] == "process_generating":
                    asked = self._seen(str(message.get("output")), asked, began)
                if message["msg"] == "close_stream":
                    break
                event_id = message.get("event_id")
                if message["msg"] == "process_completed" and event_id in pending:
                    event, output = pending.pop(event_id), message.get("output") or {}
                    data = output.get("data") or []
                    tab.parts.take(event, data)
                    tab.documents = _documents(data) or tab.documents
                    yield Ended(event, data, bool(message.get("success")))
                    for after in tab.parts.page.following(event.number):
                        self._join(tab, after, pending)
            if not came:
                yield from (Ended(event) for event in pending.values())
                return

    def _seen(self, said: str, asked: Asked, began: float) -> Asked | None:
        """Notes what a person notices while an answer is made; None once its first words are there."""
        asked.waited = asked.waited or QUEUED in said
        if 'class="answer"' not in said:
            return asked
        self._told("first words", began, None)
        return None

    def _join(self, tab: Tab, event: Event, pending: dict[str, Event]) -> None:
        body = {
            "data": tab.parts.given(event),
            "event_data": None,
            "fn_index": event.number,
            "trigger_id": None,
            "session_hash": tab.session,
        }
        told = self._sent(body)
        if told is None:
            told = self._sent(body) or {}
        if "event_id" in told:
            pending[told["event_id"]] = event

    def _sent(self, body: dict[str, Any]) -> dict[str, Any] | None:
        """What the server says to an event; None where a connection that was kept open was closed meanwhile."""
        person = self._person
        with person.client.post(_JOIN, json=body, name="join", headers=person.headers, catch_response=True) as reply:
            if _was_shut(reply):
                return None
            told: dict[str, Any] = reply.json() if reply.status_code == 200 else {}
            return told

    def _told(self, name: str, began: float, failed: str | None) -> None:
        """Counts something that a person waited for."""
        self._person.environment.events.request.fire(
            request_type="PERSON",
            name=name,
            response_time=1000 * (time.perf_counter() - began),
            response_length=0,
            exception=RuntimeError(failed) if failed else None,
            context={},
        )


def _was_shut(reply: Any) -> bool:
    """Whether the server had just let go of an idle connection, which no browser calls an error: it opens another."""
    error = getattr(reply, "error", None) or reply.request_meta["exception"]
    if isinstance(error, HTTPConnectionClosed):
        reply.success()
        return True
    return False


def _documents(data: list[Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_DOCUMENT.findall(str(data))))
