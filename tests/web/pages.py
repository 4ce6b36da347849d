"""The visitors' page without a browser: its events are sent over HTTP as Gradio's own script sends them."""

import json
from collections.abc import Mapping
from typing import Any

import httpx

from assistant.web.visitor import COOKIE


class Page:
    """A page that one visitor has open."""

    def __init__(self, address: str, token: str, session: str) -> None:
        """`token` is the visitor's cookie, `session` tells this page from others."""
        self.session = session
        self._address = address
        self._headers = {"Cookie": f"{COOKIE}={token}"} if token else {}
        config = httpx.get(f"{address}/config", timeout=60).json()
        self._parts = {it["id"]: it["props"].get("elem_id") for it in config["components"]}
        self._events = config["dependencies"]

    def join(self, part: str | None, event: str, told: Any = None, **values: Any) -> str:
        """Sends an event of a part and gives its id; `values` are those of the parts that it reads, by their names."""
        it = next(it for it in self._events if it["backend_fn"] and self._is(it, part, event, values))
        body = {
            "data": [values.get((self._parts[number] or "").replace("-", "_")) for number in it["inputs"]],
            "event_data": told,
            "fn_index": it["id"],
            "trigger_id": None,
            "session_hash": self.session,
        }
        answered = self.send("queue/join", body)
        assert answered.status_code == 200, answered.text
        number: str = answered.json()["event_id"]
        return number

    def send(self, path: str, body: Mapping[str, Any]) -> httpx.Response:
        """Sends something to Gradio."""
        return httpx.post(f"{self._address}/gradio_api/{path}", json=body, headers=self._headers, timeout=60)

    def heard(self) -> str:
        """All that comes to the page until nothing more is under way there."""
        path = f"{self._address}/gradio_api/queue/data"
        stream = httpx.get(path, params={"session_hash": self.session}, headers=self._headers, timeout=60)
        lines = [line.removeprefix("data:").strip() for line in stream.text.splitlines()]
        return "\n".join(json.dumps(json.loads(line), ensure_ascii=False) for line in lines if line)

    def beat(self) -> None:
        """Says once that the page is open, and goes away."""
        path = f"{self._address}/gradio_api/heartbeat/{self.session}"
        with httpx.stream("GET", path, headers=self._headers, timeout=60) as stream:
            assert stream.status_code == 200

    def press(self, part: str | None, event: str, told: Any = None, **values: Any) -> str:
        """Sends an event and waits for what comes of it."""
        self.join(part, event, told, **values)
        return self.heard()

    def ask(self, question: str, key: str = "") -> str:
        """Asks in the conversation with this key."""
        return self.press("question", "submit", question=question, talk_key=key, language="zh", region="", kind="")

    def reopen(self, key: str) -> str:
        """Opens the page in a tab in which a conversation was open."""
        return self.press(None, "then", talk_key=key)

    def _is(self, it: Mapping[str, Any], part: str | None, event: str, values: Mapping[str, Any]) -> bool:
        read = {(self._parts[number] or "").replace("-", "_") for number in it["inputs"]}
        targets = [(self._parts.get(number), name) for number, name in it["targets"]]
        return (part, event) in targets and values.keys() <= read
