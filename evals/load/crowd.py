"""A crowd that comes and stays for a while: `python -m evals.load.crowd` reads what is wanted, and prints what was seen.

A process of its own, for gevent patches the standard library. Begun by `evals.load.run`.
"""

from evals.load.people import SEEN, Program, Somebody, Visitor  # first: it has gevent patch what the others import

# ruff: isort: split
import json
import sys
import time
from collections.abc import Mapping
from typing import Any

from locust.env import Environment
from locust.runners import LocalRunner
from locust.stats import RequestStats, StatsEntry

from evals.load.probe import LOOKS, Probe, recovered
from evals.load.rush import Flood, Newcomer
from evals.load.scene import Come
from evals.load.script import Script

_PERCENTILES = (0.5, 0.95, 0.99)
_LEAVING = 45.0
"""Seconds that those who are still waiting are given in the end."""
_ARRIVING = 2.0
"""Visitors who come in a second, where they do not come at once."""
_AFTER = 15.0
"""Seconds for which the probe goes on when all others have left."""
_ENOUGH = 1.0
"""Seconds for a question at which no more visitors are added."""
_MOST_STEPS = 24


def seen(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Sends the crowd that is wanted, and tells of its requests."""
    Somebody.script = Script(tuple(wanted["questions"]), tuple(wanted["words"]), tuple(wanted["reading"]))
    come = Come(wanted["come"])
    kinds: list[type[Somebody]] = [Newcomer, Flood, Probe] if come is Come.AT_ONCE else [Visitor, Program]
    kinds[0].fixed_count, kinds[1].fixed_count = wanted["visitors"], wanted["programs"]
    if come is Come.MORE_AND_MORE:
        kinds = [Visitor]
        Visitor.fixed_count = 0
    environment = Environment(
        user_classes=[it for it in kinds if it.fixed_count or come is Come.MORE_AND_MORE],
        host=wanted["host"],
        stop_timeout=_LEAVING,
    )
    environment.events.user_error.add_listener(_stumbled)  # type: ignore[no-untyped-call]  # of locust
    plays = {Come.TO_STAY: _staying, Come.AT_ONCE: _at_once, Come.MORE_AND_MORE: _more_and_more}
    runner = environment.create_local_runner()
    more = plays[come](runner, wanted)
    # Who is sent away may be in the middle of a stream.
    environment.events.user_error.remove_listener(_stumbled)  # type: ignore[no-untyped-call]  # of locust
    runner.quit()
    return told(environment.stats) | more


def _stumbled(exception: Exception, **_: Any) -> None:
    """One of the crowd did not know what to do with what came back: that is no load, so nothing may be concluded."""
    SEEN[f"stumbled: {type(exception).__name__}: {exception}"[:200]] += 1


def _staying(runner: LocalRunner, wanted: Mapping[str, Any]) -> dict[str, Any]:
    runner.start(wanted["visitors"] + wanted["programs"], spawn_rate=_ARRIVING)
    time.sleep(wanted["seconds"])
    return {}


def _at_once(runner: LocalRunner, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Until all have been answered, at most as long as is wanted; `left_waiting` have not been by then."""
    everyone = wanted["visitors"] + wanted["programs"] + 1
    began = time.monotonic()
    runner.start(everyone, spawn_rate=everyone)
    while time.monotonic() < began + wanted["seconds"]:
        time.sleep(1)
        if runner.user_count <= 1 and SEEN["answered"]:
            break
    served, left = time.monotonic() - began, max(0, runner.user_count - 1)
    time.sleep(_AFTER)
    return {"left_waiting": left} | {
        "seconds_until_all_answered": round(served, 1),
        "recovery_seconds": recovered(LOOKS, began),
    }


def _more_and_more(runner: LocalRunner, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Visitors are added in steps, until the 95th percentile of their questions takes too long."""
    stats, steps = runner.environment.stats, list[dict[str, Any]]()
    runner.start(wanted["visitors"], spawn_rate=_ARRIVING)
    for number in range(1, _MOST_STEPS + 1):
        visitors = number * wanted["visitors"]
        runner.start(visitors, spawn_rate=_ARRIVING)
        time.sleep(visitors / number / _ARRIVING + Somebody.script.reading[1])
        stats.reset_all()
        time.sleep(wanted["seconds"])
        asked = _times(stats.get("ask", "PERSON"))
        steps.append({"visitors": visitors, "per_second": round(asked["n"] / wanted["seconds"], 2), **asked})
        if asked["p95"] > _ENOUGH:
            break
    borne = [it for it in steps if it["p95"] <= _ENOUGH]
    return {"steps": steps, "borne": borne[-1] if borne else None}


def told(stats: RequestStats) -> dict[str, Any]:
    """The figures of a run, by kind; times in seconds."""
    entries = [it for it in stats.entries.values() if not it.name.startswith(("stream", "heart"))]
    people = [it for it in entries if it.method == "PERSON"]
    asked = stats.get("ask", "PERSON")
    return {
        "requests": sum(it.num_requests for it in entries if it.method != "PERSON"),
        "failures": sum(it.num_failures for it in stats.entries.values())
        + sum(number for what, number in SEEN.items() if what.startswith("stumbled")),
        "errors": {f"{it.name}: {it.error}"[:300]: it.occurrences for it in stats.errors.values()},
        "seen": dict(SEEN),
        **_times(asked),
        "people": {it.name: _times(it) for it in sorted(people, key=lambda it: it.name)},
        "kinds": {it.name: _times(it) for it in sorted(entries, key=lambda it: it.name) if it not in people},
    }


def _times(entry: StatsEntry) -> dict[str, float]:
    times = {f"p{100 * at:.0f}": entry.get_response_time_percentile(at) / 1000 for at in _PERCENTILES}
    return {"n": entry.num_requests, **times, "max": round(entry.max_response_time / 1000, 3)}


if __name__ == "__main__":
    print(json.dumps(seen(json.load(sys.stdin)), ensure_ascii=False))
