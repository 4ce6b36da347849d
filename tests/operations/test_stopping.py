"""A service that is stopped finishes what is under way, tells those who must wait too long, and ends."""

import threading

import anyio
import pytest

from assistant.operations.service import Service
from assistant.operations.stopping import Stopping
from tests.loops import in_a_loop


def test_it_goes_on_until_it_is_told_to_stop() -> None:
    stopping = Stopping(0.0)
    assert not stopping.is_over()
    stopping.begin()
    assert stopping.is_over()


def test_what_is_under_way_is_waited_for() -> None:
    stopping = Stopping(3600.0)
    with stopping.answering():
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


def test_who_waits_too_long_is_told_before_it_ends() -> None:
    stopping = Stopping(0.0)
    told = threading.Event()
    stopping.when_over(told.set)

    async def wait() -> bool:
        heard = False

        async def listen() -> None:
            nonlocal heard
            await stopping.over()
            heard = True

        async with anyio.create_task_group() as group:
            group.start_soon(listen)
            await anyio.lowlevel.checkpoint()
            stopping.begin()
            with stopping.answering():
                assert not stopping.is_over(), "those who were told get a moment to pass it on"
                while not stopping.is_over():
                    await anyio.sleep(0.05)
        return heard

    assert in_a_loop(wait())
    assert told.is_set()


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
