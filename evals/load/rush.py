"""Those who all come in the same second."""

import time

from locust import task
from locust.exception import StopUser

from evals.load.browser import Browser
from evals.load.outcome import Outcome
from evals.load.people import SEEN, Somebody


class Newcomer(Somebody):
    """Comes with all the others at once, asks one question, again after a while where asked to come later, and leaves."""

    def on_start(self) -> None:
        """Opens the page."""
        super().on_start()
        self.browser = Browser(self)
        self.chat = self.browser.opened("/", "open")

    def on_stop(self) -> None:
        """Closes the browser."""
        self.browser.close()

    @task
    def ask(self) -> None:
        """Asks until there is an answer."""
        outcome = Outcome.REFUSED
        while outcome is Outcome.REFUSED:
            asked = self.browser.ask(self.chat, self.random.choice(self.script.questions))
            outcome = asked.outcome
            SEEN[outcome] += 1
            SEEN["told to wait"] += asked.waited
            if outcome is Outcome.REFUSED:
                time.sleep(self.wait_time())
        raise StopUser


class Flood(Somebody):
    """A program that asks once, with all the others."""

    @task
    def ask(self) -> None:
        """One question, whole."""
        self.call("POST", "/api/ask", "api ask", json={"question": self.random.choice(self.script.questions)})
        raise StopUser
