"""What a reader of a store pays, measured in a process of its own: opening, first question, searches, answers, memory."""

import resource
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

from evals import metrics

if TYPE_CHECKING:
    from assistant.open import Assistant

_REGIONS = ("上海", "北京", "广东", "浙江", "江苏", "河北", "天津", "重庆")
"""That searches are narrowed to in turn."""

Figures = dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Asked:
    """Seconds of one kind of request, by the clock and of all cores together."""

    wall: tuple[float, ...]
    cpu: tuple[float, ...]

    def to_json(self) -> dict[str, object]:
        """Median and 95th percentile by the clock, and the mean of what the cores did."""
        return {"n": len(self.wall), "wall": metrics.spread(self.wall), "cpu_mean": metrics.mean(self.cpu)}


@dataclass(frozen=True, slots=True)
class Reader:
    """What one reader paid."""

    open_seconds: float
    """Until the store is open, after the program has been loaded."""
    warm_up_seconds: float
    memory_mb: float
    """MiB resident at the end, the most there was."""
    searches: Asked
    narrowed: Asked
    """Searches within one region."""
    answers: Asked

    def to_json(self) -> dict[str, object]:
        """Under the names of the fields."""
        return {
            "open_seconds": round(self.open_seconds, 2),
            "warm_up_seconds": round(self.warm_up_seconds, 2),
            "memory_mb": round(self.memory_mb),
            "search": self.searches.to_json(),
            "search_in_region": self.narrowed.to_json(),
            "answer": self.answers.to_json(),
        }


def read(home: Path, questions: Sequence[str]) -> Reader:
    """Asks the store under `home` the questions: searches, searches within a region, and every fourth for an answer."""
    from assistant.open import open_assistant
    from assistant.settings import Settings
    from index.hit import Filters
    from index.search import search

    began = time.perf_counter()
    with open_assistant(Settings(home=home)) as assistant:
        opened = time.perf_counter()
        assistant.warm_up()
        warm = time.perf_counter()
        store, regions = assistant.store, list(islice(cycle(_REGIONS), len(questions)))
        searches = _timed([partial(search, store, it) for it in questions])
        narrowed = _timed(
            [
                partial(search, store, it, filters=Filters(region=region))
                for it, region in zip(questions, regions, strict=True)
            ]
        )
        answers = _timed([partial(_answered, assistant, it) for it in questions[::4]])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Reader(opened - began, warm - opened, memory, searches, narrowed, answers)


def _answered(assistant: "Assistant", question: str) -> None:
    from assistant.ask import ask

    deque(ask(assistant, question), maxlen=0)


def _timed(requests: Sequence[Callable[[], object]]) -> Asked:
    wall, cpu = [], []
    for request in requests:
        began, worked = time.perf_counter(), time.process_time()
        request()
        wall.append(time.perf_counter() - began)
        cpu.append(time.process_time() - worked)
    return Asked(tuple(wall), tuple(cpu))
