import pytest

from corpus.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲区给予补贴。乙区不给！丙区呢？", ["甲区给予补贴。", "乙区不给！", "丙区呢？"]),
        ("补贴租金；奖励投资。", ["补贴租金；", "奖励投资。"]),
        ("标题\n正文一句", ["标题", "正文一句"]),
        ("他说：“地方够了。”接着签约。", ["他说：“地方够了。”", "接着签约。"]),
        ("按《关于甲；乙的办法》执行。", ["按《关于甲；乙的办法》执行。"]),
        ("企业（含分公司。下同）可以申请。", ["企业（含分公司。下同）可以申请。"]),
        ("见 http://a.cn/x?y=1;z 一页。", ["见 http://a.cn/x?y=1;z 一页。"]),
        ("可以吗?可以!", ["可以吗?", "可以!"]),
        ("（没有右括号。第二句。", ["（没有右括号。", "第二句。"]),
        ("  \n \n", []),
    ],
)
def test_cuts_where_a_reader_would(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_every_visible_character_lies_in_exactly_one_sentence() -> None:
    text = " 第一条　为了促进产业。\n\n　　第二条（甲）：“奖励；补贴。”结束 "
    covered = [index for start, end in sentences(text) for index in range(start, end)]
    assert len(covered) == len(set(covered))
    assert all(text[index].isspace() for index in set(range(len(text))) - set(covered))


def test_brackets_that_never_close_cost_little() -> None:
    assert len(sentences("《（" * 20_000 + "。" * 3)) >= 1
