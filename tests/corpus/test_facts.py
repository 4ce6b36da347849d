"""Figures are read with their value, their bounds and what they do; what only looks like one is left alone."""

from decimal import Decimal
from itertools import pairwise

import pytest

from corpus.facts import Fact, FactKind, Role
from corpus.facts.read import read_facts


def only(text: str) -> Fact:
    """The one fact of `text`."""
    facts = read_facts(text)
    assert len(facts) == 1, [text[fact.start : fact.end] for fact in facts]
    return facts[0]


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("clause", "span", "kind", "low", "high", "unit"),
    [
        ("总投资500万元", "500万元", "amount", "5000000", "5000000", "元"),
        ("总投资五百万元", "五百万元", "amount", "5000000", "5000000", "元"),
        ("总投资5,000,000元", "5,000,000元", "amount", "5000000", "5000000", "元"),
        ("总投资５００万元", "５００万元", "amount", "5000000", "5000000", "元"),
        ("总投资500 万元", "500 万元", "amount", "5000000", "5000000", "元"),
        ("人民币伍佰万元整", "伍佰万元", "amount", "5000000", "5000000", "元"),
        ("总投资五百萬元", "五百萬元", "amount", "5000000", "5000000", "元"),
        ("总投资￥300万", "300万", "amount", "3000000", "3000000", "元"),
        ("规模1亿5000万元", "1亿5000万元", "amount", "150000000", "150000000", "元"),
        ("规模3.5百万元", "3.5百万元", "amount", "3500000", "3500000", "元"),
        ("规模一点五亿元", "一点五亿元", "amount", "150000000", "150000000", "元"),
        ("外资800万美元", "800万美元", "amount", "8000000", "8000000", "美元"),
        ("外资二百万港元", "二百万港元", "amount", "2000000", "2000000", "港元"),
        ("租金30元/平方米·月", "30元/平方米·月", "amount", "30", "30", "元/平方米·月"),
        ("租金30元/㎡/月", "30元/㎡/月", "amount", "30", "30", "元/平方米·月"),
        ("税收30万元/亩", "30万元/亩", "amount", "300000", "300000", "元/亩"),
        ("罚款1—3万元", "1—3万元", "amount", "10000", "30000", "元"),
        ("罚款5000—1万元", "5000—1万元", "amount", "5000", "10000", "元"),
        ("奖励50万元至100万元", "50万元至100万元", "amount", "500000", "1000000", "元"),
        ("占股5%", "5%", "rate", "5", "5", "%"),
        ("占股50％", "50％", "rate", "50", "50", "%"),
        ("占股百分之五", "百分之五", "rate", "5", "5", "%"),
        ("给予百分之百补贴", "百分之百", "rate", "100", "100", "%"),
        ("占股百分之一点五", "百分之一点五", "rate", "1.5", "1.5", "%"),
        ("占股百分之二至三", "百分之二至三", "rate", "2", "3", "%"),
        ("占股5%—10%", "5%—10%", "rate", "5", "10", "%"),
        ("费率千分之三", "千分之三", "rate", "0.3", "0.3", "%"),
        ("费率3‰", "3‰", "rate", "0.3", "0.3", "%"),
        ("每日万分之五", "万分之五", "rate", "0.05", "0.05", "%"),
        ("占三分之二", "三分之二", "rate", "66.6667", "66.6667", "%"),
        ("占二分之一", "二分之一", "rate", "50", "50", "%"),
        ("提高5个百分点", "5个百分点", "rate", "5", "5", "百分点"),
        ("增长3倍", "3倍", "rate", "3", "3", "倍"),
        ("租金打八折", "八折", "rate", "80", "80", "%"),
        ("占地30亩", "30亩", "area", "20000", "20000", "平方米"),
        ("占地3公顷", "3公顷", "area", "30000", "30000", "平方米"),
        ("占地两平方公里", "两平方公里", "area", "2000000", "2000000", "平方米"),
        ("厂房4万平方米", "4万平方米", "area", "40000", "40000", "平方米"),
        ("厂房4萬平方米", "4萬平方米", "area", "40000", "40000", "平方米"),
        ("入驻60家企业", "60家", "count", "60", "60", "家"),
        ("由五至十一名单数委员组成", "五至十一名", "count", "5", "11", "名"),
        ("同一候选人担任两种以上", "两种以上", "count", "2", None, "种"),
        ("年产2万辆整车", "2万辆", "count", "20000", "20000", "辆"),
        ("取消12项收费", "12项", "count", "12", "12", "项"),
        ("设主任一人，", "一人", "count", "1", "1", "人"),
        ("三至五人组成", "三至五人", "count", "3", "5", "人"),
        ("签约19個項目", "19個", "count", "19", "19", "个"),
        ("有效期三年", "三年", "period", "3", "3", "年"),
        ("为期6个月", "6个月", "period", "6", "6", "月"),
        ("为期两个季度，三个季度", "两个季度", "period", "6", "6", "月"),
        ("为期一年半", "一年半", "period", "1.5", "1.5", "年"),
        ("为期半年", "半年", "period", "0.5", "0.5", "年"),
        ("公示5个工作日", "5个工作日", "period", "5", "5", "工作日"),
        ("停业3天至7天", "3天至7天", "period", "3", "7", "日"),
        ("占比不到零点五米", "零点五米", "quantity", None, "0.5", "米"),
        ("业主总人数百分之十以上", "百分之十以上", "rate", "10", None, "%"),
        ("24小时工作制", "24小时", "period", "24", "24", "小时"),
        ("公示两周", "两周", "period", "14", "14", "日"),
        ("24小时办结", "24小时", "period", "24", "24", "小时"),
        ("距离一点五公里", "一点五公里", "quantity", "1500", "1500", "米"),
        ("年耗能5000吨标准煤", "5000吨标准煤", "quantity", "5000", "5000", "吨标准煤"),
        ("载重2吨", "2吨", "quantity", "2000", "2000", "千克"),
    ],
)
def test_a_figure_is_read_in_its_base_unit(
    clause: str, span: str, kind: str, low: str | None, high: str | None, unit: str
) -> None:
    fact = read_facts(clause)[0]

    assert clause[fact.start : fact.end] == span
    assert (fact.kind.value, fact.low, fact.high, fact.unit) == (kind, number(low), number(high), unit)


@pytest.mark.parametrize(
    ("clause", "low", "high", "is_open", "qualifiers"),
    [
        ("不低于5亿元", "500000000", None, False, ("不低于",)),
        ("不得少于三人", "3", None, False, ("不得少于",)),
        ("至少三人", "3", None, False, ("至少",)),
        ("至少设置三个", "3", None, False, ("至少",)),
        ("三人以上", "3", None, False, ("以上",)),
        ("满三年", "3", None, False, ("满",)),
        ("大于等于四米", "4", None, False, ("大于等于",)),
        ("达到100人的", "100", None, False, ("达到",)),
        ("超过三人", "3", None, True, ("超过",)),
        ("超过三人以上", "3", None, True, ("超过", "以上")),
        ("三百米以外", "300", None, True, ("以外",)),
        ("不超过500万元", None, "5000000", False, ("不超过",)),
        ("不得高于5%", None, "5", False, ("不得高于",)),
        ("最高500万元", None, "5000000", False, ("最高",)),
        ("最高可获得500万元", None, "5000000", False, ("最高",)),
        ("最高不超过500万元", None, "5000000", False, ("最高", "不超过")),
        ("500万元以下", None, "5000000", False, ("以下",)),
        ("500万元封顶", None, "5000000", False, ("封顶",)),
        ("三十日内", None, "30", False, ("内",)),
        ("3年以内", None, "3", False, ("以内",)),
        ("不满三年", None, "3", True, ("不满",)),
        ("低于18℃", None, "18", True, ("低于",)),
        ("十度（不含十度）以下", None, "10", True, ("以下",)),
        ("一万元以上（不含一万元）", "10000", None, True, ("以上",)),
        ("不足总数的二分之一", None, "50", True, ("不足",)),
        ("不得少于围挡、围墙面积的二分之一", "50", None, False, ("不得少于",)),
        ("不低于在职职工人均零点三平方米", "0.3", None, False, ("不低于",)),
        ("十度（含）以上", "10", None, False, ("以上",)),
        ("不低于成员总数的三分之一", "33.3333", None, False, ("不低于",)),
        ("超过核定面积百分之五十的", "50", None, True, ("超过",)),
        ("约60家", "60", "60", False, ("约",)),
        ("近7亿元", "700000000", "700000000", False, ("近",)),
        ("200多亿元", "20000000000", "20000000000", False, ("多",)),
        ("20餘次", "20", "20", False, ("余",)),
        ("100人左右", "100", "100", False, ("左右",)),
        ("亿元以上", "100000000", None, False, ("以上",)),
        ("每年至少一次", "1", None, False, ("每年", "至少")),
        ("每人每月2000元", "2000", "2000", False, ("每人", "每月")),
        ("原则上一次性给予300万元", "3000000", "3000000", False, ("原则上", "一次性", "给予")),
        ("300万元一次性奖励", "3000000", "3000000", False, ("一次性",)),
        ("连续三年", "3", "3", False, ("连续",)),
        ("前两年", "2", "2", False, ("前",)),
        ("不得低于每亩300万元", "3000000", None, False, ("不得低于", "每亩")),
        ("每两年", "2", "2", False, ("每",)),
    ],
)
def test_a_bound_is_read_as_it_is_meant(
    clause: str, low: str | None, high: str | None, is_open: bool, qualifiers: tuple[str, ...]
) -> None:
    fact = only(clause)

    assert (fact.low, fact.high) == (number(low), number(high))
    assert (fact.low_open or fact.high_open) is is_open
    assert fact.qualifiers == qualifiers


@pytest.mark.parametrize(
    ("clause", "low", "high", "opens"),
    [
        ("处五万元以上二十万元以下罚款", "50000", "200000", (False, False)),
        ("1亿元以上不足3亿元", "100000000", "300000000", (False, True)),
        ("超过百分之十不足百分之三十", "10", "30", (True, True)),
        ("满三年不满五年", "3", "5", (False, True)),
        ("二十五度以下五度以上", "5", "25", (False, False)),
        ("骗取金额百分之五十以上一倍以下", "50", "100", (False, False)),
        ("提前100米至50米", "50", "100", (False, False)),
    ],
)
def test_two_bounds_are_one_figure(clause: str, low: str, high: str, opens: tuple[bool, bool]) -> None:
    fact = only(clause)

    assert (fact.low, fact.high) == (Decimal(low), Decimal(high))
    assert (fact.low_open, fact.high_open) == opens


@pytest.mark.parametrize(
    "text",
    [
        "2024年3月1日起施行",
        "二○二五年一月一日",
        "5月20日至27日赴外地",
        "18日正式开业",
        "每月十日前报送",
        "2020-2025年",
        "截至3月底",
        "第三条第二款第五项",
        "第三人、第二年、第一次",
        "违反第八、九项规定",
        "某政发〔2024〕12号",
        "电话0317-5551234转3",
        "一、总则（二）范围 3. 附则",
        "“十四五”规划",
        "一带一路、三公经费、双百行动",
        "一站式服务、一窗通办、一网通办",
        "一个平台、一些企业、一定比例、一律免收、一方当事人、一次性告知",
        "万元户、千家万户、十分重要",
        "三河市、五大道、一号线",
        "三级医院、四轮车、5G基站、PM2.5、500强",
        "《支持企业十条措施》",
        "“四个意识”“五个一”",
        "“最多跑一次”改革",
        "每一层、每一个部门，“招来一个、引来一批”",
        "二次供水、同一批次、某一户",
        "上半年、三年级、五年规划、九十年代、一年期贷款",
        "3项目、五千元素、百人民、二分之",
        "数十家企业、几百万元",
        "22:30 开始，二十二时结束，9时30分",
        "Ⅰ类、A3纸、GB-50016",
    ],
)
def test_what_looks_like_a_figure_is_left_alone(text: str) -> None:
    assert [text[fact.start : fact.end] for fact in read_facts(text)] == []


@pytest.mark.parametrize(
    ("clause", "roles"),
    [
        ("年营业收入达到2000万元以上的企业，给予最高500万元一次性奖励。", ["threshold", "benefit"]),
        ("给予年营业收入2000万元以上的企业50万元奖励。", ["threshold", "benefit"]),
        ("按照设备投资额的8%给予补助，单个项目最高800万元。", ["benefit", "benefit"]),
        ("按实际租金的50%给予补贴，补贴期限不超过两年，每家最高60万元。", ["benefit", "term", "benefit"]),
        ("分别给予100万元、200万元、400万元补助。", ["benefit", "benefit", "benefit"]),
        ("按照每人800元的标准给予培训补贴。", ["benefit"]),
        ("减按15%的税率征收企业所得税。", ["benefit"]),
        ("处违法所得一倍以上三倍以下的罚款，但最高不超过三万元。", ["penalty", "penalty"]),
        ("违法所得一万元以上的，处五万元以下罚款。", ["threshold", "penalty"]),
        ("注册资本不低于1000万元，职工不少于100人。", ["threshold", "threshold"]),
        ("自受理之日起三十日内答复，可以延长十日。", ["term", "term"]),
        ("连续经营满三年的企业。", ["threshold"]),
        ("项目总投资13亿元，占地667亩。", ["statement", "statement"]),
    ],
)
def test_a_benefit_is_told_from_the_condition_for_it(clause: str, roles: list[str]) -> None:
    assert [fact.role.value for fact in read_facts(clause)] == roles


@pytest.mark.parametrize(
    ("clause", "measure"),
    [
        ("年营业收入达到2000万元以上的企业", "年营业收入"),
        ("固定资产投资不低于5亿元", "固定资产投资"),
        ("实缴注册资本1亿元", "实缴注册资本"),
        ("处五千元以下的罚款", "罚款"),
        ("给予50万元奖励", "奖励"),
        ("公示期限不得少于七日", "公示期限"),
        ("投资促进中心接待了15家企业", None),
    ],
)
def test_what_is_measured_is_named_in_the_words_of_the_clause(clause: str, measure: str | None) -> None:
    assert read_facts(clause)[0].measure == measure


def test_a_bound_belongs_to_the_figure_that_it_stands_with() -> None:
    months, times = read_facts("每两个月至少举行一次会议")

    assert (months.low, months.high, months.unit) == (Decimal(2), Decimal(2), "月")
    assert (times.low, times.high, times.unit) == (Decimal(1), None, "次")


def test_facts_stand_in_reading_order_and_never_overlap() -> None:
    text = "总投资5亿元，占地100亩，用工三百人以上，三年内达产，税收不低于5%。"
    facts = read_facts(text)

    assert [fact.kind for fact in facts] == [
        FactKind.AMOUNT,
        FactKind.AREA,
        FactKind.COUNT,
        FactKind.PERIOD,
        FactKind.RATE,
    ]
    assert all(before.end <= after.start for before, after in pairwise(facts))


def test_a_fact_comes_back_from_json_as_it_was() -> None:
    facts = read_facts("营业收入超过2000万元的，给予最高500万元一次性奖励；占三分之一，不满三年。")

    assert tuple(Fact.from_json(fact.to_json()) for fact in facts) == facts
    assert {fact.role for fact in facts} >= {Role.BENEFIT, Role.THRESHOLD}


@pytest.mark.parametrize(
    "unit",
    ["1", "一", "一二", "亿", "(", "《", "第", "第一、", "1,", "百分之", "一至", "1 ", "每", "不超过1", "1元/", "一万"],
)
def test_hostile_text_is_read_in_one_pass(unit: str) -> None:
    # A second or less; work that grows with the square of the length would take minutes.
    read_facts(unit * (100_000 // len(unit)))
