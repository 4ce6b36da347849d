"""Who is to blame when an answer is not read in time, and what the log says of a model that rests."""

import logging
import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.ask import ask
from assistant.fault import ModelFault
from assistant.open import assistant_over
from assistant.settings import Settings
from assistant.stream import Deadline, read
from corpus.errors import ModelError
from evals.scripted import Says, chat_server
from index.breaker import Breaker, State
from index.store import Store


def pieces(pause: float) -> Iterator[Any]:
    for _ in range(1000):
        time.sleep(pause)
        yield SimpleNamespace(text="租金。", response_metadata={})


def test_whoever_reads_slowly_does_not_take_the_model_from_everybody() -> None:
    breaker = Breaker("语言模型", most=1)
    answer = read(lambda: pieces(0.0), Deadline.after(2.0), most_chars=10_000, breaker=breaker)
    next(answer)
    time.sleep(2.2)
    with pytest.raises(ModelError, match="读取得太慢"):
        list(answer)
    assert (breaker.state, breaker.faults) == (State.CLOSED, {})


def test_a_model_that_writes_slowly_is_spared() -> None:
    breaker = Breaker("语言模型", most=1)
    with pytest.raises(ModelFault, match="时限"):
        list(read(lambda: pieces(0.05), Deadline.after(0.5), most_chars=10_000, breaker=breaker))
    assert (breaker.state, breaker.faults) == (State.OPEN, {"timeout": 1})


def test_while_a_model_rests_the_log_is_not_told_of_every_question(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "test")
    with chat_server(Says(status=401)) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        assistant = assistant_over(store, Settings(model="openai:scripted"))
        for _ in range(5):
            list(ask(assistant, "东湖园区的租金补贴是多少？"))
    warned = [it.getMessage() for it in caplog.records if it.levelno >= logging.WARNING]
    assert len([line for line in warned if "暂停调用" in line]) == 1
    assert len([line for line in warned if "answered without the model" in line]) == 1
    assert len(server.requests) == 1
