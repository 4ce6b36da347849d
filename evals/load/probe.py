"""Somebody who asks one thing after the other the whole time, to see when a server is itself again."""

import time
from dataclasses import dataclass

from locust import constant_pacing, task

from evals.load.people import Somebody

_FINE = 1.0
"""Seconds within which an answer is as fast as it is promised."""


@dataclass(frozen=True, slots=True)
class Look:
    """One question of the probe."""

    at: float
    """By time.monotonic."""
    seconds: float
    status: int

    @property
    def is_fine(self) -> bool:
        """Whether it was answered, and fast."""
        return self.status == 200 and self.seconds <= _FINE


LOOKS: list[Look] = []
"""In order."""


class Probe(Somebody):
    """Asks through the API each second."""

    fixed_count = 1
    wait_time = constant_pacing(1)

    @task
    def ask(self) -> None:
        """One question, timed; the same each time, for it is the queue that is looked at."""
        began = time.monotonic()
        status = self.call("POST", "/api/ask", "probe", json={"question": self.script.questions[0]})
        LOOKS.append(Look(began, time.monotonic() - began, status))


def recovered(looks: list[Look], since: float) -> float | None:
    """Seconds from `since` until answers are fast and stay so; 0 where they always were, None where they never are."""
    slow = [it for it in looks if it.at >= since and not it.is_fine]
    if not looks or not looks[-1].is_fine:
        return None
    return round(slow[-1].at + slow[-1].seconds - since, 1) if slow else 0.0
