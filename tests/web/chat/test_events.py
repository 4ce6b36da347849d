"""What a visitor sees from the question to the end of the answer, also when it goes wrong."""

import datetime
import logging
import threading
from typing import Any

import pytest

from assistant.answer import Turn
from assistant.headway import Headway, Step
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
    more = threading.Event()
    replies = []
    for update in conversing("每年", more, "最高100万元[1]", rent_answer()).respond("最高？", (), "", "", False, "zh"):
        replies.append(update[0][-1]["content"])
        if "每年" in replies[-1]:
            more.set()
    assert "查找依据" in replies[0]
    assert "每年" in replies[1]
    assert "最高100万元" not in replies[1]
    assert 'class="cite to-0-1"' in replies[-1]
    assert 'id="source-0-1"' in update[1]


def test_the_verified_answer_replaces_what_was_streamed() -> None:
    more = threading.Event()
    replies = []
    for update in conversing("最高900万元", more, rent_answer()).respond("最高？", (), "", "", False, "zh"):
        replies.append(update[0][-1]["content"])
        if "900万元" in replies[-1]:
            more.set()
    assert any("900万元" in reply for reply in replies)
    assert "900万元" not in replies[-1]


@pytest.mark.parametrize(("language", "said"), [("zh", "尚未核对原文"), ("en", "Not verified yet")])
def test_what_a_model_streams_is_marked_as_not_verified_until_the_answer_is_there(language: str, said: str) -> None:
    more = threading.Event()
    it = conversing("最高900万元", more, rent_answer(model="openai:qwen"))
    object.__setattr__(it.assistant, "model", object())  # that there is one is enough
    replies = []
    for update in it.respond("最高？", (), "", "", False, language):
        replies.append(update[0][-1]["content"])
        if "900万元" in replies[-1]:
            more.set()
    marked = [said in reply for reply in replies]
    assert marked == ["900万元" in reply for reply in replies]
    assert any(marked)


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
    never = threading.Event()
    it = conversing("半句", never, rent_answer())
    updates = it.respond("问", (DONE,), "", "", False, "zh", page="here")
    last = next(update for update in updates if "半句" in update[0][-1]["content"])
    it.stop("elsewhere")
    it.stop("here")
    *_, last = updates
    assert "半句" in last[0][-1]["content"]
    assert "已停止" in last[0][-1]["content"]
    assert last[2][-1].stage is Stage.STOPPED
    assert last[3].submit_btn == "提问"


def test_stopping_does_not_wait_for_a_model_that_hangs() -> None:
    hanging = threading.Event()
    it = conversing(hanging, rent_answer())
    updates = it.respond("问", (), "", "", False, "zh", page="here")
    next(updates)
    threading.Timer(0.2, it.stop, ["here"]).start()
    assert list(updates)[-1][2][-1].stage is Stage.STOPPED
    hanging.set()


def test_a_service_that_stops_tells_every_page_that_waits() -> None:
    it = conversing("半句", threading.Event(), rent_answer())
    updates = [it.respond("问", (), "", "", False, "zh", page=page) for page in ("one", "two")]
    for one in updates:
        assert any("半句" in update[0][-1]["content"] for update in one if update[0])
    it.makings.part()
    for one in updates:
        *_, last = one
        assert "服务正在停止" in last[0][-1]["content"]
        assert last[2][-1].stage is Stage.FAILED
    assert not it.makings.are_under_way()


def test_a_new_conversation_is_not_overwritten_by_an_answer_that_was_being_made() -> None:
    it = conversing("半句", threading.Event(), rent_answer())
    updates = it.respond("问", (), "", "", False, "zh", page="here")
    next(updates)
    seen_after: list[Any] = []
    reader = threading.Thread(target=lambda: seen_after.extend(updates))
    reader.start()
    _, _, conversation, _ = it.renew("zh", "here")
    assert conversation == ()
    reader.join(30)
    assert seen_after[-1] == (None,) * 4, "the last update changes nothing, for it is told twice"


def test_the_answers_of_two_pages_do_not_disturb_each_other() -> None:
    it = conversing("半句", threading.Event(), rent_answer())
    first = it.respond("一", (), "", "", False, "zh", page="one")
    second = it.respond("二", (), "", "", False, "zh", page="two")
    next(first), next(second)
    it.stop("one")
    assert list(first)[-1][2][-1].stage is Stage.STOPPED
    assert next(second)[2][-1].stage is Stage.WRITING
    it.stop("two")
    list(second)


def test_what_comes_in_one_moment_is_shown_together() -> None:
    updates = seen(conversing(*(f"第{number}句。" for number in range(200)), rent_answer()))
    assert len(updates) < 20
    assert updates[-1][2][-1].answer == rent_answer()


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


def test_a_day_is_read_in_the_usual_spellings_and_complained_about_in_others() -> None:
    for typed in ("2024-05-01", "2024年5月1日", " 2024/5/1 "):
        assert filters_of("", "", False, typed).as_of == datetime.date(2024, 5, 1)
    assert filters_of("", "", False, " ").as_of is None
    for wrong in ("去年", "2024-13-01"):
        with pytest.raises(BadQuestion, match="不是日期"):
            filters_of("", "", False, wrong)


def test_a_day_that_is_none_leaves_the_question_in_the_box(monkeypatch: pytest.MonkeyPatch) -> None:
    notices: list[str] = []
    monkeypatch.setattr(chat, "warn", lambda title, text: notices.append(text))
    it = conversing(rent_answer())
    *_, last = it.respond("最高？", (DONE,), "", "", False, "zh", "明年")
    assert "明年" in notices[0]
    assert last[2] == (DONE,)
    assert last[3].value == "最高？"
    assert it.ask.calls == []  # type: ignore[attr-defined]


def test_the_steps_say_what_was_found_so_far() -> None:
    more = threading.Event()
    it = conversing(Headway(Step.SEARCHING), Headway(Step.READING, 3, 12), more, rent_answer())
    replies = []
    for update in it.respond("最高？", (), "", "", False, "zh"):
        replies.append(update[0][-1]["content"])
        if "3 份文件 · 12 段" in replies[-1]:
            more.set()
    assert '<li class="now">查找依据</li>' in replies[0]
    assert any('<li class="done">查找依据</li><li class="now">阅读原文 <small>3 份文件 · 12 段' in it for it in replies)
    assert all("撰写回答" not in reply for reply in replies), "without a model nothing is written"
    assert 'class="steps"' not in replies[-1]


def test_a_long_wait_is_said_and_over_as_soon_as_something_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chat, "_PATIENCE", 0.05)
    more = threading.Event()
    replies = []
    for update in conversing(more, "每年", rent_answer()).respond("最高？", (), "", "", False, "en"):
        replies.append(update[0][-1]["content"])
        if "Slower than usual" in replies[-1]:
            more.set()
    assert more.is_set()
    assert "Slower than usual" not in replies[-1]


def test_an_answer_says_what_it_was_narrowed_to() -> None:
    narrowed = Filters(region="示例省", kind=Kind.NEWS, include_past=True, as_of=datetime.date(2024, 5, 1))
    reply = seen(conversing(rent_answer(filters=narrowed)))[-1][0][-1]["content"]
    assert "查找条件：示例省 · 新闻 · 按 2024-05-01 判断时效 · 含已失效" in reply
    assert "查找条件" not in seen(conversing(rent_answer()))[-1][0][-1]["content"]
