from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Answer, Outcome, Turn
from assistant.ask import ask
from assistant.open import Assistant
from assistant.settings import Settings
from index.ingest import ingest
from index.store import Store
from tests.fakes import BigramEncoder

RECOGNITION = """云州市链主企业认定办法
第一条 为了培育链主企业，制定本办法。
第二条 本办法适用于在本市注册满三年的工业企业。
第三条 申请认定链主企业的，应当同时符合下列条件：
（一）上年度营业收入在5亿元以上；
（二）带动本市配套企业不少于10家；
（三）近三年未发生重大安全事故。
第四条 有下列情形之一的企业，不得申请认定链主企业：
（一）被列入严重失信主体名单的；
（二）资产负债率超过80%的。
第五条 认定为链主企业的，给予100万元奖励。
第六条 本办法自2024年1月1日起施行，有效期五年。
"""
NO_LIST = """云州市数据企业奖励办法
第一条 为了发展数据企业，制定本办法。
第二条 数据企业年度营业收入超过2000万元的，给予奖励30万元。
第三条 本办法自2024年1月1日起施行。
"""
ANY_OF = """云台园区科技企业入驻办法
第一条 为了引进科技企业入驻云台园区，制定本办法。
第二条 申请入驻云台园区孵化器的企业，应当符合下列条件之一：
（一）取得高新技术企业资质；
（二）上年度研发费用在200万元以上；
（三）拥有两项以上发明专利。
第三条 本办法自2024年1月1日起施行。
"""


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Assistant]:
    folder = tmp_path / "policies"
    folder.mkdir()
    for name, text in (("链主.txt", RECOGNITION), ("入驻.txt", ANY_OF), ("数据.txt", NO_LIST)):
        (folder / name).write_text(text, encoding="utf-8")
    with Store.open(tmp_path / "home", BigramEncoder()) as store:
        assert ingest(store, [folder]).failed == ()
        yield Assistant(store, Settings())


def answer(assistant: Assistant, question: str, *before: str) -> Answer:
    last = list(ask(assistant, question, [Turn(it, "") for it in before]))[-1]
    assert isinstance(last, Answer)
    return last


def rows(found: Answer) -> dict[str, tuple[str, str]]:
    """Condition → what was told and the verdict, as the table shows them."""
    cells = [line.strip("| ").split(" | ") for line in found.text.splitlines() if line.startswith("| ")]
    return {condition: (told, verdict) for condition, told, verdict in cells[2:]}


def test_every_condition_has_a_row_with_its_citation_and_verdict(assistant: Assistant) -> None:
    found = answer(assistant, "我们去年营收6亿，带动配套企业8家，没有失信记录，能申请认定链主企业吗？")
    assert found.outcome is Outcome.ANSWERED
    assert found.text.startswith(
        "按您提供的情况：满足 2 项，不满足 1 项，需补充 3 项（对照《云州市链主企业认定办法》）。暂不符合"
    )
    assert rows(found) == {
        "适用对象：在本市注册满三年的工业企业[2]": ("未说明", "需补充"),
        "（一）上年度营业收入在5亿元以上[3]": ("去年营业收入6亿元", "满足"),
        "（二）带动本市配套企业不少于10家[4]": ("带动配套企业8家", "不满足"),
        "（三）近三年未发生重大安全事故[5]": ("未说明", "需补充"),
        "不得有：（一）被列入严重失信主体名单的[6]": ("没有失信记录", "满足"),
        "不得有：（二）资产负债率超过80%的[7]": ("未说明", "需补充"),
    }
    assert [citation.quote for citation in found.citations][2] == "（一）上年度营业收入在5亿元以上；"


def test_what_is_still_open_leaves_the_conclusion_open(assistant: Assistant) -> None:
    found = answer(assistant, "我们去年营收6亿，够条件申请链主企业吗")
    assert found.outcome is Outcome.PARTIAL
    assert "还不能得出结论" in found.text


def test_the_case_is_told_over_several_turns(assistant: Assistant) -> None:
    found = answer(assistant, "去年营收3亿", "我们能申请认定链主企业吗，在本市注册5年")
    assert rows(found)["（一）上年度营业收入在5亿元以上[3]"] == ("去年营业收入3亿元", "不满足")


@pytest.mark.parametrize(
    ("told", "concluded"),
    [
        ("我们是高企", "初步符合"),
        ("我们不是高新技术企业，研发费用100万，没有发明专利", "暂不符合"),
        ("我们研发费用100万", "还不能得出结论"),
    ],
)
def test_of_conditions_of_which_one_is_enough_one_is_enough(assistant: Assistant, told: str, concluded: str) -> None:
    found = answer(assistant, f"{told}，能申请入驻云台园区孵化器吗")
    assert concluded in found.text
    assert "满足其中 1 项即可" in found.text


def test_an_enterprise_that_names_no_policy_is_asked_which_it_means(assistant: Assistant) -> None:
    found = answer(assistant, "我们公司注册资本3000万，符合条件吗")
    assert found.outcome is Outcome.PARTIAL
    assert "请说明要核对哪一项政策" in found.text


def test_who_tells_nothing_gets_the_plain_list(assistant: Assistant) -> None:
    found = answer(assistant, "申请认定链主企业要符合哪些条件？")
    assert "按您提供的情况" not in found.text
    assert "（二）带动本市配套企业不少于10家" in found.text


def test_the_conditions_of_another_policy_are_not_checked(assistant: Assistant) -> None:
    found = answer(assistant, "我们公司注册资本2000万，符合数据企业奖励的条件吗")
    assert "按您提供的情况" not in found.text


def test_a_park_that_was_spoken_of_before_does_not_hide_a_policy_that_is_named_now(assistant: Assistant) -> None:
    found = answer(assistant, "我们去年营业收入6亿元，能申请认定链主企业吗？", "云台园区有什么优惠？")
    assert any("营业收入在5亿元以上" in condition for condition in rows(found))
