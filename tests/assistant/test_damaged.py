"""Damaged text is never quoted as fact; the answer says where it stands instead."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Answer, Outcome
from assistant.ask import ask
from assistant.open import Assistant
from assistant.settings import Settings
from assistant.statement import Statement
from assistant.vetting import Doubt, Setting, vet
from corpus.repair.quality import DAMAGE, is_damaged
from index.ingest import ingest
from index.store import Store
from tests.assistant.test_lists import listed
from tests.fakes import BigramEncoder, make_hit

HURT = """西湾园区扶持办法
第一条 为了支持企业入驻西湾园区，制定本办法。
第二条 企业租用标准厂房的，按照实际租金的80%给予租金补贴，每年最高1□0万元。
第三条 申请资金的企业应当符合下列条件：
（一）在西湾园区注册；
（二）近三年未发生重大□故；
（三）按时报送统计数据。
第四条 园区提供人才公寓300套。申请人应当提交□□证明。
"""


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Assistant]:
    path = tmp_path / "西湾.txt"
    path.write_text(HURT, encoding="utf-8")
    with Store.open(tmp_path / "home", BigramEncoder()) as store:
        assert ingest(store, [path]).failed == ()
        yield Assistant(store, Settings(contact="示例热线 12345"))


def answered(assistant: Assistant, question: str) -> Answer:
    *_, answer = ask(assistant, question)
    assert isinstance(answer, Answer)
    assert not any(is_damaged(citation.quote) for citation in answer.citations)
    return answer


def test_where_only_a_damaged_sentence_answers_the_document_is_named_instead(assistant: Assistant) -> None:
    answer = answered(assistant, "西湾园区的租金补贴每年最高多少？")
    assert answer.outcome is Outcome.NOT_FOUND
    assert "《西湾园区扶持办法》第二条" in answer.text
    assert "已经损坏" in answer.text
    assert "万元" not in answer.text


def test_an_article_is_given_without_its_damaged_sentence(assistant: Assistant) -> None:
    text = answered(assistant, "西湾园区扶持办法第四条规定了什么？").text
    assert "人才公寓300套" in text
    assert "1 句原文已损坏" in text
    assert "证明" not in text


def test_a_list_leaves_its_damaged_item_out_and_says_so() -> None:
    text = listed(
        "（三）按时报数。", f"企业应当符合下列条件：\n（一）依法纳税；\n（二）无重大{DAMAGE}故；\n（三）按时报数。"
    )
    assert text == (
        "企业应当符合下列条件：[1]\n- （一）依法纳税；[1]\n- （三）按时报数。[2]\n\n（另有 1 项的原文已损坏，未列出；请查阅原件。）"
    )


def test_a_model_cannot_rest_a_statement_on_damaged_text() -> None:
    hit, setting = make_hit(f"租金补贴最高{DAMAGE}00万元。公寓有300套。"), Setting("园区有什么支持")
    (doubt,) = vet("租金补贴最高[1]。", [hit], setting)
    assert isinstance(doubt, Doubt)
    (statement,) = vet("公寓有300套[1]。", [hit], setting)
    assert isinstance(statement, Statement)
    assert statement.text == "公寓有300套。"
