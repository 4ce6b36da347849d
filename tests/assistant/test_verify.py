import pytest

from assistant.statement import Statement, Table, cite
from assistant.vetting import Doubt, Setting, Vetted, vet
from tests.fakes import make_card, make_hit

RENT = make_hit("入驻企业前两年租金全免。第三年按50%补贴，最高不超过200万元。", path=("第三条",))
TALENT = make_hit("园区提供人才公寓300套。", rank=2, card=make_card("青岚园区办法", doc_id="d2"), path=("第八条",))


def vetted(text: str) -> tuple[Vetted, ...]:
    return vet(text, [RENT, TALENT], Setting("租金补贴是多少"))


def kept(text: str) -> list[Statement | Table]:
    return [one for one in vetted(text) if not isinstance(one, Doubt)]


def dropped(text: str) -> list[Doubt]:
    return [one for one in vetted(text) if isinstance(one, Doubt)]


def said(text: str) -> str:
    return cite(kept(text))[0]


@pytest.mark.parametrize(
    "text",
    [
        "第三年补贴50%，最高200万元。[1]",
        "第三年补贴百分之五十，最高二百万元[1]。",
        "第三年补贴50%，最高2,000,000元。【1】",
        "租金前两年全免。人才公寓有300套。[1][2]",
    ],
)
def test_what_the_cited_passage_bears_out_stays(text: str) -> None:
    assert dropped(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "第三年补贴60%。[1]",
        "最高不超过500万元。[1]",
        "人才公寓300套。[1]",
        "租金全免。[7]",
        "租金全免。",
    ],
    ids=["wrong rate", "wrong amount", "right number, wrong passage", "invented citation", "no citation"],
)
def test_what_it_does_not_bear_out_is_dropped(text: str) -> None:
    assert kept(text) == []
    assert len(dropped(text)) == 1


def test_only_the_false_sentence_goes() -> None:
    assert said("前两年租金全免。[1]\n\n第三年补贴80%。[1]") == "前两年租金全免。[1]"


def test_an_invented_number_beside_a_real_one_is_taken_out() -> None:
    assert said("前两年租金全免。[1][9]") == "前两年租金全免。[1]"


def test_a_line_that_leads_into_a_list_stays_only_with_its_list() -> None:
    assert said("租金政策如下：\n- 前两年租金全免[1]\n") == "租金政策如下：\n- 前两年租金全免[1]"
    assert kept("租金政策如下：\n- 前两年补贴90%[1]\n") == []


def test_the_quote_is_the_sentence_that_was_meant() -> None:
    (statement,) = kept("第三年最高200万元。[1]")
    assert statement.proof[0].text == "第三年按50%补贴，最高不超过200万元。"
    assert RENT.chunk.text[statement.proof[0].start :].startswith(statement.proof[0].text)
