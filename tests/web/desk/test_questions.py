"""Staff answer what was not answered, settle feedback, and look into the answer log."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from assistant.accounts.person import LOCAL
from assistant.answer import Answer, Outcome
from assistant.log.feedback import Opinion, Reason, Sought, give, given
from assistant.log.reader import Wanted
from assistant.log.staff import written
from assistant.web.desk.answers.export import defused, exported
from assistant.web.desk.answers.section import Answers
from assistant.web.desk.feedback.section import Inbox
from assistant.web.desk.office import Office
from assistant.web.desk.overview.section import Overview
from assistant.web.desk.unanswered.section import Unanswereds
from assistant.web.desk.visit import Section
from assistant.web.desk.words import CHINESE
from corpus.errors import SettingError
from tests.web.desk.conftest import visit

Asked = Callable[[str], Answer]
OPEN = "云岭市东园区的食堂几点开门？"
RENT = "云岭市东园区租金补贴最高多少？"


def form(answer: Answer, **more: str) -> dict[str, str]:
    until = (date.today() + timedelta(days=30)).isoformat()
    usual = {
        "entry": str(answer.entry_id),
        "wording": answer.standalone_question,
        "text": "食堂七点开门。",
        "expires": until,
    }
    return usual | more


def test_an_answer_that_staff_write_is_given_to_the_next_visitor(office: Office, asked: Asked) -> None:
    section, answer = Unanswereds(office), asked(OPEN)
    assert answer.outcome is Outcome.NOT_FOUND
    assert OPEN in section.view(visit("unanswered"))
    assert section.act("answer", form(answer), visit("unanswered")).is_good
    assert OPEN not in section.view(visit("unanswered"))
    assert "食堂七点开门。" in asked(OPEN).text
    [kept] = written(office.assistant.store.catalog.engine)
    assert (kept.author, kept.answers_log_id) == ("李明", answer.entry_id)
    section.act("withdraw", {"answer": kept.id}, visit("unanswered"))
    assert OPEN in section.view(visit("unanswered"))
    assert "已撤回" in section.view(visit("unanswered", tab="given"))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"expires": ""}, "有效期"),
        ({"expires": "2020-01-01"}, "已经过去"),
        ({"quote": "食堂七点开门。"}, "一起给出"),
        ({"text": "  "}, "答复是空的"),
    ],
)
def test_an_answer_that_lacks_something_is_refused_in_words(
    office: Office, asked: Asked, wrong: dict[str, str], told: str
) -> None:
    with pytest.raises(SettingError, match=told):
        Unanswereds(office).act("answer", form(asked(OPEN), **wrong), visit("unanswered"))


def test_a_quote_must_stand_in_its_document(office: Office, asked: Asked) -> None:
    section, answer = Unanswereds(office), asked(OPEN)
    card = next(it for it in office.assistant.store.catalog.cards() if it.title == "云岭市东园区租金补贴办法")
    with pytest.raises(SettingError, match="不是《云岭市东园区租金补贴办法》的原文"):
        section.act("answer", form(answer, source=card.doc_id, quote="食堂七点开门"), visit("unanswered"))
    fields = form(answer, source=card.doc_id, quote="每家企业每年最高100万元")
    assert section.act("answer", fields, visit("unanswered")).is_good


def test_the_form_shows_the_passages_that_come_nearest(office: Office, asked: Asked) -> None:
    html = Unanswereds(office).view(visit("unanswered", id=str(asked(OPEN).entry_id)))
    assert "最接近的文件" in html
    assert "云岭市东园区" in html
    assert "引用这一段" in html


def test_a_document_of_which_several_passages_come_near_is_named_once(office: Office, asked: Asked) -> None:
    html = Unanswereds(office).view(visit("unanswered", id=str(asked(OPEN).entry_id)))
    near = html[html.index("最接近的文件") :]
    papers = re.findall("<summary>(.*?)</summary>", near)
    assert len(papers) == len(set(papers))
    assert near.count("引用这一段") > len(papers)


def test_feedback_waits_until_it_is_settled(office: Office, asked: Asked) -> None:
    engine, inbox, answer = office.assistant.store.catalog.engine, Inbox(office), asked(RENT)
    give(engine, str(answer.entry_id), "a" * 64, Opinion(False, Reason.INCOMPLETE, "<b>没说</b>怎么申请"))
    html = inbox.view(visit("feedback"))
    assert "不完整" in html
    assert "&lt;b&gt;没说" in html
    assert "&lt;b&gt;没说" in Answers(office).view(visit("answers", id=str(answer.entry_id)))
    [one] = given(engine)
    inbox.act("settle", {"feedback": one.id}, visit("feedback"))
    assert given(engine, Sought(unsettled=True)) == []
    assert "李明" in inbox.view(visit("feedback", tab="settled"))
    assert "怎么申请" not in inbox.view(visit("feedback"))


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ({}, True),
        ({"find": "租金补贴"}, True),
        ({"find": "不曾问过"}, False),
        ({"outcome": "answered", "channel": "web", "by": "extractive"}, True),
        ({"channel": "api"}, False),
        ({"until": "2020-01-01"}, False),
        ({"since": "不是日期", "outcome": "不是结果", "page": "-7"}, True),
    ],
)
def test_the_log_is_narrowed_by_its_filters(
    office: Office, asked: Asked, query: dict[str, str], is_there: bool
) -> None:
    asked(RENT)
    assert (f">{RENT}</a>" in Answers(office).view(visit("answers", **query))) is is_there


def test_an_entry_is_shown_whole_and_replayed(office: Office, asked: Asked) -> None:
    answer = asked(RENT)
    html = Answers(office).view(visit("answers", id=str(answer.entry_id), then="replay"))
    assert "每家企业每年最高100万元" in html
    assert "与当时完全相同" in html
    assert f"/documents/{answer.citations[0].hit.chunk.card.doc_id}?revision=" in html


@pytest.mark.parametrize("cell", ["=1+1", "+86", "-2", "@SUM(A1)", "\t=1", "  =HYPERLINK(1)", "\r=1"])
def test_a_formula_that_a_visitor_typed_is_text_in_the_export(cell: str) -> None:
    assert defused(cell) == f"'{cell}"


def test_the_export_holds_the_filtered_entries_and_nothing_that_a_spreadsheet_runs(
    office: Office, asked: Asked
) -> None:
    question = '=HYPERLINK("http://x.example/","园区食堂几点开门？")'
    asked(question)
    asked(RENT)
    text = "".join(exported(office.assistant.store.catalog.engine, Wanted(contains="食堂"), CHINESE))
    assert text.startswith("\ufeff")
    heading, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert heading[2] == "问题"
    assert [row[2] for row in rows] == [f"'{question}"]


def test_a_question_of_a_visitor_is_text_and_never_markup(office: Office, asked: Asked) -> None:
    entry = asked(f"{OPEN}<img src=x onerror=alert(1)>").entry_id
    seen: list[tuple[Section, dict[str, str]]] = [
        (Unanswereds(office), {}),
        (Unanswereds(office), {"id": str(entry)}),
        (Answers(office), {}),
        (Answers(office), {"id": str(entry)}),
    ]
    for section, query in seen:
        html = section.view(visit(section.slug, **query))
        assert "<img" not in html
        assert "食堂" in html or section.slug == "unanswered"


def test_the_overview_counts_what_waits_and_what_was_asked_today(office: Office, asked: Asked) -> None:
    asked(OPEN)
    asked(RENT)
    html = Overview(office).view(visit(""))
    assert "<b>1</b><span>个问题等待答复" in html
    assert "2 个问题，1 个有答复" in html
    assert "反馈都已处理" in html
    assert "云岭市东园区租金补贴办法" in html


def test_where_there_are_no_accounts_an_answer_is_signed_by_the_staff_and_not_by_the_machine(
    office: Office, asked: Asked
) -> None:
    section, answer = Unanswereds(office), asked(OPEN)
    local = replace(visit("unanswered"), author=LOCAL.name)
    assert section.act("answer", form(answer), local).is_good
    assert "工作人员" in asked(OPEN).text
    assert LOCAL.name not in asked(OPEN).text
