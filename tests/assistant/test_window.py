"""What a model is shown fits its window, whatever is asked, found and talked of before."""

import pytest

from assistant.answer import Turn
from assistant.fence import passages
from assistant.generate import Writer
from assistant.window import cut_at_sentence, tokens
from prompts.library import prompt
from tests.fakes import make_card, make_hit

LONG = "".join(
    f"第{number}项补贴按照实际租金的{number}%给予，每家企业每年最高{number}万元。" for number in range(1, 2000)
)
HUGE = [
    make_hit(LONG, rank=rank, card=make_card("示例" * 200, doc_id=f"d{rank}"), path=("第一条" * 90,))
    for rank in range(1, 13)
]
TALK = [Turn(f"第{number}问：租金补贴是多少？" * 20, LONG) for number in range(50)]


@pytest.mark.parametrize("window", [2048, 4096, 8192, 32768])
@pytest.mark.parametrize("history", [[], TALK], ids=["no talk", "long talk"])
def test_a_request_with_its_answer_fits_the_window(window: int, history: list[Turn]) -> None:
    question = "东湖园区的租金补贴是多少？" * 20
    request = Writer(None, window).fit(HUGE, question, history)  # type: ignore[arg-type]  # the model is not asked
    rules = max(tokens(prompt(name).template) for name in ("answer", "repair"))
    talk = sum(tokens(turn.question) + tokens(turn.answer) for turn in request.history)
    assert rules + tokens(question) + talk + tokens(passages(request)) + request.most_tokens <= window
    assert request.hits[0] is HUGE[0]


def test_a_passage_is_cut_behind_a_sentence_and_a_short_one_stays_whole() -> None:
    cut = cut_at_sentence(LONG, 200)
    assert LONG.startswith(cut)
    assert cut.endswith("。")
    assert tokens(cut) <= 200
    assert cut_at_sentence("短句。", 200) == "短句。"
    assert cut_at_sentence("长" * 500, 100) == ""


def test_of_a_long_talk_the_latest_turns_stay() -> None:
    request = Writer(None, 8192).fit(HUGE, "那青岚呢？", TALK)  # type: ignore[arg-type]  # the model is not asked
    assert request.history
    assert request.history[-1].question[:5] == TALK[-1].question[:5]


def test_tokens_are_never_counted_too_few() -> None:
    """1.3 for a Chinese character is more than any of the vocabularies in use needs on the average."""
    assert tokens("租金补贴" * 100) >= 400
    assert tokens("2024年5月1日") >= 9
