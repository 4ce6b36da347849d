"""The damaged strings here are made by the damage itself, so that the repair is tested against what it undoes."""

import pytest

from corpus.repair.misaligned import MISSING, Repaired, repair_misaligned


def damage(text: str, lost: str = "?") -> str:
    """Lose the first byte of `text`; show the rest as GB 18030, what fits nothing as a question mark."""
    shown, data = lost, text.encode("gb18030")[1:]
    while data:
        size = 1 if data[0] < 0x80 else 2
        try:
            shown += data[:size].decode("gb18030")
        except UnicodeDecodeError:
            shown += "?"
        data = data[size:]
    return shown


def repaired(text: str) -> str:
    return repair_misaligned(text).text


INTACT = "海口高新区今年招商。“我们欢迎企业落户。”林一民说，“海口很好。”高新区的企业在海口发展，区管委会负责。\n"


@pytest.mark.parametrize(
    ("before", "hurt", "behind"),
    [
        ("这是", "海口高新區", "交出的答卷"),
        ("《", "海口網", "》報道"),
        ("來源為“", "海口網", "”的文字"),
        ("“成效非常好", "。”高新區", "管委會表示"),
        ("“推动发展", "。”林一民告訴", "记者"),
    ],
)
def test_text_decoded_one_byte_out_of_step_is_set_right(before: str, hurt: str, behind: str) -> None:
    assert repaired(INTACT + before + damage(hurt) + behind) == INTACT + before + hurt + behind


def test_a_question_mark_made_half_width_is_still_part_of_the_damage() -> None:
    hurt = damage("海口高新區").replace("？", "?")
    assert repaired(f"{INTACT}在{hurt}开工") == f"{INTACT}在海口高新區开工"


def test_a_byte_lost_without_a_mark_is_put_back() -> None:
    assert repaired(f"{INTACT}在{damage('海口高新區', lost='')}开工") == f"{INTACT}在海口高新區开工"


def test_pinyin_inside_the_damage_is_used_up() -> None:
    assert repaired(f"{INTACT}《??趪?guó)家高新区目录》") == f"{INTACT}《海口國家高新区目录》"


def test_a_character_that_nothing_tells_is_marked_and_counted() -> None:
    found = repair_misaligned(f"{INTACT}选择{damage('海口的')[:-1]}脑?。")
    assert (found.runs, found.missing) == (1, 1)
    assert f"海口的{MISSING}。" in found.text


@pytest.mark.parametrize(
    "healthy",
    [
        "企业可以申请吗?可以!每年最高500万元。",
        "什么是一区多园？一区多园是一种园区建设模式。A区、B区都是。",
        "真的?OK，那就签约。",
        "见 http://a.cn/q?id=1&x=Y 页面",
        "???",
        "",
    ],
)
def test_healthy_text_is_left_alone(healthy: str) -> None:
    assert repair_misaligned(healthy) == Repaired(healthy, 0, 0)
