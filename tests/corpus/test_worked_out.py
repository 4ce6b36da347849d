"""What an object works out is kept by it, and waits for no other object."""

import threading
from dataclasses import dataclass, field

from corpus.worked_out import worked_out


@dataclass(frozen=True)
class Question:
    """Works out its answer when it may."""

    answer: str
    may: threading.Event = field(default_factory=threading.Event)
    calls: list[int] = field(default_factory=list)

    @worked_out
    def answered(self) -> str:
        """What is answered."""
        self.calls.append(1)
        self.may.wait(60)
        return self.answer


def test_it_is_worked_out_once() -> None:
    question = Question("80%")
    question.may.set()
    assert (question.answered, question.answered, len(question.calls)) == ("80%", "80%", 1)
    assert Question.answered.__doc__ == "What is answered."


def test_nobody_waits_for_what_another_works_out() -> None:
    slow, quick = Question("slow"), Question("quick")
    quick.may.set()
    at_it = threading.Thread(target=lambda: slow.answered)
    at_it.start()
    while not slow.calls:
        pass
    assert quick.answered == "quick"
    slow.may.set()
    at_it.join()
    assert slow.answered == "slow"
