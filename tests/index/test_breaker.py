"""A service that fails is spared for a while, and tried by one call before all may call it again."""

import threading
from contextlib import suppress

import pytest

from corpus.errors import ModelResting
from index.breaker import Breaker, State


class Clock:
    """Time that passes when it is told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker("语言模型", most=3, rest=30, clock=clock)


def fail(breaker: Breaker, times: int = 1, **how: float) -> None:
    for _ in range(times):
        with breaker.attempt() as attempt:
            attempt.failed("server", "模型服务内部出错", **how)  # type: ignore[arg-type]  # spelled by the test


def succeed(breaker: Breaker) -> None:
    with breaker.attempt() as attempt:
        attempt.succeeded()


def test_it_opens_after_so_many_failures_on_end_and_says_why(breaker: Breaker) -> None:
    fail(breaker, 2)
    assert (breaker.state, breaker.reason) == (State.CLOSED, "")
    fail(breaker)
    assert (breaker.state, breaker.reason) == (State.OPEN, "模型服务内部出错")
    with pytest.raises(ModelResting, match=r"语言模型.*暂停调用.*模型服务内部出错"):
        breaker.attempt()


def test_a_success_between_failures_keeps_it_closed(breaker: Breaker) -> None:
    for _ in range(4):
        fail(breaker, 2)
        succeed(breaker)
    assert breaker.state is State.CLOSED
    assert (breaker.successes, breaker.faults) == (4, {"server": 8})


def test_what_does_not_pass_by_itself_opens_it_at_once(breaker: Breaker) -> None:
    fail(breaker, at_once=True)
    assert breaker.state is State.OPEN


def test_after_the_rest_one_call_tries_and_the_others_wait_for_what_it_finds(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now = 31
    assert breaker.state is State.HALF_OPEN
    with breaker.attempt() as trial:
        clock.now = 100
        with pytest.raises(ModelResting):
            breaker.attempt()
        trial.succeeded()
    assert (breaker.state, breaker.reason) == (State.CLOSED, "")
    succeed(breaker)


def test_a_trial_that_fails_opens_it_for_another_rest(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now = 31
    fail(breaker)
    with pytest.raises(ModelResting):
        breaker.attempt()
    clock.now = 62
    succeed(breaker)
    assert breaker.state is State.CLOSED


def test_a_trial_that_a_visitor_gives_up_leaves_the_next_one_to_try(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now = 31
    with pytest.raises(GeneratorExit), breaker.attempt():
        raise GeneratorExit
    succeed(breaker)
    assert breaker.state is State.CLOSED


def test_visitors_who_leave_do_not_open_it(breaker: Breaker) -> None:
    for _ in range(10):
        with pytest.raises(GeneratorExit), breaker.attempt():
            raise GeneratorExit
    assert breaker.state is State.CLOSED


def test_a_trial_of_which_nothing_is_heard_does_not_keep_it_open_for_ever(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now = 31
    breaker.attempt()
    clock.now = 10_000
    succeed(breaker)
    assert breaker.state is State.CLOSED


def test_it_rests_for_as_long_as_the_service_asks(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3, rest=120)
    clock.now = 119
    with pytest.raises(ModelResting):
        breaker.attempt()
    clock.now = 121
    assert breaker.state is State.HALF_OPEN


def test_calls_that_began_before_it_opened_do_not_prolong_the_rest(breaker: Breaker, clock: Clock) -> None:
    late = [breaker.attempt() for _ in range(5)]
    fail(breaker, 3)
    clock.now = 29
    for attempt in late:
        attempt.failed("timeout", "模型没有在时限内答完")
    clock.now = 31
    assert breaker.state is State.HALF_OPEN
    assert breaker.faults == {"server": 3, "timeout": 5}


def test_of_many_who_come_at_once_after_the_rest_exactly_one_tries(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now = 31
    together, let_in = threading.Barrier(20), []

    def come() -> None:
        together.wait()
        with suppress(ModelResting):
            let_in.append(breaker.attempt())

    threads = [threading.Thread(target=come) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(let_in) == 1


def test_who_watches_over_it_is_told_once_of_each_change(
    breaker: Breaker, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    fail(breaker, 3)
    for _ in range(50):
        with pytest.raises(ModelResting):
            breaker.attempt()
    clock.now = 31
    succeed(breaker)
    succeed(breaker)
    said = [record.getMessage() for record in caplog.records]
    assert said == ["语言模型暂停调用 30 秒，期间不等待它：模型服务内部出错", "语言模型恢复了应答，继续调用"]
