"""An answer is judged by its facts, its sources and whether it should have been given at all."""

from collections.abc import Sequence

import pytest

from assistant.answer import Answer, Citation, Outcome
from assistant.open import assistant_over
from assistant.settings import Settings
from evals.answers import Answers, Scored, run
from evals.case import Case
from evals.passages import Passage, indexed
from tests.fakes import BigramEncoder, make_card, make_hit

TEXT = "示例园区已入驻60家企业，总投资200多亿元。"


def answer(text: str, outcome: Outcome = Outcome.ANSWERED, *, source: str = "园区.md") -> Answer:
    hit = make_hit(TEXT, card=make_card(source_path=f"folder/{source}", doc_id="d7"))
    return Answer("问", "问", outcome, text, "extractive", (Citation(1, hit, 0, TEXT),), (hit,))


def scored(case: Case, given: Answer, verbatim: Sequence[bool] = (True,), seconds: float = 0.1) -> Scored:
    return Scored(case, given, seconds, tuple(verbatim))


def case(**fields: object) -> Case:
    return Case.model_validate({"id": "c", "question": "问"} | fields)


@pytest.mark.parametrize(
    ("expected", "given"),
    [
        (case(facts=[["60家"], ["二百亿", "200多亿元"]]), answer("入驻６０家企业[1]，投资200多亿元[1]。")),
        (case(facts=[["60家"]], sources=["园区.md"]), answer("60家[1]")),
        (case(facts=[["60家"]], sources=["别的.md", "d7"]), answer("60家[1]")),
        (case(sources=["园区.md"]), answer("见原文[1]", Outcome.DEGRADED)),
        (case(facts=[["60家企业"]]), answer("60家[1]企业")),
        (case(refuse=True), answer("没有找到", Outcome.NOT_FOUND)),
        (case(facts=[["60家"]], status="in_force"), answer("60家[1]")),
    ],
)
def test_what_counts_as_right(expected: Case, given: Answer) -> None:
    assert scored(expected, given).correct


@pytest.mark.parametrize(
    ("expected", "given"),
    [
        (case(facts=[["60家"], ["300亿元"]]), answer("60家[1]")),
        (case(facts=[["60家"]], sources=["别的.md"]), answer("60家[1]")),
        (case(facts=[["60家"]]), answer("没有找到，相近的有：60家", Outcome.NOT_FOUND)),
        (case(facts=[["1"]]), answer("见原文[1]")),
        (case(refuse=True), answer("60家[1]")),
        (case(facts=[["60家"]], status="repealed"), answer("60家[1]")),
    ],
)
def test_what_counts_as_wrong(expected: Case, given: Answer) -> None:
    assert not scored(expected, given).correct


def test_the_figures_agree_with_those_worked_out_by_hand() -> None:
    found, refused = answer("60家[1]"), answer("没有找到", Outcome.NOT_FOUND)
    result = Answers((
        scored(case(id="right", facts=[["60家"]], sources=["园区.md"]), found, [True, False], 0.1),
        scored(case(id="other", facts=[["60家"]], sources=["别的.md"]), found, [True], 0.2),
        scored(case(id="shy", facts=[["60家"]], sources=["园区.md"], kind="list"), refused, [], 0.3),
        scored(case(id="far", refuse=True, kind="refuse"), refused, [], 0.4),
        scored(case(id="bold", refuse=True, kind="refuse"), found, [True], 0.5),
    )).to_json()  # fmt: skip

    assert result["n"] == 5
    assert result["accuracy"] == pytest.approx(2 / 5)
    assert result["citation_recall"] == pytest.approx(2 / 3)
    assert result["citation_precision"] == pytest.approx(3 / 4)
    assert result["refusal_recall"] == pytest.approx(1 / 2)
    assert result["wrong_refusals"] == pytest.approx(1 / 3)
    assert result["by_kind"] == {
        "fact": {"n": 2, "accuracy": 0.5},
        "list": {"n": 1, "accuracy": 0.0},
        "refuse": {"n": 2, "accuracy": 0.5},
    }
    assert result["seconds"] == {"p50": 0.3, "p95": 0.48}


def test_a_share_of_nothing_is_null() -> None:
    result = Answers((scored(case(refuse=True), answer("没有找到", Outcome.NOT_FOUND), []),)).to_json()

    assert result["wrong_refusals"] is None
    assert result["citation_recall"] is None
    assert result["citation_precision"] is None


def test_a_case_in_the_report_says_which_facts_are_missing() -> None:
    entry = scored(case(facts=[["60家"], ["300亿元", "三百亿元"]]), answer("60家[1]")).to_json()

    assert entry["correct"] is False
    assert entry["missing_facts"] == [["300亿元", "三百亿元"]]
    assert entry["answer"] == "60家[1]"
    assert entry["citations"][0]["source_path"] == "folder/园区.md"  # type: ignore[index]


def test_cases_are_asked_of_the_real_assistant_and_quotes_are_looked_up_in_the_document() -> None:
    passages = [
        Passage("park", "示例园区简介", TEXT),
        Passage("rent", "青岚园区租金办法", "青岚园区标准厂房租金为每平方米每月12元，前三年减半收取。"),
    ]
    cases = [
        case(id="rent", question="青岚园区标准厂房租金是多少？", facts=[["12元"]], sources=["rent"]),
        case(id="long", question="问" * 3000, refuse=True),
    ]
    steps: list[str] = []

    with indexed(passages, BigramEncoder()) as (store, _):
        result = run(assistant_over(store, Settings()), cases, on_step=steps.append)

    rent, too_long = result.scored
    assert rent.correct
    assert rent.verbatim == (True,) * len(rent.answer.citations)
    assert too_long.refused, "a question that may not be asked is refused, and the run goes on"
    assert len(steps) == 2
