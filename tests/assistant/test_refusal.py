"""A refusal says what was searched, which document comes nearest, and whom to ask."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Answer, Outcome, Turn
from assistant.ask import ask
from assistant.open import Assistant
from assistant.settings import Settings
from index.hit import Filters
from index.store import Store
from tests.fakes import BigramEncoder


def refused(assistant: Assistant, question: str, *history: str, filters: Filters = Filters()) -> str:
    *_, answer = ask(assistant, question, [Turn(asked, "略") for asked in history], filters)
    assert isinstance(answer, Answer)
    assert answer.outcome is Outcome.NOT_FOUND, answer.text
    return answer.text


def test_the_document_of_the_place_is_named_with_what_it_does_not_say(assistant: Assistant) -> None:
    text = refused(assistant, "青岚园区对通勤班车补贴多少？")
    assert "《青岚园区招商扶持政策》没有对“通勤班车补贴”作出规定" in text
    assert text.endswith("建议咨询：示例热线 12345")


def test_a_document_that_writes_of_the_matter_is_not_called_silent_on_it(assistant: Assistant) -> None:
    text = refused(assistant, "东湖园区的 ZQX778 租金补贴是多少？")
    assert "没有对“租金补贴" not in text


def test_nothing_is_called_near_that_is_not(assistant: Assistant) -> None:
    text = refused(assistant, "红烧肉要炖多久才好吃？")
    assert "《" not in text
    assert "没有与这个问题相近的内容" in text


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (Filters(), "查找范围：2 份文件（不含已失效的）"),
        (Filters(include_past=True), "查找范围：3 份文件（含已失效的）"),
        (Filters(as_of=datetime.date(2021, 1, 1)), "按 2021-01-01 当日有效"),
        (Filters(region="河北省"), "没有可以查找的文件（地区：河北省"),
        (Filters(issuer="东湖园区管委会", since=datetime.date(2024, 1, 1)), "发布时间：2024-01-01至不限"),
    ],
)
def test_it_says_what_was_searched(assistant: Assistant, filters: Filters, said: str) -> None:
    assert said in refused(assistant, "红烧肉要炖多久才好吃？", filters=filters)


def test_a_question_that_the_conversation_completed_is_said_in_full(assistant: Assistant) -> None:
    text = refused(assistant, "那通勤班车呢？", "青岚园区的租金补贴是多少？")
    assert "实际查找的问题：“" in text
    assert "青岚园区" in text.split("实际查找的问题：")[1]


@pytest.fixture
def nobody(tmp_path: Path) -> Iterator[Assistant]:
    with Store.open(tmp_path / "empty", BigramEncoder()) as store:
        yield Assistant(store, Settings(contact=None))


def test_an_empty_index_and_no_contact_are_told_honestly(nobody: Assistant) -> None:
    text = refused(nobody, "东湖园区的租金补贴是多少？")
    assert "没有可以查找的文件" in text
    assert text.endswith("可以换一种说法再问，或向有关主管部门咨询。")
