"""No text keeps a regular expression busy: whoever asks could otherwise stop the service for everybody with one question."""

import pytest

from assistant import courtesy
from assistant.compare.matters import _ENDING
from index.place import _LINKS


@pytest.mark.parametrize(
    "question", ["哦呀" * 1000 + "x", "嗯哦" * 1000 + "\x01", "好的哦" * 600 + "一", "谢谢您的" * 500 + "x"]
)
def test_a_question_of_nothing_but_interjections_is_no_small_talk_and_takes_no_time(question: str) -> None:
    assert not courtesy.is_small_talk(question)


@pytest.mark.parametrize("thanks", ["哦哦好的谢谢您", "嗯呀，谢啦！", "好的哦知道了，多谢你的帮助。再见", "您好呀"])
def test_what_is_small_talk_still_is(thanks: str) -> None:
    assert courtesy.is_small_talk(thanks)


def test_links_and_endings_that_can_be_read_in_two_ways_are_read_in_one() -> None:
    assert _LINKS.sub("", "管理办法的规定的" + "规定的" * 500) == "管理办法"
    assert _LINKS.sub("", "规定的" * 900 + "x").endswith("x")
    assert _ENDING.sub("", "租金补贴标准政策" + "奖励标准" * 300) == "租金"
    assert _ENDING.sub("", "补贴标准" * 800 + "x").endswith("x")
