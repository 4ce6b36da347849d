import pytest

from assistant.courtesy import GREETED, THANKED, is_of_another_trade, is_small_talk, reply


@pytest.mark.parametrize(
    "message",
    [
        "你好！",
        "您好",
        "谢谢",
        "好的，谢谢您的解答！",
        "ok",
        "明白了",
        "你是谁？",
        "你能做什么",
        "在吗",
        "谢谢，再见",
        "你好，你是谁",
    ],
)
def test_courtesies_are_told_from_questions(message: str) -> None:
    assert is_small_talk(message)


@pytest.mark.parametrize(
    "message",
    ["你好，租金补贴是多少？", "谢谢，那青岚呢？", "园区能做什么项目", "好的企业有什么奖励", "在哪里申报", "", "  "],
)
def test_a_question_is_no_courtesy_however_polite(message: str) -> None:
    assert not is_small_talk(message)


def test_thanks_are_answered_otherwise_than_a_greeting() -> None:
    assert reply("好的，谢谢") == THANKED
    assert reply("您好") == GREETED


@pytest.mark.parametrize("message", ["写一首关于春天的诗", "帮我写段Python代码", "讲个笑话", "给我画一张园区的图片"])
def test_work_of_another_trade_is_recognised(message: str) -> None:
    assert is_of_another_trade(message)


@pytest.mark.parametrize(
    "message",
    [
        "企业写字楼租金补贴是多少",
        "软件代码著作权有奖励吗",
        "园区规划图片在哪里公布",
        "影视作品奖励多少",
        "专精特新认定工作程序是什么",
    ],
)
def test_policies_about_such_trades_may_be_asked_about(message: str) -> None:
    assert not is_of_another_trade(message)
