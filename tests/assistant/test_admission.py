"""Questions of visitors and of programs share the places, and nobody is forgotten."""

import asyncio
import threading
from collections.abc import Iterator

import pytest

from assistant.admission import Admission, Crowded, Queued, Side, aside, held_here, in_turn
from tests.loops import in_a_loop


def test_as_many_are_admitted_as_there_are_places_and_the_rest_in_the_order_in_which_they_came() -> None:
    admission = Admission(2, 10)
    tickets = [admission.join(Side.VISITOR) for _ in range(4)]
    assert [it.is_admitted for it in tickets] == [True, True, False, False]
    assert [it.ahead for it in tickets] == [0, 0, 0, 1]
    assert admission.load == (2, 2)
    tickets[1].leave()
    assert [it.is_admitted for it in tickets] == [True, True, True, False]
    assert tickets[3].ahead == 0


@pytest.mark.parametrize(("many", "one"), [(Side.PROGRAM, Side.VISITOR), (Side.VISITOR, Side.PROGRAM)])
def test_a_flood_of_one_side_does_not_keep_the_other_waiting(many: Side, one: Side) -> None:
    admission = Admission(2, 100)
    flood = [admission.join(many) for _ in range(50)]
    late = admission.join(one)
    flood[0].leave()
    assert late.is_admitted
    assert not flood[2].is_admitted
    second = admission.join(one)
    flood[1].leave()
    assert flood[2].is_admitted, "each side has one place now; who came first is next"
    assert not second.is_admitted


def test_one_side_alone_may_use_all_places() -> None:
    admission = Admission(3, 5)
    assert all(admission.join(Side.PROGRAM).is_admitted for _ in range(3))


def test_a_queue_that_is_full_takes_no_more_and_is_not_the_queue_of_the_others() -> None:
    admission = Admission(1, 2)
    held = [admission.join(Side.PROGRAM) for _ in range(3)]
    with pytest.raises(Crowded, match="同时在处理的问题已有 1 个，还有 2 个在排队"):
        admission.join(Side.PROGRAM)
    admission.join(Side.VISITOR).leave()
    held[0].leave()
    assert admission.join(Side.PROGRAM).ahead == 1


def test_without_a_queue_there_is_still_a_place() -> None:
    admission = Admission(1, 0)
    with admission.join(Side.VISITOR) as ticket:
        assert ticket.is_admitted
        with pytest.raises(Crowded):
            admission.join(Side.PROGRAM)
    assert admission.join(Side.PROGRAM).is_admitted


def test_who_gives_up_waiting_leaves_no_trace() -> None:
    admission = Admission(1, 5)
    first, second, third = (admission.join(Side.VISITOR) for _ in range(3))
    second.leave()
    second.leave()
    assert third.ahead == 0
    first.leave()
    assert third.is_admitted
    third.leave()
    assert admission.load == (0, 0)


def test_one_can_wait_in_a_thread_or_in_an_event_loop() -> None:
    admission = Admission(1, 5)
    first = admission.join(Side.VISITOR)
    waiting, later = admission.join(Side.VISITOR), admission.join(Side.PROGRAM)
    assert not waiting.wait(0)

    async def wait() -> bool:
        threading.Thread(target=first.leave).start()
        await asyncio.wait_for(later.admitted(), 30)
        return later.is_admitted

    waiting.leave()
    assert in_a_loop(wait())


def test_many_threads_never_exceed_the_limit_and_all_come_to_an_end() -> None:
    admission, lock = Admission(3, 1000), threading.Lock()
    working, most, done = 0, 0, 0

    def one(side: Side) -> None:
        nonlocal working, most, done
        with admission.join(side) as ticket:
            assert ticket.wait(30)
            with lock:
                working += 1
                most = max(most, working)
            with lock:
                working -= 1
                done += 1

    threads = [threading.Thread(target=one, args=(side,)) for side in (*Side,) * 100]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (done, most <= 3) == (200, True)
    assert admission.load == (0, 0)


def test_a_visitor_is_told_how_many_are_before_and_then_answered() -> None:
    admission = Admission(1, 5)
    busy, before = admission.join(Side.VISITOR), admission.join(Side.VISITOR)
    asked = in_turn(lambda question: iter([f"答：{question}"]), admission)("租金？")
    assert next(asked) == Queued(1)
    before.leave()
    assert next(asked) == Queued(0)
    busy.leave()
    assert list(asked) == ["答：租金？"]
    assert admission.load == (0, 0)


def test_a_visitor_who_goes_away_while_waiting_frees_the_place_in_the_queue() -> None:
    admission = Admission(1, 1)
    with admission.join(Side.VISITOR):
        asked = in_turn(lambda: iter(["答"]), admission)()
        next(asked)
        with pytest.raises(Crowded):
            admission.join(Side.VISITOR)
        asked.close()  # type: ignore[attr-defined]  # it is a generator
        admission.join(Side.VISITOR).leave()


def test_a_failure_frees_the_place() -> None:
    admission = Admission(1, 0)

    def broken() -> Iterator[str]:
        yield "答"
        raise ValueError

    with pytest.raises(ValueError):
        list(in_turn(broken, admission)())
    assert admission.load == (0, 0)


def test_who_waits_for_a_model_leaves_the_place_to_others_and_goes_on_before_those_who_have_not_begun() -> None:
    admission, reached, answered = Admission(1, 5), threading.Event(), threading.Event()
    order: list[str] = []

    def ask(question: str) -> Iterator[str]:
        if question == "slow":
            with aside():
                reached.set()
                assert answered.wait(30)
        order.append(question)
        yield question

    asked = in_turn(ask, admission)
    slow = threading.Thread(target=lambda: list(asked("slow")))
    slow.start()
    assert reached.wait(30)
    assert list(asked("first")) == ["first"], "a slow model keeps nobody from being answered"
    assert admission.load == (1, 0), "who waits for a model is still worked on"
    busy, later = admission.join(Side.VISITOR), admission.join(Side.VISITOR)
    answered.set()
    while admission.load != (1, 2):
        pass
    busy.leave()
    slow.join(30)
    assert order == ["first", "slow"]
    assert later.is_admitted
    later.leave()
    assert admission.load == (0, 0)


def test_a_model_that_fails_gives_the_question_its_place_back_for_what_can_be_done_without() -> None:
    admission = Admission(1, 5)
    with admission.join(Side.VISITOR) as ticket, held_here(ticket):
        with pytest.raises(KeyError), aside(), admission.join(Side.PROGRAM) as other:
            raise KeyError(other.is_admitted)
        assert ticket.is_admitted
        assert admission.load == (1, 0)
    assert admission.load == (0, 0)


def test_who_goes_away_while_a_model_writes_waits_for_no_place() -> None:
    admission = Admission(1, 5)

    def ask() -> Iterator[str]:
        with aside():
            yield "first words"
            yield "never asked for"

    asked = in_turn(ask, admission)()
    assert next(asked) == "first words"
    busy = admission.join(Side.VISITOR)
    assert busy.is_admitted
    asked.close()  # type: ignore[attr-defined]  # it is a generator
    assert admission.load == (1, 0)


def test_without_a_place_nothing_is_given_away() -> None:
    with aside():
        pass
