"""Not one planted error reaches the reader, and what is right passes."""

from collections.abc import Iterator

import pytest

from evals.planted import Result, Verdict, read_planted, run, sample_store
from evals.scripted import chat_server


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Result]:
    with sample_store(tmp_path_factory.mktemp("planted")) as store:
        yield run(store, read_planted())


def told(verdicts: list[Verdict]) -> list[tuple[str, str]]:
    return [(one.case.id, one.answer.text) for one in verdicts]


def test_there_are_a_hundred_planted_errors_of_many_kinds_and_enough_right_answers() -> None:
    cases = read_planted()
    kinds = {case.kind for case in cases} - {"right"}
    assert sum(case.kind != "right" for case in cases) >= 100
    assert len(kinds) >= 12
    assert sum(case.kind == "right" for case in cases) >= 40


def test_the_model_was_shown_what_it_was_to_cite(result: Result) -> None:
    assert told([one for one in result.verdicts if not one.shown]) == []


def test_no_planted_error_reaches_the_reader(result: Result) -> None:
    assert told([one for one in result.planted if one.leaked]) == []


def test_every_quote_is_verbatim(result: Result) -> None:
    assert told([one for one in result.verdicts if one.misquoted]) == []


def test_right_answers_in_other_words_and_forms_of_numbers_pass(result: Result) -> None:
    harmed = told([one for one in result.right if one.harmed])
    assert len(harmed) <= 0.05 * len(result.right), harmed


def test_an_error_that_got_through_would_be_seen(result: Result) -> None:
    """The proof can fail: what a right answer says counts as leaked where a case forbids it."""
    one = next(verdict for verdict in result.right if not verdict.harmed)
    case = one.case.model_copy(update={"kind": "wrong-amount", "absent": one.case.present})
    assert Verdict(case, one.answer, shown=True).leaked == one.case.present


def test_the_server_is_on_loopback_only() -> None:
    with chat_server("好") as server:
        assert server.url.startswith("http://127.0.0.1:")
