"""Whatever a model does wrong, the reader has an answer within the time, and nothing is left hanging."""

import sys
import threading
import time
from collections.abc import Callable

import pytest

from assistant import asking_commands
from assistant.answer import Answer, Outcome
from assistant.ask import ask
from assistant.open import Assistant, assistant_over
from assistant.settings import Settings
from evals.scripted import ChatServer, Reply, Says, chat_server, citing
from index.hit import Filters
from index.store import Store

QUESTION = "东湖园区的租金补贴是多少？"
RIGHT = citing("东湖园区前两年按照实际租金的80%给予补贴。[{n}]", "实际租金")
EVENT = b'data: {"id":"1","object":"chat.completion.chunk","created":0,"model":"m","choices":[{"index":0,"delta":{"content":"x"}}]}\n\n'


@pytest.fixture
def asked(store: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Answer]:
    def run(server: ChatServer, timeout: float = 20, window: int = 8192) -> Answer:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "test")
        settings = Settings(model="openai:scripted", model_timeout=timeout, model_window=window)
        return answered(assistant_over(store, settings))

    return run


def answered(assistant: Assistant) -> Answer:
    *_, answer = ask(assistant, QUESTION)
    assert isinstance(answer, Answer)
    return answer


@pytest.mark.parametrize(
    "reply",
    [
        Says(status=500),
        Says(status=401),
        Says(status=429, headers={"Retry-After": "60"}),
        Says(""),
        Says("   \n"),
        Says(raw=b"data: {not json\n\n"),
        Says(raw=EVENT + b"data: {broken\n\n"),
        Says(raw=b"<html>gateway</html>"),
        Says(raw=b""),
        Says("租金", wait=30),
        Says("租金", pause=30),
        Says("租金补贴。", endless=True),
        Says("租金补贴可达", finish="length"),
        Says("租金补贴可达", finish=None),
        Says("\ufffd\x00\x1b[31m" * 9),
        Says("[1]" * 50),
        Says("|" * 300),
        Says("<think>最高9999万元</think>"),
        Says("[" * 2000 + "(" * 2000),
    ],
    ids=[
        "500", "401", "429 for a minute", "empty", "blank", "no JSON", "breaks in the middle", "HTML", "nothing", "hangs", "hangs midway",
        "endless", "cut", "closed", "control characters", "markers only", "bars", "thoughts only", "brackets",
    ],
)  # fmt: skip
def test_a_model_that_fails_gives_way_to_the_extractive_answer_in_time(
    asked: Callable[..., Answer], reply: Says
) -> None:
    with chat_server(reply) as server:
        answer = asked(server, timeout=3)
    assert answer.outcome is Outcome.DEGRADED
    assert "80%" in answer.text
    assert "9999" not in answer.text


@pytest.mark.parametrize(
    "first", [Says(status=500), Says(status=429, headers={"Retry-After": "0.2"}), Says(status=503)]
)
def test_it_is_asked_a_second_time_where_that_may_help(asked: Callable[..., Answer], first: Reply) -> None:
    with chat_server(first, RIGHT) as server:
        answer = asked(server)
    assert answer.outcome is Outcome.ANSWERED
    assert len(server.requests) == 2


@pytest.mark.parametrize("first", [Says(status=401), Says(status=400), Says(raw=EVENT + b"data: {broken\n\n")])
def test_it_is_not_asked_again_where_that_cannot_help_or_text_was_shown(
    asked: Callable[..., Answer], first: Reply
) -> None:
    with chat_server(first, RIGHT) as server:
        assert asked(server).outcome is Outcome.DEGRADED
    assert len(server.requests) == 1


def test_an_answer_that_was_cut_loses_its_last_sentence_and_says_so(asked: Callable[..., Answer]) -> None:
    reply = citing("东湖园区前两年按照实际租金的80%给予补贴。[{n}]\n每家企业每年最高1", "实际租金")
    with chat_server(Says(reply, finish="length"), "") as server:
        answer = asked(server)
    assert answer.outcome is Outcome.PARTIAL
    assert answer.text.startswith("东湖园区前两年按照实际租金的80%给予补贴。[1]")
    assert [one.reason for one in answer.left_out] == ["模型没有写完"]


def test_a_sentence_that_fails_is_asked_for_again_once(asked: Callable[..., Answer]) -> None:
    wrong = citing("东湖园区每家企业每年最高500万元。[{n}]", "实际租金")
    mended = citing("1. 东湖园区每家企业每年最高100万元。[{n}]", "实际租金")
    with chat_server(wrong, mended) as server:
        answer = asked(server)
    assert answer.outcome is Outcome.ANSWERED
    assert answer.text == "东湖园区每家企业每年最高100万元。[1]"
    assert "1. 东湖园区每家企业每年最高500万元。（原因：" in server.asked()
    assert len(server.requests) == 2


def test_a_sentence_that_fails_twice_is_left_out_and_counted(asked: Callable[..., Answer]) -> None:
    wrong = citing("东湖园区前两年按照实际租金的80%给予补贴。[{n}]东湖园区每家企业每年最高500万元。[{n}]", "实际租金")
    with chat_server(wrong, citing("1. 东湖园区每家企业每年最高600万元。[{n}]", "实际租金")) as server:
        answer = asked(server)
    assert answer.outcome is Outcome.PARTIAL
    assert "00万元" not in answer.text
    assert "1 句未能" in answer.text
    assert len(server.requests) == 2


def test_models_that_hang_do_not_pile_up_threads(asked: Callable[..., Answer]) -> None:
    with chat_server(Says("租金", wait=30)) as server:
        for _ in range(3):
            asked(server, timeout=0.4)
        deadline = time.monotonic() + 10
        while any(thread.name == "wence-model" for thread in threading.enumerate()):
            assert time.monotonic() < deadline, "a thread still waits for a model that was given up"
            time.sleep(0.05)


def test_a_question_that_leaves_no_room_for_a_passage_is_answered_without_the_model(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "test")
    with chat_server(RIGHT) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        settings = Settings(model="openai:scripted", model_window=2048)
        *_, answer = ask(assistant_over(store, settings), "我们是一家做新材料的企业，" * 90 + QUESTION)
    assert isinstance(answer, Answer)
    assert answer.outcome in (Outcome.DEGRADED, Outcome.NOT_FOUND)
    assert server.requests == []


def test_a_terminal_says_that_what_streams_is_not_verified(
    store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "test")
    with chat_server(citing("东湖园区前两年按照实际租金的90%给予补贴。[{n}]", "实际租金")) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        assistant = assistant_over(store, Settings(model="openai:scripted"))
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
        asking_commands._converse(ask, assistant, QUESTION, (), Filters(), aloud=True)
    before, _, after = capsys.readouterr().out.partition("（核实后）")
    assert before.startswith("（核实中，以下内容尚未核对原文）")
    assert "90%" in before
    assert "90%" not in after
    assert "80%" in after
