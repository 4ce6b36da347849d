"""What is answered on the page is kept for the visitor who asked, found again, and replaced when it is asked again."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from assistant.answer import Turn
from assistant.conversations import store
from assistant.log.door import kept
from assistant.log.entry import Channel
from assistant.log.feedback import LONGEST_REMARK, Opinion, Reason, opinions
from assistant.log.reader import entries
from assistant.settings import Keeping, Settings
from assistant.web.chat import events as chat
from assistant.web.chat import talks as talks_module
from assistant.web.chat.acts import acts
from assistant.web.chat.conversation import Conversation, Exchange, Stage
from assistant.web.chat.events import Conversing
from assistant.web.chat.history import history
from assistant.web.chat.opinions import Opinions
from assistant.web.chat.talks import Asker, Talks
from assistant.web.chat.words import CHINESE as SAID
from assistant.web.text import CHINESE, ENGLISH
from corpus.errors import BadQuestion, NoSuchConversation, StoreError
from tests.web.fakes import TODAY, FakeAsk, FakeAssistant, FakeCatalog, FakeStore, rent_answer, rent_document
from tests.web.payloads import dangers
from tests.web.sixty import SIXTY

ME, OTHER = Asker("a" * 64, "zh"), Asker("b" * 64, "zh")


def talking(*items: Any, **settings: Any) -> Talks:
    """Talks over a door that gives these items for every question."""
    assistant = FakeAssistant(FakeStore(FakeCatalog([rent_document()])), Settings(**settings))
    return Talks(Conversing(assistant, FakeAsk(items or ("每年", rent_answer()))))  # type: ignore[arg-type]


def asked(
    talks: Talks,
    question: str,
    asker: Asker = ME,
    key: str = "",
    before: Conversation = (),
    replacing: bool = False,
) -> tuple[str, Conversation]:
    """The key and the conversation after a question was asked on the page."""
    *_, last = talks.respond(asker, key, replacing, question, before, "", "", False, "zh")
    return last[4], last[2]


def questions_kept(talks: Talks, asker: Asker, key: str) -> list[str]:
    return [it.question for it in talks.kept.exchanges(asker.visitor or "", key)]


def test_a_page_that_is_opened_again_shows_the_same_conversation() -> None:
    talks = talking()
    key, _ = asked(talks, "租金补贴怎么给？")
    shown, sources, again, _, opened, listed, _ = talks.opened(ME, key, ())
    assert opened == key
    assert 'class="cite to-0-1"' in shown[1]["content"]
    assert 'id="source-0-1"' in sources
    assert [it.question for it in again] == ["租金补贴怎么给？"]
    assert "租金补贴怎么给？" in listed


def test_the_last_update_is_whole_for_a_page_that_draws_no_other() -> None:
    *_, last = talking().respond(ME, "", False, "问", (), "", "", False, "zh")
    chat, sources, _, box, key, listed, replacing = last
    assert "每年最高100万元" in chat[-1]["content"]
    assert 'id="source-0-1"' in sources
    assert box.submit_btn == "提问"
    assert key in listed
    assert replacing is False


def test_a_conversation_that_comes_back_is_in_the_language_of_the_page() -> None:
    talks = talking()
    key, _ = asked(talks, "租金补贴怎么给？")
    shown, _, _, box, _, listed, _ = talks.opened(Asker(ME.visitor, "en"), key, ())
    assert "Extracted from the sources" in shown[1]["content"]
    assert box.submit_btn == "Ask"
    assert "Export as Word" in listed


def test_a_conversation_goes_on_after_the_memory_of_the_server_is_lost() -> None:
    talks = talking()
    key, _ = asked(talks, "一")
    again, now = asked(talks, "二", key=key, before=())
    assert again == key
    assert [it.question for it in now] == ["一", "二"]
    assert talks.conversing.ask.calls[-1][1] == (Turn("一", rent_answer().text),)  # type: ignore[attr-defined]


def test_the_key_of_another_visitor_opens_nothing_and_is_not_written_to() -> None:
    talks = talking()
    key, _ = asked(talks, "我的问题")
    assert talks.opened(OTHER, key, ())[0] is None
    with pytest.raises(NoSuchConversation):
        talks.open(OTHER, key)
    theirs, _ = asked(talks, "别人的问题", OTHER, key)
    assert theirs != key
    assert questions_kept(talks, ME, key) == ["我的问题"]


def test_another_visitor_can_neither_rename_nor_delete(monkeypatch: pytest.MonkeyPatch) -> None:
    warned: list[str] = []
    monkeypatch.setattr(talks_module, "warn", lambda title, text: warned.append(text))
    talks = talking()
    key, _ = asked(talks, "我的问题")
    assert "我的问题" not in talks.rename(OTHER, key, "改了")
    assert "我的问题" not in talks.delete(OTHER, key)
    assert "我的问题" in talks.listed(ME)
    assert len(warned) == 2


def test_without_a_cookie_or_where_none_is_kept_the_chat_works_and_keeps_nothing() -> None:
    for talks, asker in ((talking(), Asker(None, "zh")), (talking(conversation_days=0), ME)):
        _, now = asked(talks, "问", asker)
        assert now[-1].answer is not None
        with talks.kept.engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM conversations").scalar() == 0
    assert SAID.not_kept in talking(conversation_days=0).listed(ME)


def test_an_answer_that_was_stopped_or_failed_is_not_kept() -> None:
    talks = talking("半句", StoreError("索引目录打不开。"))
    _, now = asked(talks, "问")
    assert now[-1].stage is Stage.FAILED
    assert talks.kept.listed(ME.visitor or "") == []


def test_an_answer_is_shown_even_when_it_cannot_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object, **__: object) -> int:
        raise StoreError("目录数据库写入失败")

    monkeypatch.setattr(store.Conversations, "add", locked)
    _, now = asked(talking(), "问")
    assert now[-1].answer is not None


def test_asking_again_replaces_the_last_exchange_and_is_not_history() -> None:
    talks = talking()
    key, now = asked(talks, "一")
    key, now = asked(talks, "二", key=key, before=now)
    key, now = asked(talks, "二，改过", key=key, before=now, replacing=True)
    assert [it.question for it in now] == ["一", "二，改过"]
    assert questions_kept(talks, ME, key) == ["一", "二，改过"]
    assert [turn.question for turn in talks.conversing.ask.calls[-1][1]] == ["一"]  # type: ignore[attr-defined]


def test_what_was_to_be_replaced_stays_where_the_new_question_cannot_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chat, "warn", lambda *_: None)
    talks = talking()
    key, before = asked(talks, "一")
    talks.conversing.ask.items = [BadQuestion("问题是空的。")]  # type: ignore[attr-defined]
    *_, (_, _, now, _, _, _, replacing) = talks.respond(ME, key, True, "", before, "", "", False, "zh")
    assert now == before
    assert replacing is True
    assert questions_kept(talks, ME, key) == ["一"]


def test_a_second_try_after_a_failed_one_still_replaces_the_same_exchange() -> None:
    talks = talking()
    key, now = asked(talks, "一")
    talks.conversing.ask.items = [RuntimeError("no")]  # type: ignore[attr-defined]
    key, now = asked(talks, "一，改过", key=key, before=now, replacing=True)
    assert questions_kept(talks, ME, key) == ["一"], "a failure replaces nothing"
    talks.conversing.ask.items = [rent_answer()]  # type: ignore[attr-defined]
    key, now = asked(talks, "一，再改", key=key, before=now, replacing=True)
    assert questions_kept(talks, ME, key) == ["一，再改"]


def test_a_visitor_who_asks_before_the_page_has_settled_keeps_what_was_asked() -> None:
    talks = talking()
    key, _ = asked(talks, "旧的")
    assert talks.opened(ME, key, (Exchange("新的"),))[:5] == (None,) * 5


def test_hostile_titles_stay_text_in_the_list() -> None:
    talks = talking()
    for payload in SIXTY:
        key, _ = asked(talks, payload)
        talks.rename(ME, key, payload)
    assert dangers(talks.listed(ME)) == []


def test_the_list_is_grouped_by_day() -> None:
    shown = history([], SAID, TODAY, 30)
    assert SAID.none_yet in shown
    talks = talking()
    asked(talks, "今天的")
    assert "<h3>今天</h3>" in talks.listed(ME)


@contextmanager
def logged(talks: Talks) -> Iterator[Talks]:
    """The same with the log behind its door."""
    conversing = talks.conversing
    with kept(conversing.ask, conversing.assistant, Channel.WEB) as door:
        yield Talks(Conversing(conversing.assistant, door))


def test_entries_of_the_log_carry_the_conversation() -> None:
    with logged(talking()) as talks:
        key, now = asked(talks, "一")
        asked(talks, "二", key=key, before=now)
        other, _ = asked(talks, "三")
    assert {it.conversation for it in entries(talks.kept.engine)} == {key, other}


def test_a_thumb_with_its_reason_is_kept_and_shown_again() -> None:
    with logged(talking()) as talks:
        key, now = asked(talks, "一")
        held = Opinions(talks)
        now, turn = held.thumb(ME, now, {"turn": 0, "helpful": False})
        assert turn == 0, "what is wrong is asked for"
        now = held.explain(ME, now, turn, "outdated", " 去年就废止了，电话13812345678 " + "长" * 999)
        again = talks.opened(ME, key, ())[2]
    assert again[0].opinion is not None
    assert again[0].opinion.reason is Reason.OUTDATED
    assert again[0].opinion.remark.startswith("去年就废止了，电话【手机号】")
    assert len(again[0].opinion.remark) <= LONGEST_REMARK
    assert "已反馈：已过时" in acts(0, again[0], CHINESE, is_last=True)
    assert "Outdated" in acts(0, again[0], ENGLISH, is_last=True)


def test_a_thumb_is_changed_and_taken_back() -> None:
    with logged(talking()) as talks:
        _, now = asked(talks, "一")
        held = Opinions(talks)
        given = []
        for helpful in (True, False, False):
            now, _ = held.thumb(ME, now, {"turn": 0, "helpful": helpful})
            given.append(now[0].opinion)
    assert given == [Opinion(True), Opinion(False), None]
    assert now[0].answer is not None
    assert opinions(talks.kept.engine, ME.visitor or "", [now[0].answer.entry_id or ""]) == {}


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"turn": 7, "helpful": True},
        {"turn": -1, "helpful": True},
        {"turn": "0", "helpful": True},
        {"turn": 0, "helpful": 1},
    ],
)
def test_a_thumb_that_points_nowhere_changes_nothing(told: dict[str, Any]) -> None:
    with logged(talking()) as talks:
        _, now = asked(talks, "一")
        assert Opinions(talks).thumb(ME, now, told) == (now, None)


def test_without_a_log_no_thumbs_are_offered() -> None:
    with logged(talking(log=Keeping.OFF)) as talks:
        _, now = asked(talks, "一")
    shown = acts(0, now[0], CHINESE, is_last=True)
    assert "复制" in shown
    assert "有帮助" not in shown


def answered(**fields: Any) -> Exchange:
    return Exchange("问", Stage.DONE, answer=rent_answer(entry_id="0123456789ab", **fields))


@pytest.mark.parametrize(
    ("exchange", "is_last", "offered"),
    [
        (answered(), True, ["复制", "有帮助", "没有帮助", "重新回答", "修改问题"]),
        (answered(), False, ["复制", "有帮助", "没有帮助"]),
        (Exchange("问", Stage.STOPPED, "半句"), True, ["重新回答", "修改问题"]),
        (Exchange("问", Stage.FAILED, "出错"), True, ["重新回答", "修改问题"]),
        (Exchange("问", Stage.WRITING, "半"), True, []),
        (Exchange("问", Stage.STOPPED, "半句"), False, []),
    ],
)
def test_an_exchange_offers_what_can_be_done_with_it(exchange: Exchange, is_last: bool, offered: list[str]) -> None:
    shown = acts(0, exchange, CHINESE, is_last=is_last)
    assert [it for it in ("复制", "有帮助", "没有帮助", "重新回答", "修改问题") if f">{it}<" in shown] == offered
