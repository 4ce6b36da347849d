"""All misdeeds, in both ways of speaking: `wence eval faults`."""

import logging
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from evals.faults.corpus import small_store
from evals.faults.listed import MISDEEDS
from evals.faults.misdeed import Misdeed
from evals.faults.speech import SPEECHES, Speech
from evals.faults.trial import Journal, Limits, Tried, tried
from evals.passages import OnStep, silently
from index.encoder import Encoder

_AT_ONCE = 6
_PATIENCE = 10.0
"""Seconds until every thread of a call that was given up must be gone."""


@dataclass(frozen=True, slots=True)
class Faults:
    """What came of all of them."""

    tried: tuple[Tried, ...]
    threads_left: int
    """Threads that still waited for a model afterwards."""

    @property
    def failed(self) -> tuple[Tried, ...]:
        """Where something was not as it should be."""
        return tuple(it for it in self.tried if not it.passes)

    def to_json(self) -> dict[str, Any]:
        """For machines, and as a table."""
        opening = [it for it in self.tried if it.misdeed.opens]
        mended = [it for it in self.tried if it.has_recovered is not None]
        return {
            "faults": len({it.misdeed.name for it in self.tried}),
            "tried": len(self.tried),
            "degraded": sum(it.is_degraded for it in self.tried),
            "degraded_in_time": sum(it.is_degraded and it.is_in_time for it in self.tried),
            "slowest_seconds": round(max((it.seconds for it in self.tried), default=0.0), 2),
            "kind_named": sum(it.is_counted for it in self.tried),
            "breaker_opened": f"{sum(it.has_opened for it in opening)}/{len(opening)}",
            "spared_while_open": f"{sum(it.is_spared for it in opening)}/{len(opening)}",
            "recovered": f"{sum(bool(it.has_recovered) for it in mended)}/{len(mended)}",
            "leaks": sum(len(it.leaks) for it in self.tried),
            "redirects_followed": sum(it.followed for it in self.tried),
            "threads_left": self.threads_left,
            "failed": [f"{it.speech}:{it.misdeed.name}" for it in self.failed],
            "kinds": dict(Counter(kind for it in self.tried for kind in it.faults)),
        }


def run(
    encoder: Encoder,
    limits: Limits,
    *,
    chosen: Sequence[tuple[Misdeed, Speech]] | None = None,
    on_step: OnStep = silently,
) -> Faults:
    """Tries every misdeed, or the `chosen`, each with an assistant and a server of its own."""
    pairs = chosen if chosen is not None else [(misdeed, speech) for misdeed in MISDEEDS for speech in SPEECHES]

    def one(pair: tuple[Misdeed, Speech]) -> Tried:
        found = tried(*pair, store, limits, journal)
        on_step("faults")
        return found

    with small_store(encoder) as store, _listening() as journal, ThreadPoolExecutor(_AT_ONCE) as pool:
        found = tuple(pool.map(one, pairs))
    return Faults(found, _threads_left())


@contextmanager
def _listening() -> Iterator[Journal]:
    """Hears every warning of the program."""
    journal = Journal()
    logging.getLogger().addHandler(journal)
    try:
        yield journal
    finally:
        logging.getLogger().removeHandler(journal)


def _threads_left() -> int:
    until = time.monotonic() + _PATIENCE
    while left := sum(thread.name == "wence-model" for thread in threading.enumerate()):
        if time.monotonic() > until:
            break
        time.sleep(0.05)
    return left
