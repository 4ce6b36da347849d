"""A service that is stopped finishes what is under way, tells those who must wait too long, and ends."""

import threading
import time

import pytest

from assistant.operations.service import Service
from assistant.operations.stopping import Stopping


def test_it_goes_on_until_it_is_told_to_stop() -> None:
    stopping = Stopping(0.0)
    assert not stopping.is_over()
    stopping.begin()
    assert stopping.is_over()


def test_what_is_under_way_is_waited_for() -> None:
    stopping = Stopping(3600.0)
    with stopping.answering(lambda: None):
        stopping.begin()
        assert stopping.under_way == 1
        assert not stopping.is_over()
    assert stopping.is_over()


def test_work_that_no_request_stands_for_is_waited_for() -> None:
    queue = ["a question"]
    stopping = Stopping(3600.0, lambda: bool(queue))
    stopping.begin()
    assert not stopping.is_over()
    queue.clear()
    assert stopping.is_over()


def test_who_waits_too_long_is_told_and_given_a_moment_to_pass_it_on() -> None:
    stopping = Stopping(0.0)
    told: list[str] = []
    stopping.when_over(lambda: told.append("the page"))
    with stopping.answering(lambda: told.append("done before")):
        pass
    with stopping.answering(lambda: told.append("a request")):
        stopping.begin()
        assert not stopping.is_over()
        assert told == ["the page", "a request"]
        while not stopping.is_over():
            time.sleep(0.05)
    assert told == ["the page", "a request"]


@pytest.mark.parametrize("fails", [False, True])
def test_a_service_is_warm_when_the_warming_has_ended_however_it_ended(*, fails: bool) -> None:
    service, go = Service(), threading.Event()

    def work() -> None:
        go.wait(60)
        if fails:
            raise RuntimeError("the catalog is busy")

    assert service.is_warm
    service.warm_up(work)
    assert not service.is_warm
    go.set()
    for thread in threading.enumerate():
        if thread.name == "wence-warm-up":
            thread.join(60)
    assert service.is_warm
