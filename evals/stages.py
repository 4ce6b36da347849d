"""Which stage of answering the time goes to."""

import cProfile
import pstats
from collections.abc import Callable
from pathlib import Path

_PLACES = {
    "search": ("index/search.py", "search"),
    "weigh": ("assistant/evidence.py", "weigh"),
    "read_documents": ("index/catalog.py", "chunks"),
    "choose": ("assistant/evidence.py", "best_of"),
}
_REST = "rest"
STAGES = (*_PLACES, _REST)


def shares_of_time(answer: Callable[[], object]) -> dict[str, float]:
    """The share of each of `STAGES` in the time that `answer` spends in `assistant.ask`, with the profiler's own cost."""
    profile = cProfile.Profile()
    profile.enable()
    answer()
    profile.disable()
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]  # typeshed leaves it out
    spent: dict[tuple[str, str], float] = {
        (Path(file).as_posix(), name): cumulative for (file, _, name), (_, _, _, cumulative, _) in stats.items()
    }

    def of(module: str, function: str) -> float:
        return sum(
            (seconds for (file, name), seconds in spent.items() if file.endswith(module) and name == function), 0.0
        )

    everything = of("assistant/ask.py", "ask")
    shares = {stage: of(*place) / everything for stage, place in _PLACES.items()}
    return shares | {_REST: 1 - sum(shares.values())}
