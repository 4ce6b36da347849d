"""Whatever a model's service does wrong, over real sockets: the visitor is answered, nothing leaks, and it recovers."""

from collections.abc import Iterator

import pytest

from assistant.answer import Outcome
from evals.faults import vectors
from evals.faults.addresses import ADDRESSES
from evals.faults.listed import MISDEEDS
from evals.faults.replies import REPLIES
from evals.faults.run import Faults, run
from evals.faults.speech import SPEECHES
from evals.faults.statuses import STATUSES
from evals.faults.streams import STREAMS
from evals.faults.trial import Limits, Tried
from evals.faults.vectors import Searched
from tests.fakes import BigramEncoder

OPENAI, OLLAMA = SPEECHES
PAIRS = [
    *((misdeed, OPENAI) for misdeed in MISDEEDS),
    # What its client reads in the same way as OpenAI's is tried by the command only.
    *((misdeed, OLLAMA) for misdeed in (*ADDRESSES[:5], *STATUSES[:2], *STREAMS, *REPLIES[:12])),
]
VECTORS = [it for it in vectors.MISDEEDS if it not in STATUSES[4:18] and it not in ADDRESSES[4:9]]


@pytest.fixture(scope="module")
def faults() -> Iterator[Faults]:
    with pytest.warns(UserWarning, match="Pydantic serializer"):  # of a content that is no text
        yield run(
            BigramEncoder(),
            Limits(seconds=0.8, patience=30.0, grace=30.0, failures=1),
            chosen=PAIRS,
            of_vectors=VECTORS,
        )


@pytest.fixture(params=range(len(PAIRS)), ids=[f"{speech.name}-{misdeed.name}" for misdeed, speech in PAIRS])
def tried(faults: Faults, request: pytest.FixtureRequest) -> Tried:
    number: int = request.param
    return faults.tried[number]


def test_the_visitor_has_the_extractive_answer_within_the_time_and_is_told_so(tried: Tried) -> None:
    assert set(tried.outcomes) == {Outcome.DEGRADED}
    assert tried.is_right, "an answer lacks the evidence, or holds what the model said"
    assert tried.is_in_time, f"it took {tried.seconds:.1f} s"


def test_neither_the_key_nor_the_service_s_own_words_are_seen(tried: Tried) -> None:
    assert tried.leaks == ()
    assert tried.followed == 0


def test_the_fault_is_named_and_the_model_spared_until_it_works_again(tried: Tried) -> None:
    assert tried.is_counted, f"counted as {tried.faults}, not as {set(tried.misdeed.kinds)}"
    assert tried.has_opened >= tried.misdeed.opens
    assert tried.is_spared
    assert tried.has_recovered is not False


@pytest.fixture(params=range(len(VECTORS)), ids=[misdeed.name for misdeed in VECTORS])
def searched(faults: Faults, request: pytest.FixtureRequest) -> Searched:
    number: int = request.param
    return faults.searched[number]


def test_without_vectors_questions_are_answered_by_words(searched: Searched) -> None:
    assert set(searched.outcomes) == {Outcome.ANSWERED}
    assert searched.is_right
    assert searched.leaks == 0


def test_the_endpoint_of_vectors_is_spared_and_whoever_runs_the_service_told_once(searched: Searched) -> None:
    assert searched.misdeed.is_counted_by(searched.faults), searched.faults
    assert searched.is_spared
    assert searched.told == searched.has_opened >= searched.misdeed.opens
    assert searched.has_recovered is not False


def test_no_thread_is_left_waiting_for_a_model(faults: Faults) -> None:
    assert faults.threads_left == 0


def test_the_figures_say_what_was_tried(faults: Faults) -> None:
    figures = faults.to_json()
    assert figures["faults"] == len({misdeed.name for misdeed in MISDEEDS}) >= 30
    assert figures["tried"] == figures["degraded_in_time"] == len(PAIRS)
    assert (figures["failed"], figures["leaks"]) == ([], 0)
