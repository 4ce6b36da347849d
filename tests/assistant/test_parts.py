import pytest

from assistant.parts import parts


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("东湖的租金补贴是多少？", ("东湖的租金补贴是多少？",)),
        ("东湖的租金补贴是多少？什么时候申报？", ("东湖的租金补贴是多少？", "什么时候申报？")),
        ("研发补助最高多少，申报要交哪些材料", ("研发补助最高多少", "申报要交哪些材料")),
        ("落户奖励多少，另外审核要几天？", ("落户奖励多少", "审核要几天？")),
        ("落户奖励给多少以及什么时候到账", ("落户奖励给多少", "什么时候到账")),
        ("专精特新认定：什么时候申请？公示几天？", ("专精特新认定：什么时候申请？", "公示几天？")),
        ("1、东湖研发补助多少 2、青岚研发补助多少", ("东湖研发补助多少", "青岚研发补助多少")),
        (
            "您好，想咨询一下：东湖给多少补贴？还有实习补贴一个月多少？谢谢！",
            ("东湖给多少补贴？", "实习补贴一个月多少？"),
        ),
        ("我们是做生物医药的。建洁净车间给多少补贴？", ("我们是做生物医药的。建洁净车间给多少补贴？",)),
        ("有没有食堂补贴？物流补贴呢？", ("有没有食堂补贴？", "物流补贴呢？")),
    ],
)
def test_a_message_is_taken_apart_into_its_questions(message: str, asked: tuple[str, ...]) -> None:
    assert parts(message) == asked


@pytest.mark.parametrize(
    "message",
    [
        "东湖、青岚的租金补贴分别是多少，哪个高？",
        "企业搬走了，已经拿到的补贴要退吗？",
        "政府采购要给中小企业留多少份额，其中小微占多少？",
        "《示例市产业园区促进条例》第三十五条规定了什么？",
        "投资3亿元，注册资本2,000万元，能拿多少奖励？",
        "你好",
        "租金补贴",
    ],
)
def test_what_is_one_question_stays_whole(message: str) -> None:
    assert parts(message) == (message,)


@pytest.mark.parametrize(
    "scrap", [" ABC123", "\n-- \nSent from my phone", " <img src=x onerror=alert(1)>", "（ref: Q-7?）"]
)
def test_a_scrap_behind_the_question_is_none_of_it(scrap: str) -> None:
    assert parts(f"东湖高新区的租金补贴是多少？{scrap}") == ("东湖高新区的租金补贴是多少？",)


@pytest.mark.parametrize(
    "message",
    [
        "企业投入多少 R&D?",
        "租金补贴是多少？（2024年）",
        "租金补贴是多少？2024",
        "What is it? ABC",
        "生物医药 CRO 有补贴吗",
    ],
)
def test_latin_words_within_a_question_belong_to_it(message: str) -> None:
    assert parts(message) == (message,)
