"""Striking one deed after another, and looking over the store each time."""

import multiprocessing
import random
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from evals.crashes.afterwards import at_the_end, look
from evals.crashes.deeds import OFTEN, Kind, Place, do
from evals.crashes.editions import Editions
from evals.passages import OnStep, silently
from index.elsewhere import HERE, Elsewhere

_LATE = 1.1
"""Times the duration of a whole deed: the last moment at which it is struck."""
_LEAST = 0.3
"""Seconds: the shortest stretch in which a deed is struck."""
_PATIENCE = 120.0
"""Seconds that a deed is given when nobody strikes it."""
_AGAIN = 0.2
"""How often the restart after a strike is struck as well."""
_FROM_OPEN = 0.6
"""How often the moment is counted from when the store is open, so that more of them fall into the writing."""


@dataclass(frozen=True, slots=True)
class Crash:
    """One deed that was struck."""

    kind: Kind
    after: float
    """Seconds from its beginning, or from when it had opened the store."""
    was_done: bool
    """It had ended by itself before."""
    wrong: tuple[str, ...] = ()
    """What was not as it must be; empty: survived."""
    mended: bool = False
    """What was wrong in the indexes could be put right."""


@dataclass(frozen=True, slots=True)
class Crashes:
    """A finished run."""

    crashes: tuple[Crash, ...]
    documents: int
    """Names that were taken in, all editions of one counted once."""
    wrong_at_the_end: tuple[str, ...] = field(default=())
    """What differs after the files were taken in once more, undisturbed."""

    def to_json(self) -> dict[str, object]:
        """Counts by kind of deed, and everything that went wrong."""
        struck = [it for it in self.crashes if not it.was_done]
        survived = Counter(it.kind for it in struck if not it.wrong)
        return {
            "n": len(struck),
            "survived": sum(survived.values()),
            "ended_before": len(self.crashes) - len(struck),
            "by_kind": {
                str(kind): {"n": count, "survived": survived[kind]}
                for kind, count in sorted(Counter(it.kind for it in struck).items())
            },
            "documents": self.documents,
            "wrong": [
                {"kind": str(it.kind), "after": round(it.after, 3), "wrong": list(it.wrong), "mended": it.mended}
                for it in self.crashes
                if it.wrong
            ],
            "wrong_at_the_end": list(self.wrong_at_the_end),
        }


def run(times: int, seed: int, on_step: OnStep = silently, elsewhere: Elsewhere = HERE) -> Crashes:
    """Strikes `times` deeds over a store of its own; a deed that ended before it was struck does not count."""
    with tempfile.TemporaryDirectory(prefix="wence-eval-") as name:
        hunt = _Hunt(Path(name), random.Random(seed), elsewhere)  # noqa: S311 - when it strikes is no secret
        while hunt.struck < times:
            hunt.strike()
            on_step("杀死进程")
        return hunt.end()


class _Hunt:
    """A store, its files, and the deeds done to it one after another."""

    def __init__(self, folder: Path, chance: random.Random, elsewhere: Elsewhere) -> None:
        self._chance = chance
        self._world = Editions(folder / "files", chance)
        self._place = Place(folder / "home", self._world.folder, self._world.given, elsewhere)
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload([__name__])
        self._durations: dict[tuple[Kind, bool], float] = defaultdict(lambda: _LEAST)
        self._crashes: list[Crash] = []
        self._world.begin()
        do(Kind.INGEST, self._place, 0)
        self._before = look(self._place.home, self._world, elsewhere=elsewhere).editions

    @property
    def struck(self) -> int:
        """How many deeds were cut off so far."""
        return sum(not it.was_done for it in self._crashes)

    def strike(self) -> None:
        """Does one deed, kills it somewhere, perhaps the restart after it as well, and looks over what is left."""
        kind = self._chance.choices(list(OFTEN), list(OFTEN.values()))[0]
        self._prepare(kind)
        crashes = [self._struck(kind)]
        if not crashes[0].was_done and self._chance.random() < _AGAIN:
            crashes.append(self._struck(Kind.RESTART))
        seen = look(self._place.home, self._world, kind, self._before, self._place.elsewhere)
        self._before = seen.editions
        self._crashes += [Crash(it.kind, it.after, it.was_done, seen.wrong, seen.mended) for it in crashes]

    def end(self) -> Crashes:
        """Everything taken in once more, and looked over."""
        do(Kind.INGEST, self._place, 0)
        do(Kind.UPLOAD, self._place, 0)
        wrong = at_the_end(self._place.home, self._world, self._place.elsewhere)
        return Crashes(tuple(self._crashes), len(self._world.versions), wrong)

    def _prepare(self, kind: Kind) -> None:
        if kind is Kind.INGEST:
            self._world.bring()
        elif kind is Kind.UPDATE:
            self._world.change()
        elif kind is Kind.VANISH:
            self._world.take_away()
        elif kind is Kind.UPLOAD:
            self._world.give()

    def _struck(self, kind: Kind) -> Crash:
        """Kills the deed at a moment of its usual duration, counted from its start or from when the store is open."""
        is_open = self._chance.random() < _FROM_OPEN
        usual = self._durations[kind, is_open]
        after, taken = self._chance.uniform(0, _LATE * usual), None
        begun = self._context.Event()
        process = self._context.Process(target=do, args=(kind, self._place, self._chance.randrange(10**6), begun))
        process.start()
        if is_open:
            begun.wait(_PATIENCE)
        began = time.monotonic()
        process.join(after)
        if process.is_alive():
            process.kill()
            process.join(_PATIENCE)
        else:
            taken = time.monotonic() - began
        self._durations[kind, is_open] = max(_LEAST, taken if taken is not None else max(usual, 1.5 * after))
        return Crash(kind, after, taken is not None)
