"""The people and programs of a load, as locust runs them: what each does next, after as long as it takes to read.

Between two deeds a visitor takes 20 to 40 seconds: an answer with its sources has 150 to 400 characters, which are read at
some 500 a minute, and a question of 20 characters takes 10 seconds to type; who also follows a source takes longer. So this
is a demanding crowd. Importing this module has gevent patch the standard library: for processes of their own only.
"""

import time
from collections import Counter
from itertools import count
from random import Random
from typing import Any
from urllib.parse import quote

from locust import task
from locust.contrib.fasthttp import FastHttpUser

from evals.load.browser import Browser
from evals.load.outcome import Outcome
from evals.load.script import Script

SEEN: Counter[str] = Counter()
"""How many times each of the things happened that are no request: answered, refused, told to wait, …."""
_NUMBERS = count(1)
_THIRD = 3


class Somebody(FastHttpUser):
    """Has an address of their own, which the proxy before the application names."""

    abstract = True
    insecure = True
    connection_timeout = 60.0
    network_timeout = 240.0
    script: Script
    """What is asked and looked up, and how long is read; given by whoever runs the load."""

    def on_start(self) -> None:
        """Takes an address."""
        number = next(_NUMBERS)
        self.address = self.script.address or f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        self.random = Random(number)  # noqa: S311 - the same load each time, nothing to be kept from anyone
        self.client.auth_header = None
        self.headers = {"Origin": str(self.host), "X-Forwarded-For": self.address, "Accept": "*/*"}

    def wait_time(self) -> float:
        """Seconds of reading and typing."""
        return self.random.uniform(*self.script.reading)

    def call(self, method: str, path: str, name: str, **more: Any) -> int:
        """The status of a reply; one that asks to come later is no failure."""
        with self.client.request(method, path, name=name, headers=self.headers, catch_response=True, **more) as reply:
            if reply.status_code == 429:
                SEEN["refused with 429"] += 1
                SEEN["429 without Retry-After"] += "retry-after" not in (reply.headers or {})
                reply.success()
            return int(reply.status_code)


class Visitor(Somebody):
    """Reads with a browser: asks, follows a source, looks something up, begins anew."""

    documents: tuple[str, ...] = ()

    def on_start(self) -> None:
        """Opens the page for the first time, as one who has never been here, and reads what it says."""
        super().on_start()
        self.browser = Browser(self)
        self.chat = self.browser.opened("/", "open")
        time.sleep(self.random.uniform(0, self.script.reading[1]))

    def on_stop(self) -> None:
        """Closes the browser."""
        self.browser.close()

    @task(12)
    def ask(self) -> None:
        """Types a question; each third begins another conversation."""
        if self.random.randrange(_THIRD) == 0:
            self.browser.fire(self.chat, "new", "click")
        asked = self.browser.ask(self.chat, self.random.choice(self.script.questions))
        SEEN[asked.outcome] += 1
        SEEN["told to wait"] += asked.waited
        if asked.outcome is Outcome.ANSWERED:
            self.documents = asked.documents or self.documents

    @task(4)
    def look_up(self) -> None:
        """Opens the look-up with some words."""
        words = self.random.choice(self.script.words)
        tab = self.browser.opened(f"/lookup?q={quote(words)}", "look up", address=f"?q={quote(words)}")
        self.documents = tab.documents or self.documents
        self.browser.shut(tab)

    @task(3)
    def read(self) -> None:
        """Opens a document that was cited or listed."""
        if self.documents:
            self.browser.get(self.random.choice(self.documents), "document")

    @task(1)
    def come_back(self) -> None:
        """Closes the page and opens it again."""
        self.browser.shut(self.chat)
        self.chat = self.browser.opened("/", "open again")


class Program(Somebody):
    """Asks and searches through the API."""

    @task(2)
    def ask(self) -> None:
        """One question, whole."""
        self.call("POST", "/api/ask", "api ask", json={"question": self.random.choice(self.script.questions)})

    @task(2)
    def search(self) -> None:
        """Passages without an answer."""
        self.call("GET", f"/api/search?q={quote(self.random.choice(self.script.words))}", "api search")

    @task(1)
    def health(self) -> None:
        """Whether the service works."""
        self.call("GET", "/api/health", "health")
