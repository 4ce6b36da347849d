"""What a visitor sees from the question to the end of the answer, also when it goes wrong."""

import logging
from typing import Any

import pytest

from assistant.answer import Turn
from assistant.web.chat import events as chat
from assistant.web.chat.conversation import Conversation, Exchange, Stage
from assistant.web.chat.events import Conversing, filters_of
from corpus.document import Kind
from corpus.errors import BadQuestion, StoreError
from index.hit import Filters
from tests.web.fakes import FakeAsk, FakeAssistant, FakeCatalog, FakeStore, rent_answer, rent_document

DONE = Exchange("租金补贴怎么给？", Stage.DONE, answer=rent_answer())


def conversing(*items: Any) -> Conversing:
    return Conversing(FakeAssistant(FakeStore(FakeCatalog([rent_document()]))), FakeAsk(items))  # type: ignore[arg-type]


def seen(
    conversing: Conversing, question: str = "最高多少？", before: Conversation = (), language: str = "zh"
) -> list[Any]:
    """The updates of chat, sources, conversation and question box, one after the other."""
    return list(conversing.respond(question, before, "", "", False, language))


def test_the_question_appears_at_once_and_the_answer_grows() -> None:
    updates = seen(conversing("每年", "最高100万元[1]", rent_answer()))
    replies = [update[0][-1]["content"] for update in updates]
    assert "正在查找依据" in replies[0]
    assert "每年" in replies[1]
    assert "最高100万元" in replies[2]
    assert 'class="cite to-0-1"' in replies[-1]
    assert 'id="source-0-1"' in updates[-1][1]


def test_the_verified_answer_replaces_what_was_streamed() -> None:
    updates = seen(conversing("最高900万元", rent_answer()))
    assert "900万元" in updates[1][0][-1]["content"]
    assert "900万元" not in updates[-1][0][-1]["content"]


def test_what_a_model_streams_is_marked_as_not_verified_until_the_answer_is_there() -> None:
    it = conversing("最高900万元", rent_answer(model="openai:qwen"))
    object.__setattr__(it.assistant, "model", object())  # that there is one is enough
    chinese = [update[0][-1]["content"] for update in seen(it)]
    assert "尚未核对原文" not in chinese[0]
    assert "尚未核对原文" in chinese[1]
    assert "尚未核对原文" not in chinese[-1]
    assert "Not verified yet" in seen(it, language="en")[1][0][-1]["content"]


def test_what_is_taken_from_the_documents_is_not_marked_as_unverified() -> None:
    assert all("尚未核对" not in update[0][-1]["content"] for update in seen(conversing("每年", rent_answer())))


def test_the_button_stops_while_an_answer_is_written_and_asks_again_after() -> None:
    boxes = [update[3] for update in seen(conversing("每年", rent_answer()))]
    assert boxes[0].stop_btn == "停止"
    assert boxes[0].value == ""
    assert boxes[-1].submit_btn == "提问"
    assert boxes[-1].stop_btn is False


def test_earlier_exchanges_are_the_history_of_a_question() -> None:
    it = conversing(rent_answer())
    seen(it, "那最高呢？", (DONE, Exchange("停下的", Stage.STOPPED, "半句")))
    assert it.ask.calls == [("那最高呢？", (Turn(DONE.question, rent_answer().text),), Filters())]  # type: ignore[attr-defined]


def test_conversations_are_not_shared() -> None:
    it = conversing(rent_answer())
    first, second = seen(it, "一"), seen(it, "二")
    assert [exchange.question for exchange in first[-1][2]] == ["一"]
    assert [exchange.question for exchange in second[-1][2]] == ["二"]


def test_a_bad_question_stays_in_the_box_with_a_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    notices: list[str] = []
    monkeypatch.setattr(chat, "warn", lambda title, text: notices.append(text))
    updates = seen(conversing(BadQuestion("问题太长了。")), "长" * 9, (DONE,))
    assert notices == ["问题太长了。"]
    assert updates[-1][2] == (DONE,)
    assert updates[-1][3].value == "长" * 9


def test_a_known_failure_says_what_it_is() -> None:
    updates = seen(conversing("半句", StoreError("索引目录打不开。")))
    assert "索引目录打不开。" in updates[-1][0][-1]["content"]
    assert updates[-1][3].submit_btn == "提问"


def test_an_unforeseen_failure_is_polite_here_and_whole_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        updates = seen(conversing("半句", RuntimeError("secret detail")))
    assert "没有处理成功" in updates[-1][0][-1]["content"]
    assert "secret" not in str(updates[-1][:3])
    assert "secret detail" in caplog.text


def test_a_failed_exchange_can_be_followed_by_another_question() -> None:
    failed = seen(conversing(RuntimeError("x")))[-1][2]
    it = conversing(rent_answer())
    assert seen(it, "再问", failed)[-1][2][-1].answer == rent_answer()
    assert it.ask.calls[0][1] == ()  # type: ignore[attr-defined]


def test_stopping_keeps_what_was_written_and_says_so() -> None:
    writing = (DONE, Exchange("问", text="半句"))
    messages, _, conversation, box = conversing().stop(writing, "zh")
    assert "半句" in messages[-1]["content"]
    assert "已停止" in messages[-1]["content"]
    assert conversation[-1].stage is Stage.STOPPED
    assert box.submit_btn == "提问"


def test_stopping_when_nothing_is_written_changes_nothing() -> None:
    assert conversing().stop((DONE,), "zh")[2] == (DONE,)
    assert conversing().stop((), "zh")[2] == ()


def test_a_new_conversation_starts_empty_with_what_is_held() -> None:
    messages, sources, conversation, _ = conversing().renew("en")
    assert messages == []
    assert conversation == ()
    assert "Latest documents" in sources


def test_labels_of_an_answer_follow_the_language() -> None:
    assert "Extracted from the sources" in seen(conversing(rent_answer()), language="en")[-1][0][-1]["content"]


@pytest.mark.parametrize(
    ("region", "kind", "past", "filters"),
    [
        ("", "", False, Filters()),
        (None, None, False, Filters()),
        ("示例省示例市", "新闻", True, Filters(region="示例省示例市", kind=Kind.NEWS, include_past=True)),
        ("", "不是一类", False, Filters()),
    ],
)
def test_what_is_chosen_narrows_the_search(region: str | None, kind: str | None, past: bool, filters: Filters) -> None:
    assert filters_of(region, kind, past) == filters
