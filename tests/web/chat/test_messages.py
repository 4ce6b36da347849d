"""The conversation shows how each answer came about, and never runs what was typed, found or written."""

from dataclasses import replace

import pytest

from assistant.answer import Citation, Outcome
from assistant.web.chat.conversation import Exchange, Stage, turns
from assistant.web.chat.messages import messages
from assistant.web.text import CHINESE, ENGLISH
from tests.fakes import make_card, make_hit
from tests.web.fakes import rent_answer
from tests.web.payloads import dangers
from tests.web.sixty import SIXTY


def reply(exchange: Exchange, words: object = CHINESE) -> str:
    return messages([exchange], words)[1]["content"]  # type: ignore[arg-type]  # one of the two languages


def test_an_answer_has_a_chip_for_each_citation() -> None:
    shown = reply(Exchange("问", Stage.DONE, answer=rent_answer()))
    assert 'class="cite to-0-1"' in shown
    assert 'title="示例园区租金补贴办法 第二章 扶持内容 第三条"' in shown


def test_chips_of_an_earlier_answer_lead_to_its_own_sources() -> None:
    done = Exchange("问", Stage.DONE, answer=rent_answer())
    shown = messages([done, done], CHINESE)
    assert "to-0-1" in shown[1]["content"]
    assert "to-1-1" in shown[3]["content"]


def test_while_an_answer_is_written_its_markers_lead_nowhere() -> None:
    shown = reply(Exchange("问", text="每年最高100万元[1]，按"))
    assert '<span class="cite pending">1</span>' in shown
    assert "<button" not in shown


def test_before_the_first_word_the_page_says_that_it_is_searching() -> None:
    assert "查找依据" in reply(Exchange("问"))


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (Outcome.NOT_FOUND, "没有找到依据"),
        (Outcome.PARTIAL, "只找到部分依据"),
        (Outcome.DEGRADED, "语言模型暂时不可用"),
    ],
)
def test_an_outcome_that_falls_short_is_said_first(outcome: Outcome, said: str) -> None:
    shown = reply(Exchange("问", Stage.DONE, answer=rent_answer(outcome=outcome)))
    assert said in shown.split('class="answer"')[0]


def test_a_greeting_is_not_shown_as_a_failed_search() -> None:
    greeting = rent_answer(outcome=Outcome.NOT_FOUND, text="您好，我是问策。", citations=(), hits=())
    assert "没有找到依据" not in reply(Exchange("你好", Stage.DONE, answer=greeting))


def test_only_what_a_model_wrote_is_labelled_as_generated() -> None:
    extracted = Exchange("问", Stage.DONE, answer=rent_answer())
    written = Exchange("问", Stage.DONE, answer=rent_answer(model="openai:qwen-plus"))
    assert "人工智能生成" not in reply(extracted)
    assert "原文摘录" in reply(extracted)
    assert "人工智能生成" in reply(written)
    assert "openai:qwen-plus" in reply(written)


def test_what_a_person_answered_is_labelled_as_such() -> None:
    shown = reply(Exchange("问", Stage.DONE, answer=rent_answer(model="staff", citations=())))
    assert "工作人员答复" in shown
    assert "人工智能生成" not in shown


def test_labels_follow_the_language_and_content_does_not() -> None:
    shown = reply(Exchange("问", Stage.DONE, answer=rent_answer(model="openai:qwen-plus")), ENGLISH)
    assert "AI-generated" in shown
    assert "每年最高100万元" in shown


def test_a_stopped_answer_says_that_it_is_incomplete() -> None:
    shown = reply(Exchange("问", Stage.STOPPED, "每年最高"))
    assert "每年最高" in shown
    assert "已停止" in shown


def test_only_finished_exchanges_are_history() -> None:
    done = Exchange("一", Stage.DONE, answer=rent_answer())
    told = turns([done, Exchange("二", Stage.STOPPED, "半句"), Exchange("三", Stage.FAILED, "出错")])
    assert [(turn.question, turn.answer) for turn in told] == [("一", rent_answer().text)]


@pytest.mark.parametrize("payload", SIXTY)
def test_hostile_text_stays_text_wherever_it_comes_from(payload: str) -> None:
    hit = make_hit(payload, card=make_card(payload, doc_number=payload), path=(payload,))
    answer = rent_answer(text=payload + "[1]", model=payload, citations=(Citation(1, hit, 0, payload),), hits=(hit,))
    exchanges = [
        Exchange(payload),
        Exchange(payload, text=payload),
        Exchange(payload, Stage.FAILED, payload),
        Exchange(payload, Stage.STOPPED, payload),
        Exchange(payload, Stage.DONE, answer=answer),
        Exchange(payload, Stage.DONE, answer=replace(answer, outcome=Outcome.NOT_FOUND)),
    ]
    for message in messages(exchanges, CHINESE):
        assert dangers(message["content"]) == []
        assert "\n" not in message["content"]
