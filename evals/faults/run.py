"""All misdeeds, in both ways of speaking: `wence eval faults`."""

import threading
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from assistant.answer import Outcome
from evals.faults.corpus import small_store
from evals.faults.journal import listening
from evals.faults.listed import MISDEEDS
from evals.faults.misdeed import Misdeed, misdeed
from evals.faults.speech import SPEECHES, Speech
from evals.faults.trial import Limits, Tried, behave, tried
from evals.faults.vectors import MISDEEDS as VECTOR_MISDEEDS
from evals.faults.vectors import Searched, searched
from evals.passages import OnStep, silently
from index.encoder import Encoder

_AT_ONCE = 6
_HURRY = 1.0
"""Seconds that a question waits for vectors here."""
_WARM = Limits(60.0, 60.0, failures=1)
_PATIENCE = 10.0
"""Seconds until every thread of a call that was given up must be gone."""


@dataclass(frozen=True, slots=True)
class Faults:
    """What came of all of them."""

    tried: tuple[Tried, ...]
    searched: tuple[Searched, ...]
    """The same of the endpoint of embeddings."""
    threads_left: int
    """Threads that still waited for a service afterwards."""

    @property
    def failed(self) -> tuple[str, ...]:
        """Where something was not as it should be."""
        of_models = (f"{it.speech}:{it.misdeed.name}" for it in self.tried if not it.passes)
        return (*of_models, *(f"embeddings:{it.misdeed.name}" for it in self.searched if not it.passes))

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
            "embeddings": self._of_embeddings(),
            "failed": list(self.failed),
            "kinds": dict(Counter(kind for it in self.tried for kind in it.faults)),
        }

    def _of_embeddings(self) -> dict[str, Any]:
        opening = [it for it in self.searched if it.misdeed.opens]
        mended = [it for it in self.searched if it.has_recovered is not None]
        return {
            "tried": len(self.searched),
            "answered": sum(set(it.outcomes) == {Outcome.ANSWERED} and it.is_right for it in self.searched),
            "slowest_seconds": round(max((it.seconds for it in self.searched), default=0.0), 2),
            "breaker_opened": f"{sum(it.has_opened for it in opening)}/{len(opening)}",
            "operator_told_once": f"{sum(it.told == 1 for it in opening)}/{len(opening)}",
            "recovered": f"{sum(bool(it.has_recovered) for it in mended)}/{len(mended)}",
            "leaks": sum(it.leaks for it in self.searched),
        }


def run(
    encoder: Encoder,
    limits: Limits,
    *,
    chosen: Sequence[tuple[Misdeed, Speech]] | None = None,
    of_vectors: Sequence[Misdeed] = VECTOR_MISDEEDS,
    on_step: OnStep = silently,
) -> Faults:
    """Tries every misdeed, or the `chosen`, each with an assistant and a server of its own; then those `of_vectors`."""
    pairs = chosen if chosen is not None else [(it, speech) for it in MISDEEDS for speech in SPEECHES]

    def one(pair: tuple[Misdeed, Speech]) -> Tried:
        found = tried(*pair, store, limits, journal)
        on_step("faults")
        return found

    with small_store(encoder) as store, listening() as journal, ThreadPoolExecutor(_AT_ONCE) as pool:
        for speech in SPEECHES:  # the first call of a client loads a part of it, which is no misdeed of a service
            tried(misdeed("none", behave), speech, store, _WARM, journal)
        found = tuple(pool.map(one, pairs))
        searches = tuple(searched(it, store, encoder, min(limits.seconds, _HURRY)) for it in of_vectors)
    return Faults(found, searches, _threads_left())


def _threads_left() -> int:
    until = time.monotonic() + _PATIENCE
    while left := sum(thread.name in ("wence-model", "wence-call") for thread in threading.enumerate()):
        if time.monotonic() > until:
            break
        time.sleep(0.05)
    return left
