"""Questions that found nothing are answered by the staff, and then by Wence with the staff's answer."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from assistant.answer import Answer, Outcome, Turn
from assistant.ask import ask
from assistant.log.answering import answer_of
from assistant.log.desk import State, state_of
from assistant.log.door import kept
from assistant.log.entry import Channel
from assistant.log.staff import StaffAnswer, add, find, withdraw, written
from assistant.log.unanswered import unanswered
from assistant.open import Assistant
from corpus.errors import NoSuchDocument, NoSuchEntry, SettingError
from index.hit import Filters
from index.ingest import ingest

TODAY = date.today()
UNKNOWN = "东湖园区的氢能叉车充电桩补贴是多少？"
TEXT = "目前没有专项补贴，可按设备更新政策申报，咨询园区企服中心 0317-2160123。"


def asked(assistant: Assistant, question: str, filters: Filters = Filters()) -> Answer:
    with kept(ask, assistant, Channel.WEB) as door:
        *_, answer = door(assistant, question, (), filters)
    assert isinstance(answer, Answer)
    return answer


def answered(
    assistant: Assistant,
    subject: str | None,
    *,
    expires: date = TODAY + timedelta(days=90),
    proof: Sequence[str | None] = (None, None),
) -> StaffAnswer:
    made = answer_of(assistant.store, subject or "", TEXT, "李明", expires.isoformat(), *proof)
    return add(assistant.store.catalog.engine, made)


def test_a_question_that_found_nothing_is_answered_by_the_staff_from_then_on(assistant: Assistant) -> None:
    refused = asked(assistant, UNKNOWN)
    assert refused.outcome is Outcome.NOT_FOUND
    answered(assistant, refused.entry_id)
    for wording in (UNKNOWN, "请问东湖园区氢能叉车充电桩补贴多少？"):
        answer = asked(assistant, wording)
        assert (answer.outcome, answer.model) == (Outcome.ANSWERED, "staff")
        assert TEXT in answer.text
        until = (TODAY + timedelta(days=90)).isoformat()
        assert f"工作人员答复（李明，{TODAY.isoformat()}，有效至 {until}）" in answer.text
        assert answer.citations == ()


@pytest.mark.parametrize(
    "near_miss",
    [
        "青岚园区的氢能叉车充电桩补贴是多少？",
        "东湖园区的氢能叉车充电桩补贴多久发放？",
        "东湖园区2025年的氢能叉车充电桩补贴是多少？",
    ],
)
def test_a_question_that_is_only_alike_is_still_refused(assistant: Assistant, near_miss: str) -> None:
    answered(assistant, UNKNOWN)
    assert asked(assistant, near_miss).model != "staff"


def test_the_documents_go_first_unless_the_staff_answered_just_this(assistant: Assistant) -> None:
    answered(assistant, "东湖园区租金补贴是多少")
    assert asked(assistant, "东湖园区的租金补贴是多少？").model == "staff"
    in_other_words = asked(assistant, "租金补贴在东湖园区是多少？")
    assert in_other_words.model == "extractive"
    assert "80%" in in_other_words.text


def test_a_part_of_a_message_is_answered_by_the_staff_and_the_rest_by_the_documents(assistant: Assistant) -> None:
    answered(assistant, UNKNOWN)
    answer = asked(assistant, f"{UNKNOWN}东湖园区的租金补贴是多少？")
    assert TEXT in answer.text
    assert "工作人员答复（李明" in answer.text
    assert "80%" in answer.text
    assert [it.quote for it in answer.citations]


def test_a_message_of_several_questions_is_answered_as_a_whole(assistant: Assistant) -> None:
    message = "青岚园区的游艇泊位费是多少？青岚园区的直升机停机坪在哪里？"
    refused = asked(assistant, message)
    assert refused.outcome is Outcome.NOT_FOUND
    answered(assistant, refused.entry_id)
    assert asked(assistant, message).model == "staff"


def test_an_answer_is_given_until_its_day_and_not_after(assistant: Assistant) -> None:
    answered(assistant, UNKNOWN, expires=TODAY + timedelta(days=1))
    assert find(assistant.store, UNKNOWN, TODAY + timedelta(days=1)) is not None
    assert find(assistant.store, UNKNOWN, TODAY + timedelta(days=2)) is None
    assert find(assistant.store, UNKNOWN, TODAY - timedelta(days=1)) is None  # as of a day before it was written
    then = replace(assistant, day=TODAY + timedelta(days=2))
    assert asked(then, UNKNOWN).outcome is Outcome.NOT_FOUND


def test_a_withdrawn_answer_is_kept_but_not_given(assistant: Assistant) -> None:
    made = answered(assistant, UNKNOWN)
    withdraw(assistant.store.catalog.engine, made.id[:6])
    assert asked(assistant, UNKNOWN).outcome is Outcome.NOT_FOUND
    (kept_answer,) = written(assistant.store.catalog.engine)
    assert state_of(kept_answer, assistant.store, TODAY) is State.WITHDRAWN
    with pytest.raises(NoSuchEntry, match="answers list"):
        withdraw(assistant.store.catalog.engine, "ffff")


def test_the_newest_answer_to_a_question_counts(assistant: Assistant) -> None:
    answered(assistant, UNKNOWN)
    newer = answer_of(assistant.store, UNKNOWN, "自明年起每桩补贴一万元。", "王芳", "2999-01-01", None, None)
    add(assistant.store.catalog.engine, newer)
    assert "王芳" in asked(assistant, UNKNOWN).text


def test_an_answer_to_those_who_looked_elsewhere_is_not_given(assistant: Assistant) -> None:
    refused = asked(assistant, "氢能叉车充电桩补贴是多少？", Filters(region="河北"))
    answered(assistant, refused.entry_id)
    assert asked(assistant, "氢能叉车充电桩补贴是多少？", Filters(region="河北")).model == "staff"
    assert asked(assistant, "氢能叉车充电桩补贴是多少？", Filters(region="海南")).model != "staff"
    assert asked(assistant, "氢能叉车充电桩补贴是多少？").model != "staff"


def test_an_answer_about_a_past_day_is_given_for_that_day_only(assistant: Assistant) -> None:
    refused = asked(assistant, "2021年时东湖园区的氢能叉车充电桩补贴是多少？")
    answered(assistant, refused.entry_id)
    assert asked(assistant, "2021年时，东湖园区氢能叉车充电桩补贴多少").model == "staff"
    assert asked(assistant, UNKNOWN).outcome is Outcome.NOT_FOUND
    assert asked(assistant, UNKNOWN, Filters(as_of=date(2022, 6, 1))).outcome is Outcome.NOT_FOUND


def test_what_hangs_on_a_case_told_before_is_not_answered_for_others(assistant: Assistant) -> None:
    case = Turn("我们是青岚园区的企业，去年买了200万元的无人机", "……")
    with kept(ask, assistant, Channel.WEB) as door:
        *_, told = door(assistant, "我们能拿多少无人机补贴，200万元能补多少", [case], Filters())
    assert isinstance(told, Answer)
    with pytest.raises(SettingError, match="完整的问题"):
        answered(assistant, told.entry_id)
    answered(assistant, told.standalone_question)
    with kept(ask, assistant, Channel.WEB) as door:
        *_, again = door(assistant, "我们能拿多少无人机补贴，200万元能补多少", [case], Filters())
    assert isinstance(again, Answer)
    assert again.model != "staff"


def test_an_answer_with_a_source_quotes_it_and_stands_only_while_it_says_so(assistant: Assistant) -> None:
    folder = assistant.store.home.parent / "policies"
    doc_id = next(card.doc_id for card in assistant.store.catalog.cards() if "东湖" in card.title)
    made = answered(assistant, UNKNOWN, proof=(doc_id, "园区提供人才公寓300套。"))
    answer = asked(assistant, UNKNOWN)
    (citation,) = answer.citations
    assert answer.text.endswith("[1]")
    document = assistant.store.catalog.document(citation.hit.chunk.card.doc_id)
    assert document.text[citation.start :].startswith("园区提供人才公寓300套。")

    text = (folder / "东湖.txt").read_text(encoding="utf-8").replace("300套", "200套")
    (folder / "东湖.txt").write_text(text, encoding="utf-8")
    ingest(assistant.store, [folder])
    assert asked(assistant, UNKNOWN).outcome is Outcome.NOT_FOUND
    assert state_of(made, assistant.store, TODAY) is State.UNPROVED


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"expires": "2020-01-01"}, "已经过去"),
        ({"expires": "年底"}, "2024-01-31"),
        ({"text": "  "}, "答复是空的"),
        ({"author": ""}, "答复人是空的"),
        ({"subject": " "}, "问题是空的"),
        ({"source": "D"}, "--quote"),
        ({"source": "D", "quote": "园区提供人才公寓9999套。"}, "不是《东湖园区产业扶持办法》的原文"),
        ({"quote": "园区提供"}, "--source"),
    ],
)
def test_an_answer_that_cannot_stand_is_not_kept(assistant: Assistant, fields: dict[str, str], said: str) -> None:
    doc_id = next(card.doc_id for card in assistant.store.catalog.cards() if "东湖" in card.title)
    usual = {"subject": UNKNOWN, "text": TEXT, "author": "李明", "expires": "2999-01-01"}
    values: dict[str, str | None] = {"source": None, "quote": None, **usual, **fields}
    values["source"] = doc_id if values["source"] else None
    with pytest.raises(SettingError) as caught:
        answer_of(assistant.store, **values)  # type: ignore[arg-type]  # the fields are spelled by the test
    assert said in str(caught.value)


def test_what_an_answer_refers_to_must_be_there(assistant: Assistant) -> None:
    with pytest.raises(NoSuchEntry, match="wence log list"):
        answered(assistant, "abcdef123456")
    with pytest.raises(NoSuchDocument):
        answered(assistant, UNKNOWN, proof=("nothing", "原文"))


def test_questions_that_found_nothing_are_listed_once_with_how_often(assistant: Assistant) -> None:
    for question in (
        UNKNOWN,
        "青岚园区的游艇码头泊位费是多少？",
        "东湖园区氢能叉车充电桩补贴多少",
        "你好",
        "东湖园区的租金补贴是多少？",
    ):
        asked(assistant, question)
    first, second = unanswered(assistant.store, TODAY)
    assert (first.question, len(first.ids)) == ("东湖园区氢能叉车充电桩补贴多少", 2)
    assert (second.question, len(second.ids)) == ("青岚园区的游艇码头泊位费是多少？", 1)
    assert "《" not in first.nearest[0]
    answered(assistant, first.ids[0], expires=TODAY)
    assert [it.question for it in unanswered(assistant.store, TODAY)] == [second.question]
    asked(assistant, UNKNOWN)  # served by the staff's answer
    reopened = unanswered(assistant.store, TODAY + timedelta(days=1))  # the answer has come to its end
    assert {it.question for it in reopened} == {UNKNOWN, second.question}


def test_a_question_that_a_new_document_answers_is_no_longer_listed(assistant: Assistant) -> None:
    question = "北川园区的货运补贴是多少？"
    assert asked(assistant, question).outcome is Outcome.NOT_FOUND
    assert [it.question for it in unanswered(assistant.store, TODAY)] == [question]
    folder = assistant.store.home.parent / "policies"
    (folder / "北川.txt").write_text(
        "北川园区货运补贴办法\n第一条 北川园区对货运企业给予货运补贴，每年最高20万元。\n", encoding="utf-8"
    )
    ingest(assistant.store, [folder])
    assert asked(assistant, question).outcome is Outcome.ANSWERED
    assert unanswered(assistant.store, TODAY) == []
