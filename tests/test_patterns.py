"""No text keeps a regular expression busy: whoever asks could otherwise stop the service for everybody with one question."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from assistant import courtesy
from assistant.compare.matters import _ENDING
from index.place import _LINKS
from tests.patterns import SECONDS, slowest

ROOT = Path(__file__).resolve().parents[1]


def test_no_pattern_of_the_program_is_slow_with_text_that_is_made_for_it() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.patterns"], cwd=ROOT, capture_output=True, text=True, timeout=900
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    assert len(told) > 600, "the patterns are not found"
    assert [it for it in told if it["seconds"] >= SECONDS] == []


@pytest.mark.parametrize("pattern", ["(?:哦|呀|哦呀)*$", r"(?:\d+,?)+元", "(?:甲.*)*乙"])
def test_a_pattern_that_can_be_read_in_ever_more_ways_is_noticed(pattern: str) -> None:
    assert slowest(pattern, 0)[0] >= SECONDS


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
