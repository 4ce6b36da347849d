"""What a visitor sees on the page while a model fails in the midst of its answer: nothing half-said stays."""

from collections.abc import Iterator
from typing import Any

import pytest

from assistant.ask import ask_in_steps
from assistant.open import assistant_over
from assistant.settings import Settings
from assistant.web.chat.events import Conversing
from corpus.errors import ModelError
from evals.faults.corpus import QUESTION, small_store
from evals.faults.listed import MISDEEDS
from evals.faults.misdeed import RAW
from evals.faults.server import faulty_server
from evals.faults.speech import LikeOpenAI
from index.store import Store
from tests.fakes import BigramEncoder
from tests.web.chat.test_events import conversing, seen

KEY = "sk-only-for-the-service-0123456789"
AFTER_WORDS = ("cut_in_a_sentence", "reset_in_a_sentence", "stalled", "error_after_words", "malformed_after_words")


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with small_store(BigramEncoder()) as store:
        yield store


@pytest.mark.parametrize("misdeed", [it for it in MISDEEDS if it.name in AFTER_WORDS], ids=lambda it: str(it.name))
def test_words_of_a_model_that_fails_are_marked_and_then_give_way_to_the_evidence(
    store: Store, monkeypatch: pytest.MonkeyPatch, misdeed: Any
) -> None:
    with faulty_server(LikeOpenAI(), misdeed.act) as server:
        for name, value in LikeOpenAI().environment(server.address, KEY).items():
            monkeypatch.setenv(name, value)
        limit = 1.0 if misdeed.hangs else 30.0
        assistant = assistant_over(store, Settings(model="openai:faulty", model_timeout=limit))
        *growing, last = seen(Conversing(assistant, ask_in_steps), QUESTION)
    replies = [update[0][-1]["content"] for update in growing]
    half_said = [reply for reply in replies if "9999" in reply]
    assert all("尚未核对原文" in reply for reply in half_said)
    assert all("80%" not in reply for reply in half_said), "two answers run into each other"
    assert "80%" in last[0][-1]["content"]
    for secret in ("9999", RAW, KEY, "Error", "HTTP"):
        assert secret not in "".join(map(str, last[:2]))


def test_what_a_service_says_of_itself_is_not_shown_where_nothing_stands_in_for_it() -> None:
    failing = conversing("补贴", ModelError(f"向量服务返回 HTTP 401：{RAW}"))
    last = seen(failing)[-1][0][-1]["content"]
    assert "没有处理成功" in last
    assert RAW not in last
    assert "补贴" not in last
