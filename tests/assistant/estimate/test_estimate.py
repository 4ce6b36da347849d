import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.answer import Answer, Outcome, Turn
from assistant.ask import ask
from assistant.formal import formal
from assistant.open import Assistant
from assistant.settings import Settings
from corpus.facts import FactKind
from corpus.facts.read import read_facts
from index.ingest import ingest
from index.store import Store
from tests.fakes import BigramEncoder

YUNTAI = """云台高新技术产业开发区扶持办法
第一条 为了支持企业发展，制定本办法。
第二条 租金补贴。租用云台高新区厂房的企业，首年按照实际租金的百分之百给予补贴，第二年至第三年按照实际租金的50%给予补贴，每家企业每年最高90万元。
第三条 固定资产投资奖励。固定资产投资达到2000万元以上不足1亿元的，按照实际完成投资额的4%给予奖励，单个项目最高300万元；\
达到1亿元以上的，按照实际完成投资额的6%给予奖励，单个项目最高2000万元。
第四条 物流补贴。企业年度物流费用超过80万元的，按照超出部分的15%给予补贴，每家企业每年最高40万元。
第五条 用电补贴。企业年用电量超过100万千瓦时的，超出部分每千瓦时补贴0.05元，每家企业每年最高30万元。
第六条 用工补贴。企业新招用员工并签订一年以上劳动合同的，按照每人2000元给予补贴，每家企业累计最高10万元。
第七条 办公用房补贴。企业租用办公用房的，按照每平方米每月25元给予补贴，补贴期限最长两年，补贴面积不超过800平方米。
第八条 人才补贴。企业全职引进的博士研究生，给予20万元安家补贴；全职引进的硕士研究生，给予5万元安家补贴。
第九条 标准奖励。主导制定国家标准的，每项奖励40万元；主导制定行业标准的，每项奖励15万元。同一企业每年累计不超过100万元。
第十条 落户奖励。新落户企业实缴注册资本超过3000万元的，给予一次性落户奖励80万元。
第十一条 贷款贴息。企业取得银行贷款的，按照实际支付利息的40%给予贴息，贴息期限不超过三年，单个企业累计最高100万元。
第十二条 企业骗取补贴资金的，处骗取金额一倍的罚款。
第十三条 搬迁补贴。企业整体迁入的，按照搬迁费用的30%给予补贴，最高一百二十万元。
第十四条 蒸汽补贴。年用蒸汽超过500吨的企业，按照每吨30元给予补贴，每家企业每年最高50万元。
第十五条 本办法自2024年1月1日起施行。
"""
LONGQUAN = """龙泉产业园区扶持办法
第一条 为了支持企业发展，制定本办法。
第二条 租金补贴。租用龙泉产业园区厂房的企业，前两年按照实际租金的30%给予补贴，每家企业每年最高40万元。
第三条 固定资产投资奖励。固定资产投资达到5000万元以上的，按照实际完成投资额的5%给予奖励，单个项目最高400万元。
第四条 本办法自2024年1月1日起施行。
"""
OLD = """云台高新技术产业开发区装修补贴办法（试行）
第一条 企业装修自用厂房的，按照实际装修费用的50%给予补贴，最高200万元。
第二条 本办法自2018年1月1日起试行，有效期至2020年12月31日。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("policies")
    for name, text in (("云台.txt", YUNTAI), ("龙泉.txt", LONGQUAN), ("试行.txt", OLD)):
        (folder / name).write_text(text, encoding="utf-8")
    with Store.open(tmp_path_factory.mktemp("home"), BigramEncoder()) as store:
        assert ingest(store, [folder]).failed == ()
        yield Assistant(store, Settings())


def answer(assistant: Assistant, question: str, *before: str) -> Answer:
    last = list(ask(assistant, question, [Turn(it, "") for it in before]))[-1]
    assert isinstance(last, Answer)
    return last


ESTIMATES = [
    # Rent: a year's rent from area and price, several years, a yearly cap, the years that were asked for.
    (
        "我们在云台租1000平方米厂房，每平方米每月30元，能拿多少租金补贴",
        "第一年36万元，第二年至第三年每年18万元，三年共72万元",
    ),
    ("我们在云台租厂房，每月租金10万，能拿多少租金补贴", "每年60万元"),
    ("我们在云台租厂房，年租金150万元，第二年能补贴多少", "第二年75万元"),
    ("龙泉租厂房3000平，房租40块一平一个月，租金补贴一共多少", "前两年每年40万元，两年共80万元"),
    # Tiers by open and closed bounds, in 万 and 亿, as digits and numerals.
    ("在云台固定资产投资2000万，能奖励多少", "奖励80万元"),
    ("在云台固定资产投资九千万元，能奖励多少", "奖励300万元"),
    ("在云台固定资产投资1亿，能奖励多少", "奖励600万元"),
    ("在云台固定资产投资4亿元，能奖励多少", "奖励2000万元"),
    ("在云台固定资产投资1500万，能奖励多少", "不符合“2000万元以上不足1亿元”的要求"),
    # Only what is over the threshold, in money and in another measure.
    ("我们在云台，年物流费用200万，物流补贴能拿多少", "每年补贴18万元"),
    ("我们在云台，年物流费用60万，物流补贴能拿多少", "不符合“超过80万元”的要求"),
    ("我们在云台，年用电300万度，用电补贴能拿多少", "每年补贴10万元"),
    # For each of something, with limits.
    ("云台新招用员工30人，用工补贴能拿多少", "补贴6万元"),
    ("云台新招用员工八十人，用工补贴能拿多少", "补贴10万元"),
    ("我们在云台租办公用房1000平方米，办公用房补贴能拿多少", "每年24万元，最长两年共48万元"),
    ("云台引进2名博士，能拿多少安家补贴", "补贴40万元"),
    ("云台招了2个博士和4个硕士，能拿多少安家补贴", "补贴共60万元"),
    ("云台主导制定了3项国家标准，能奖励多少", "100万元"),
    ("云台年用蒸汽2000吨，蒸汽补贴能拿多少", "每年补贴6万元"),
    # Fixed amounts, interest over years, numerals in the rule.
    ("我们实缴注册资本5000万，云台落户奖励能拿多少", "奖励80万元"),
    ("我们实缴注册资本3000万，云台落户奖励能拿多少", "不符合“超过3000万元”的要求"),
    ("我们每年贷款利息100万，云台贴息能拿多少", "每年40万元，最长三年共100万元"),
    ("企业整体迁入云台，搬迁费用500万，能补贴多少", "补贴120万元"),
]


@pytest.mark.parametrize(("question", "outcome"), ESTIMATES)
def test_an_estimate_says_first_what_the_benefit_comes_to(assistant: Assistant, question: str, outcome: str) -> None:
    found = answer(assistant, question)
    assert outcome in found.text.splitlines()[0]
    assert "以主管部门核定为准" in found.text
    assert found.outcome is Outcome.ANSWERED


EQUATION = re.compile(r"([\d.]+[^=：，\n]*?) = ([\d.]+(?:万|亿)?[^，（\n\[]*)")
NUMBER = re.compile(r"(\d+(?:\.\d+)?)(万|亿|%|‰)?")
SCALE = {"": Decimal(1), "万": Decimal(10**4), "亿": Decimal(10**8), "%": Decimal("0.01"), "‰": Decimal("0.001")}


def value(text: str) -> Decimal:
    match = NUMBER.search(text)
    assert match is not None
    return Decimal(match[1]) * SCALE[match[2] or ""]


def worked_out(left: str) -> Decimal:
    """The left side of a shown equation, by an arithmetic of its own: sums of products, and one difference."""
    if " - " in left:
        first, second = left.split(" - ")
        return value(first) - value(second)
    total = Decimal(0)
    for term in left.split(" + "):
        product = Decimal(1)
        for factor in term.split(" × "):
            product *= value(factor)
        total += product
    return total


def figures(text: str) -> set[Decimal | None]:
    """The values of every figure but periods: a year has twelve months, whoever says so."""
    facts = [fact for fact in read_facts(text) if fact.kind is not FactKind.PERIOD]
    return {bound for fact in facts for bound in (fact.low, fact.high)}


@pytest.mark.parametrize("question", [question for question, _ in ESTIMATES])
def test_every_figure_is_told_or_quoted_or_worked_out_in_a_step_that_is_shown(
    assistant: Assistant, question: str
) -> None:
    found = answer(assistant, question)
    equations = EQUATION.findall(found.text)
    for left, right in equations:
        assert worked_out(left) == value(right), f"{left} = {right}"
    known = figures(formal(question)) | figures(" ".join(citation.quote for citation in found.citations))
    known |= {figure for _, right in equations for figure in figures(right)}
    text = re.sub(r"\[\d+\]", "", found.text)
    assert figures(text) <= known


def test_what_is_missing_is_asked_for_with_the_rule_that_needs_it(assistant: Assistant) -> None:
    found = answer(assistant, "我们在云台租厂房1000平方米，能拿多少租金补贴")
    assert found.outcome is Outcome.PARTIAL
    assert found.text.startswith("要估算还需要知道：每平方米每月的租金。")
    assert found.citations[0].quote.startswith("租用云台高新区厂房的企业，首年按照实际租金的百分之百")


def test_the_reply_to_what_was_missing_completes_the_estimate(assistant: Assistant) -> None:
    found = answer(assistant, "每平方米每月30元", "我们在云台租厂房1000平方米，能拿多少租金补贴")
    assert "三年共72万元" in found.text


def test_a_rent_without_its_period_is_asked_after(assistant: Assistant) -> None:
    assert "是每月的还是每年的" in answer(assistant, "我们在云台租厂房，租金20万元，租金补贴能拿多少").text


def test_a_named_park_is_never_reckoned_by_the_rule_of_another(assistant: Assistant) -> None:
    found = answer(assistant, "我们年物流费用200万，在龙泉物流补贴能拿多少")
    assert "物流费用" not in "".join(citation.quote for citation in found.citations)
    assert "估算" not in found.text


def test_an_expired_rule_is_not_reckoned_by(assistant: Assistant) -> None:
    assert "按所给数字" not in answer(assistant, "我们在云台装修厂房花了100万，能补贴多少").text


def test_where_no_park_is_named_each_that_has_a_rule_stands_apart(assistant: Assistant) -> None:
    found = answer(assistant, "固定资产投资6000万能奖励多少")
    assert "**云台高新技术产业开发区**：按所给数字估算：奖励240万元" in found.text
    assert "**龙泉产业园区**：按所给数字估算：奖励300万元" in found.text


@pytest.mark.parametrize("question", ["云台的租金补贴是多少？", "骗取补贴20万元罚多少", "云台固定资产投资奖励最高多少"])
def test_a_plain_question_stays_one(assistant: Assistant, question: str) -> None:
    assert "按所给数字" not in answer(assistant, question).text
