import pytest

from assistant.log.sameness import is_same, key
from index.encoder import open_encoder

ENCODER = open_encoder()

RENT = "东湖园区2025年的租金补贴是多少？"


@pytest.mark.parametrize(
    "other",
    [
        "东湖园区2025年租金补贴多少",
        "请问，东湖园区２０２５年的租金补贴是多少呢？谢谢",
        "您好，我想咨询一下東湖園區2025年的租金補貼是多少錢",
        "麻烦问一下 东湖园区 2025年 租金补贴 是多少啊",
    ],
)
def test_politeness_punctuation_and_script_make_no_other_question(other: str) -> None:
    assert key(other) == key(RENT)


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("个体工商户能不能申请青岚园区的物流补贴？", "青岚园区的物流补贴，个体工商户可以申请吗"),
        ("投资500万元以上的项目在东湖园区能免几年租金", "东湖园区投资五百万元以上的项目，租金能免几年"),
        ("外资企业是否可以入驻东湖园区", "东湖园区外资企业能入驻吗"),
    ],
)
def test_the_same_words_in_another_order_ask_the_same(question: str, other: str) -> None:
    assert is_same(question, other, ENCODER)


@pytest.mark.parametrize(
    ("question", "other"),
    [
        (RENT, "青岚园区2025年的租金补贴是多少？"),
        (RENT, "东湖园区2024年的租金补贴是多少？"),
        (RENT, "东湖园区的租金补贴是多少？"),
        (RENT, "东湖园区2025年的物流补贴是多少？"),
        (RENT, "东湖园区2025年的租金补贴多久发放？"),
        (RENT, "东湖园区2025年的租金补贴怎么申请？"),
        (RENT, "东湖园区2025年的租金补贴最低是多少？"),
        (RENT, "东湖园区和青岚园区2025年的租金补贴是多少？"),
        (RENT, "沧州市东湖园区2025年的租金补贴是多少？"),
        ("个体工商户能申请物流补贴吗", "个体工商户不能申请物流补贴吗"),
        ("个体工商户能申请物流补贴吗", "个体工商户申请物流补贴了没有"),
        ("投资500万元以上能免租金吗", "投资5000万元以上能免租金吗"),
        ("投资500万元以上能免租金吗", "投资500万元以下能免租金吗"),
        ("投资500万元以上能免租金吗", "投资500万美元以上能免租金吗"),
        ("从东湖园区迁到青岚园区有补贴吗", "从青岚园区迁到东湖园区有补贴吗"),
        ("企业开业前能申请补贴吗", "企业开业后能申请补贴吗"),
        ("办法第十二条怎么理解", "办法第十三条怎么理解"),
        ("男职工的陪产假有几天", "女职工的陪产假有几天"),
        ("博士的安家费是多少", "硕士的安家费是多少"),
        ("高新技术企业认定奖励多少", "专精特新企业认定奖励多少"),
        ("为什么要申报租金补贴", "谁要申报租金补贴"),
        ("租金补贴的上限是多少", "租金补贴的下限是多少"),
        ("三家企业合租怎么补贴", "两家企业合租怎么补贴"),
    ],
)
def test_another_park_year_amount_or_turn_is_another_question(question: str, other: str) -> None:
    assert not is_same(question, other, ENCODER)


@pytest.mark.parametrize(
    "other",
    [
        "青岚园区能入驻吗？我的手机号是13812345678",
        "我叫张三，联系电话：【手机号】。青岚园区能入驻吗",
        "青岚园区能入驻吗 回复到li@example.com",
    ],
)
def test_personal_details_make_no_other_question(other: str) -> None:
    assert key(other) == key("青岚园区能入驻吗？")
