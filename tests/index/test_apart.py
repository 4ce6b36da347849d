"""Work done apart can hang, crash and grow without harm to anything else."""

import os
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from index.apart import Apart, Call, Loss, Lost
from tests.index.hostile import obey

MEMORY = 1 << 30


@pytest.fixture(scope="module")
def apart() -> Iterator[Apart[str, str]]:
    apart = Apart(obey, MEMORY)
    yield apart
    apart.close()


@pytest.fixture
def fresh() -> Iterator[Apart[str, str]]:
    """Without the children of other tests, of which any might take a call."""
    apart = Apart(obey, MEMORY)
    yield apart
    apart.close()


def ask(apart: Apart[str, str], orders: Sequence[str], processes: int = 2) -> list[str | Lost]:
    return list(apart.map([Call(order, 60.0) for order in orders], processes))


def test_results_come_in_the_order_of_the_calls(apart: Apart[str, str]) -> None:
    orders = [str(number) for number in range(300)]
    assert ask(apart, orders) == orders


@pytest.mark.parametrize(
    ("order", "lost"),
    [
        ("die", Lost(Loss.DEATH, "3")),
        ("fault", Lost(Loss.DEATH, "SIGSEGV")),
        ("half", Lost(Loss.DEATH, "4")),
        ("grow", Lost(Loss.MEMORY)),
    ],
)
def test_a_call_that_goes_wrong_costs_only_itself(apart: Apart[str, str], order: str, lost: Lost) -> None:
    assert ask(apart, ["a", order, "b", order, "c"]) == ["a", lost, "b", lost, "c"]


def test_a_call_that_hangs_is_given_up(apart: Apart[str, str]) -> None:
    calls = [Call("a", 60.0), Call("hang", 0.2), Call("b", 60.0)]
    assert list(apart.map(calls, 2)) == ["a", Lost(Loss.TIME), "b"]


def test_the_caller_may_be_one_of_many_threads(apart: Apart[str, str]) -> None:
    given: dict[int, list[str | Lost]] = {}
    threads = [
        threading.Thread(target=lambda at=at: given.update({at: ask(apart, [f"{at}.{n}" for n in range(20)])}))
        for at in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert given == {at: [f"{at}.{n}" for n in range(20)] for at in range(4)}


def test_a_child_is_kept_for_the_next_call(fresh: Apart[str, str]) -> None:
    assert ask(fresh, ["pid"], 1) == ask(fresh, ["pid"], 1)


def test_a_child_is_kept_however_much_memory_its_parent_holds(fresh: Apart[str, str]) -> None:
    held = b"x" * (MEMORY // 2 + (64 << 20))
    assert ask(fresh, ["pid"], 1) == ask(fresh, ["pid"], 1)
    assert held


def test_a_child_that_was_started_ahead_takes_the_first_call() -> None:
    apart: Apart[str, str] = Apart(obey, MEMORY)
    apart.warm()
    (first,) = apart._idle
    (pid,) = ask(apart, ["pid"], 1)
    assert first._process is not None
    assert pid == str(first._process.pid)
    apart.close()
    assert gone(str(pid))


def test_a_child_that_died_while_it_waited_is_replaced(fresh: Apart[str, str]) -> None:
    (pid,) = ask(fresh, ["pid"], 1)
    os.kill(int(str(pid)), signal.SIGKILL)
    assert ask(fresh, ["a", "b"], 1) == ["a", "b"]


def test_a_caller_that_stops_leaves_nothing_running(apart: Apart[str, str]) -> None:
    outcomes = apart.map([Call("pid", 60.0), Call("grandchild", 60.0), *[Call("hang", 60.0)] * 100], 2)
    running = [str(next(outcomes)), str(next(outcomes))]
    outcomes.close()
    apart.close()
    assert all(gone(pid) for pid in running)


def gone(pid: str) -> bool:
    """Whether a process has ended; one that nobody has taken leave of yet has."""
    for _ in range(100):
        status = Path("/proc") / pid / "status"
        try:
            if "State:\tZ" in status.read_text():
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.05)
    return False


def test_children_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    import subprocess
    import sys

    script = (
        "import os, signal\n"
        "from index.apart import Apart, Call\n"
        "from tests.index.hostile import obey\n"
        "print(*Apart(obey, 1 << 30).map([Call('pid', 60.0)], 1), flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    (tmp_path / "parent.py").write_text(script, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    done = subprocess.run(
        [sys.executable, tmp_path / "parent.py"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == -9, done.stderr
    assert gone(done.stdout.strip())
