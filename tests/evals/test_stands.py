"""An answer from a text that is not in force must say so before anything else."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.answer import Answer, Citation, Outcome
from corpus.document import Status, Validity
from evals.stands import stands_as_said
from tests.fakes import make_card, make_hit

TEXT = "入驻企业第一年租金补贴20%。"
REPEALED = Validity(date(2020, 3, 1), repealed_by="园区新政策", repealed_on=date(2025, 3, 1))
COMING = Validity(date(2027, 1, 1))
IN_FORCE = Validity(date(2024, 1, 1))
TODAY = date(2026, 11, 1)


def answer(text: str, *validities: Validity, outcome: Outcome = Outcome.ANSWERED) -> Answer:
    hits = [
        replace(make_hit(TEXT, card=make_card(validity=validity)), status=validity.status(TODAY))
        for validity in validities
    ]
    citations = tuple(Citation(number, hit, 0, TEXT) for number, hit in enumerate(hits, 1))
    return Answer("问", "问", outcome, text, "extractive", citations, tuple(hits))


@pytest.mark.parametrize(
    ("expected", "given"),
    [
        (Status.IN_FORCE, answer("补贴20%。[1]", IN_FORCE)),
        (Status.IN_FORCE, answer("补贴20%。[1]\n注意：《园区办法》尚未施行。[2]", IN_FORCE, COMING)),
        (
            Status.REPEALED,
            answer("注意：《园区政策》已废止（2025年3月1日被《园区新政策》废止）。\n\n补贴20%。[1]", REPEALED),
        ),
        (Status.NOT_YET, answer("《园区办法》尚未施行，自2027年1月1日起施行。[1]", COMING)),
        (Status.REPEALED, answer("《园区政策》已废止（2025年3月1日被《园区新政策》废止）。[1]", IN_FORCE)),
    ],
)
def test_a_status_is_right_when_it_is_said_first_with_its_day(expected: Status, given: Answer) -> None:
    assert stands_as_said(given, expected)


@pytest.mark.parametrize(
    ("expected", "given"),
    [
        (Status.REPEALED, answer("补贴20%。[1]", REPEALED)),
        (
            Status.REPEALED,
            answer("补贴20%。[1]\n注意：《园区政策》已废止（2025年3月1日被《园区新政策》废止）。", REPEALED),
        ),
        (Status.REPEALED, answer("注意：《园区政策》已废止。\n\n补贴20%。[1]", REPEALED)),
        (Status.IN_FORCE, answer("补贴20%。[1][2]", IN_FORCE, REPEALED)),
        (Status.IN_FORCE, answer("《园区办法》尚未施行，自2027年1月1日起施行。补贴20%。[1]", COMING)),
        (Status.IN_FORCE, answer("没有找到", outcome=Outcome.NOT_FOUND)),
        (Status.NOT_YET, answer("自2027年1月1日起施行。[1]", COMING)),
    ],
)
def test_a_status_is_wrong_when_it_is_said_late_or_without_its_day_or_not_at_all(
    expected: Status, given: Answer
) -> None:
    assert not stands_as_said(given, expected)
