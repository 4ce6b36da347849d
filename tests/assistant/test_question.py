import pytest

from assistant.answer import Turn
from assistant.followup import readings
from assistant.question import Expected, Intent, understand
from assistant.wording import content_words, topic
from corpus.errors import BadQuestion


@pytest.mark.parametrize(
    ("asked", "intent"),
    [
        ("东湖园区的租金补贴是多少？", Intent.FACT),
        ("平原经济开发区有哪些专业园区？", Intent.LIST),
        ("申请落户奖励需要什么材料", Intent.LIST),
        ("东湖园区和青岚园区的租金补贴有什么区别", Intent.COMPARISON),
        ("《示例市产业园区促进条例》第十二条规定了什么", Intent.ARTICLE),
        ("招商引资优惠办法还有效吗？", Intent.VALIDITY),
        ("我们去年营收8000万，研发占比4%，能申请专精特新吗", Intent.CONDITIONS),
        ("我司在东湖注册两年，符合条件吗", Intent.CONDITIONS),
        ("注册资本3000万，还差什么条件", Intent.CONDITIONS),
        ("申请专精特新要符合什么条件？", Intent.LIST),
        ("外地企业的分公司能不能申报奖励？", Intent.FACT),
        ("我们租2000平米，在东湖能拿多少租金补贴", Intent.ESTIMATE),
        ("固定资产投资5000万能奖励多少", Intent.ESTIMATE),
        ("新招20个人，扩岗补贴给多少", Intent.ESTIMATE),
        ("用蒸汽一吨补多少钱", Intent.FACT),
        ("每家企业补贴多少万元？", Intent.FACT),
        ("固定资产投资奖励要求投资达到多少", Intent.FACT),
        ("你好！", Intent.SMALL_TALK),
        ("谢谢", Intent.SMALL_TALK),
    ],
)
def test_the_form_of_the_answer_is_read_from_the_question(asked: str, intent: Intent) -> None:
    assert understand(asked, max_chars=200).intent is intent


@pytest.mark.parametrize(
    ("before", "asked", "intent"),
    [
        ("在东湖租厂房能拿多少租金补贴", "每年租金200万", Intent.ESTIMATE),
        ("我们符合专精特新的条件吗", "营收8000万，研发费用300万", Intent.CONDITIONS),
        ("在东湖租厂房能拿多少租金补贴", "那青岚园区呢", Intent.FACT),
    ],
)
def test_figures_told_after_a_question_go_on_with_it(before: str, asked: str, intent: Intent) -> None:
    assert understand(asked, [Turn(before, "")], max_chars=200).intent is intent


@pytest.mark.parametrize(
    ("asked", "unit"),
    [("可以申请几套人才公寓", "套"), ("入驻了多少家企业", "家"), ("租金补贴是多少", ""), ("要多少钱", "钱")],
)
def test_the_unit_that_is_asked_for_is_read_from_the_question(asked: str, unit: str) -> None:
    assert understand(asked, max_chars=200).unit == unit


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("租金补贴是多少", Expected.AMOUNT),
        ("入驻了多少家企业", Expected.NUMBER),
        ("商贸城什么时候开业", Expected.TIME),
        ("服務熱線電話是多少", Expected.CONTACT),
    ],
)
def test_what_the_answer_must_contain_is_read_from_the_question(asked: str, expected: Expected) -> None:
    assert expected in understand(asked, max_chars=200).expected


@pytest.mark.parametrize("asked", ["", "   ", "\n\t"])
def test_an_empty_question_is_refused_in_words(asked: str) -> None:
    with pytest.raises(BadQuestion, match="空"):
        understand(asked, max_chars=200)


def test_a_question_that_is_far_too_long_is_refused_with_the_limit() -> None:
    with pytest.raises(BadQuestion, match=r"100000.*200"):
        understand("问" * 100_000, max_chars=200)


def test_question_words_carry_no_meaning() -> None:
    assert content_words("请问东湖园区的租金补贴是多少？") == ("东湖", "园区", "租金", "补贴")


def test_the_topic_of_a_question_is_what_stands_before_the_interrogative() -> None:
    assert topic("东湖园区的租金补贴是多少？") == "东湖园区的租金补贴"


@pytest.mark.parametrize(
    ("history", "asked", "full"),
    [
        (["东湖园区的租金补贴是多少？"], "那青岚园区呢？", "青岚园区的租金补贴是多少？"),
        (["东湖园区的租金补贴是多少？"], "人才公寓呢？", "东湖园区的人才公寓是多少？"),
        (["东湖园区的租金补贴是多少？", "那青岚园区呢？"], "申请要什么材料？", "青岚园区 申请要什么材料？"),
        (["燕郊高新区在哪里？"], "它的重点产业有哪些？", "燕郊高新区的重点产业有哪些？"),
        (["沧州市2023年签约了多少项目？"], "那2024年呢？", "沧州市2024年签约了多少项目？"),
        (["东湖园区的租金补贴是多少？"], "临港园区的落户奖励是多少？", "临港园区的落户奖励是多少？"),
        (["市里引进博士给多少安家补贴？"], "硕士呢？", "市里引进硕士给多少安家补贴？"),
        (["综合型总部奖励多少？"], "那职能型总部呢？", "职能型总部奖励多少？"),
        (["沧州第一季度签约项目有多少？"], "落地的呢？", "沧州第一季度落地项目有多少？"),
        ([], "它的重点产业有哪些？", "它的重点产业有哪些？"),
        (["东湖高新区的租金补贴是多少？"], "每年最高多少？", "东湖高新区的租金补贴 每年最高多少？"),
        (["东湖高新区的租金补贴是多少？"], "第三年呢？", "东湖高新区的租金补贴 第三年是多少？"),
        (["东湖高新区的租金补贴是多少？"], "青岚最高多少？", "青岚的租金补贴 最高多少？"),
        (["东湖高新区的租金补贴是多少？"], "青岚租厂房补多少？", "青岚租厂房补多少？"),
        (["东湖高新区的租金补贴是多少？"], "申报企业要符合什么条件？", "东湖高新区 申报企业要符合什么条件？"),
        (["东湖高新区的落户奖励是多少？"], "不好意思，我问的是青岚园区", "青岚园区的落户奖励是多少？"),
        (["东湖高新区的租金补贴是多少？", "装修补贴呢？", "那临港呢？"], "最高多少？", "临港的装修补贴 最高多少？"),
        (
            ["新认定的市级专精特新企业奖励多少？", "省级的呢？"],
            "那国家级小巨人呢",
            "新认定的国家级小巨人专精特新企业奖励多少？",
        ),
        (
            ["《示例市产业园区促进条例》第二十六条是什么？"],
            "那第二十七条呢？",
            "《示例市产业园区促进条例》第二十七条是什么？",
        ),
        (["东湖高新区的租金补贴是多少？", "好的，谢谢"], "每年最高多少？", "东湖高新区的租金补贴 每年最高多少？"),
        (["沧州市2023年签约了多少项目？"], "总投资多少？", "沧州市 2023年，总投资多少？"),
        (["负责人没履职导致一般事故的罚多少？"], "那特别重大事故呢？", "负责人没履职导致特别重大事故的罚多少？"),
        (["青岚园区研发补助怎么给？"], "研发投入300万能补多少", "青岚园区，研发投入300万能补多少"),
        (["青岚园区研发补助怎么给？"], "市里引进博士给多少安家补贴？", "市里引进博士给多少安家补贴？"),
        (["东湖高新区的租金补贴是多少？"], "哪些政策已经失效？", "哪些政策已经失效？"),
        (["东湖高新区享受扶持后迁走怎么办？"], "依据是第几条？", "东湖高新区享受扶持后迁走怎么办？"),
    ],
)
def test_a_follow_up_is_filled_in_from_the_conversation(history: list[str], asked: str, full: str) -> None:
    assert readings(asked, [Turn(question, "略") for question in history], ("东湖", "青岚", "临港"))[0] == full


def test_a_place_written_in_english_is_asked_about_in_chinese() -> None:
    question = understand("Langfang 的租金补贴是多少？", max_chars=100)
    assert question.asked == "Langfang 的租金补贴是多少？"
    assert question.standalone == "廊坊市 的租金补贴是多少？"
