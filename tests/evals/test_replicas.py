"""Two replicas as processes of their own, over one catalog, one server of vectors and one folder of originals."""

import pytest

from assistant.ingest_commands import sample_corpus
from evals.case import read_cases
from evals.postgres import programs
from evals.replicas import run
from evals.replicas_command import CASES


@pytest.mark.skipif(programs() is None, reason="no PostgreSQL on this machine: apt-get install postgresql")
def test_two_replicas_answer_alike_while_a_third_process_takes_in_updates_and_removes() -> None:
    questions = [case.question for case in read_cases(CASES) if not case.history][::12][:16]

    done = run(questions, sample_corpus(), 7)

    assert len(done.compared) == len(done.at_rest) == 16
    assert [it for it in (*done.compared, *done.at_rest) if not it.is_alike] == []
    assert sum('"outcome": "answered"' in it.answer for it in done.at_rest) > 8
    assert done.ingests == len(done.lags) > 0
