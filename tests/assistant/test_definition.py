from pathlib import Path

import pytest

from assistant.answer import Answer, Outcome
from assistant.ask import ask
from assistant.open import Assistant
from assistant.settings import Settings
from index.ingest import ingest
from index.store import Store
from tests.fakes import BigramEncoder

RULE = """示例市数据产业促进条例
第一条 为了促进数据产业发展，制定本条例。
第二条 本条例所称数据产业，是指从事数据采集、加工和交易的产业。
第三条 市发展改革部门统筹数据产业和数据产业园的发展工作，对数据产业企业给予支持。
第四条 本条例下列用语的含义：
（一）数据产业园，是指集中布局数据企业的区域。
（二）“数据经纪人”是指撮合数据交易的机构。
第五条 本条例自2024年1月1日起施行。
"""


@pytest.fixture
def assistant(tmp_path: Path) -> Assistant:
    (tmp_path / "条例.txt").write_text(RULE, encoding="utf-8")
    store = Store.open(tmp_path / "home", BigramEncoder())
    assert ingest(store, [tmp_path / "条例.txt"]).failed == ()
    return Assistant(store, Settings())


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("数据产业是什么意思？", "从事数据采集、加工和交易的产业"),
        ("示例市数据产业促进条例怎么定义数据产业园？", "集中布局数据企业的区域"),
        ("什么叫数据经纪人", "撮合数据交易的机构"),
        ("数据产业指的是什么？", "从事数据采集、加工和交易的产业"),
    ],
)
def test_the_meaning_of_a_term_is_the_sentence_that_lays_it_down(
    assistant: Assistant, question: str, said: str
) -> None:
    *_, answer = ask(assistant, question)
    assert isinstance(answer, Answer)
    assert answer.outcome is Outcome.ANSWERED
    assert said in answer.text
    assert said in answer.citations[0].quote


def test_a_term_that_no_sentence_defines_is_not_explained_by_one_that_only_uses_it(assistant: Assistant) -> None:
    *_, answer = ask(assistant, "什么叫发展改革部门？")
    assert isinstance(answer, Answer)
    assert "是指" not in answer.text
