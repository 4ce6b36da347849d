from dataclasses import replace

import pytest

from assistant.statement import Draft, Statement, Table, cite, quote_of
from assistant.verify import Proof, prove_text, verified
from assistant.vetting import Doubt, Setting, Vetted, vet
from corpus.document import Status
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


TIERS = make_hit(
    "第五条 固定资产投资奖励。新引进的制造业项目，固定资产投资达到1亿元以上不足3亿元的，按照实际完成投资额的3%给予奖励，"
    "单个项目最高2000万元；达到3亿元以上的，按照实际完成投资额的4%给予奖励，单个项目最高3000万元。"
    "企业自享受奖励之日起十年内不得将注册地迁出本市。管理机构应当在15个工作日内完成审核，公示5个工作日。"
    "申报时间为每年6月1日至6月30日。对单位处一万元以上十万元以下罚款，对个人处一千元以上一万元以下罚款。"
    "完成第一期、第二期验收的，分别给予100万元、200万元补助。",
    path=("第五条",),
)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("固定资产投资达到3亿元以上的，按照4%给予奖励，单个项目最高3000万元。", True),
        ("投资达到三亿元以上的，按百分之四给予奖励。", True),
        ("固定资产投资达到3亿元以上的，按照3%给予奖励，单个项目最高2000万元。", False),
        ("固定资产投资达到3亿元以下的，按照4%给予奖励。", False),
        ("单个项目最低3000万元。", False),
        ("企业十年内不得将注册地迁出本市。", True),
        ("企业十年内可以将注册地迁出本市。", False),
        ("15个工作日内完成审核，公示5个工作日。", True),
        ("5个工作日内完成审核，公示15个工作日。", False),
        ("15日内完成审核。", False),
        ("每年6月1日至6月30日申报。", True),
        ("每年6月30日至6月1日申报。", False),
        ("每月6月1日至6月30日申报。", False),
        ("对个人处一千元以上一万元以下罚款。", True),
        ("对个人处一万元以上十万元以下罚款。", False),
        ("第二期验收完成的，给予200万元补助。", True),
        ("第二期验收完成的，给予100万元补助。", False),
        ("按照实际完成投资额的四成给予奖励。", False),
        ("根据第五条，达到3亿元以上的按照4%给予奖励。", True),
        ("根据第六条，达到3亿元以上的按照4%给予奖励。", False),
        ("奖励不设上限。", False),
        ("详见 www.example.cn 的固定资产投资奖励。", False),
    ],
)
def test_a_figure_counts_only_with_what_it_is_said_of(text: str, holds: bool) -> None:
    assert isinstance(prove_text(text, [TIERS]), Proof) is holds


@pytest.mark.parametrize(
    "text",
    [
        "前两年租金全免，见[这里](https://evil.example)。[1]",
        "前两年租金全免。![图](https://evil.example/x.png)[1]",
        "前两年租金全免。<script>alert(1)</script>[1]",
        "前两年租金<b>全免</b>。[1]",
        "<think>编一个数</think>前两年租金全免。[1]",
    ],
)
def test_nothing_active_is_left_of_what_a_model_writes(text: str) -> None:
    shown = said(text)
    assert "example" not in shown
    assert "<" not in shown
    assert "编一个数" not in shown


def test_what_rests_on_a_repealed_text_says_so() -> None:
    old = replace(RENT, status=Status.REPEALED)
    (statement,) = vet("入驻企业前两年租金全免。[1]", [old], Setting("租金补贴是多少"))
    assert isinstance(statement, Statement)
    assert statement.text == "入驻企业前两年租金全免。（所引文件已废止）"
    (doubt,) = vet("入驻企业前两年租金全免，现行有效。[1]", [old], Setting("租金补贴是多少"))
    assert isinstance(doubt, Doubt)


def test_a_sentence_that_names_no_park_is_about_that_of_the_question() -> None:
    hit = make_hit("第三条 租金补贴每年最高60万元。", card=make_card("青岚产业园区办法"), path=("第三条",))
    assert isinstance(prove_text("租金补贴每年最高60万元。", [hit], ("青岚",)), Proof)
    assert not isinstance(prove_text("租金补贴每年最高60万元。", [hit], ("东湖",)), Proof)


def test_a_table_keeps_its_proven_cells() -> None:
    text = "| 年份 | 租金 |\n|---|---|\n| 前两年 | 租金全免[1] |\n| 第三年 | 补贴80%[1] |"
    (table,) = kept(text)
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [["前两年", "租金全免"]]
    assert len(dropped(text)) == 1


def test_an_extractive_statement_that_its_quote_does_not_bear_out_gives_way_to_the_quote() -> None:
    quote = quote_of(TALENT, 0, len(TALENT.chunk.text))
    draft = verified(Draft((Statement("园区提供人才公寓800套。", (quote,)), Statement("人才公寓300套。", (quote,)))))
    assert [line.text for line in draft.statements if isinstance(line, Statement)] == [
        "园区提供人才公寓300套。",
        "人才公寓300套。",
    ]
