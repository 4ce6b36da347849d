import pytest

from assistant.interrogative import Sought, asking


@pytest.mark.parametrize(
    ("question", "sought"),
    [
        ("专项资金由谁审批？", Sought.PERSON),
        ("兑现工作由哪位副市长负责？", Sought.PERSON),
        ("奖励资金什么时候拨付？", Sought.TIME),
        ("产业园是哪一年设立的", Sought.TIME),
        ("申报材料交到哪里", Sought.PLACE),
        ("企业可以落户在哪个区", Sought.PLACE),
        ("厂房租金补贴多少钱一平方米", Sought.NUMBER),
        ("扶持期限有多长", Sought.NUMBER),
        ("为什么要建设承接平台", Sought.REASON),
        ("设立专项资金的目的是什么", Sought.REASON),
        ("企业怎样申请认定", Sought.MANNER),
        ("这个平台叫什么", Sought.NAME),
        ("什么是专精特新企业", Sought.MEANING),
        ("优先支持什么产业", Sought.THING),
        ("新区的首任书记名为什么", Sought.THING),
        ("园区占什么位置", Sought.THING),
        ("数据局的前身是？", Sought.THING),
    ],
)
def test_the_interrogative_tells_what_sort_of_thing_answers(question: str, sought: Sought) -> None:
    assert asking(question).sought is sought


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("优先支持什么产业", "产业"),
        ("由哪一个部门受理", "部门"),
        ("首批入驻的是哪几所大学", "大学"),
        ("申请人的户籍是哪里", "户籍"),
        ("数据局的前身是？", "前身"),
    ],
)
def test_the_noun_is_what_the_interrogative_is_of(question: str, noun: str) -> None:
    assert asking(question).noun == noun


def test_traditional_questions_are_taken_apart_alike() -> None:
    assert asking("專項資金由誰審批？") == asking("专项资金由谁审批？")


def test_what_is_stated_leaves_the_interrogative_out() -> None:
    assert asking("奖励资金什么时候拨付？").stated == "奖励资金 拨付"
