"""How whole a text is said to be, and what counts as damage."""

from pathlib import Path

import pytest

from corpus.document import Repair
from corpus.load import load
from corpus.repair.private import restore_private
from corpus.repair.quality import FAIR, boxes_apart, is_damaged, quality

WHOLE = "第一条 为了支持企业发展，制定本办法。\n第二条 企业可以申请补贴。"


@pytest.mark.parametrize(
    "text",
    [
        "企业选择海口的□。",
        "奖励金额为\ufffd\ufffd万元。",
        "身高1\ue0105米。",
        "锟斤拷锟斤拷",
        "ä¸ºäº†ä¿ƒè¿›ç»æµŽå‘å±•".replace("‘", "\x91"),
        "鍏充簬鍗拌鎷涘晢寮曡祫濂栧姳鍔炴硶鐨勯",
    ],
    ids=["mark", "replacement character", "private use", "lost twice", "Latin-1", "UTF-8 read as GBK"],
)
def test_lost_and_garbled_characters_are_damage(text: str) -> None:
    assert is_damaged(text)


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        "企業選擇海口，臺灣同胞投資後享受優惠。",
        "Wence café, naïve.",
        "☐是 ☐否",
        "何謂？什么!",
        "铈镨钕铽镝钬铒铥镱镥钪钇等稀土元素。",
        "\uf06c 申请材料",
        "会社は株式を発行する。",
        "",
    ],
)
def test_rare_words_foreign_words_and_forms_are_not(text: str) -> None:
    assert not is_damaged(text)


def test_quality_is_the_share_that_may_be_quoted() -> None:
    assert quality(WHOLE) == 1.0
    assert quality("一二三四五六七八九。一二三四五六七八□。") == 0.5
    assert quality("") == 0.0


def test_lines_read_with_little_confidence_count_half() -> None:
    assert quality(WHOLE, [Repair("uncertain", 1, "有 1 行看不清")]) == 0.75


def test_lines_that_could_not_be_read_at_all_are_missing() -> None:
    assert quality(WHOLE, [Repair("illegible", 2, "有 2 处无法辨认")]) == 0.5


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("是否独立法人：□是 □否", "是否独立法人：☐是 ☐否"),
        ("独立法人 是□否□", "独立法人 是☐否☐"),
        ("□记者 张三", "☐记者 张三"),
        ("道路畅通。□张三报道", "道路畅通。☐张三报道"),
        ("姓名：朱□基先生出席", "姓名：朱□基先生出席"),
    ],
)
def test_boxes_to_tick_are_told_from_lost_characters(shown: str, expected: str) -> None:
    assert boxes_apart(shown) == expected


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("身高低于1\ue0104米", ("身高低于1.4米", 1)),
        ("应当备案\ue723\n（一）法人；", ("应当备案\ue723\n（一）法人；".replace("\ue723", ""), 1)),
        ("转化成果。\ue5f9\ue5f9\n第二条 \ue5f9本市", ("转化成果。\n第二条 本市", 2)),
        ("朱\ue001基", ("朱\ue001基", 0)),
    ],
)
def test_private_characters_are_restored_where_it_is_certain(shown: str, expected: tuple[str, int]) -> None:
    assert restore_private(shown) == expected


def test_a_document_knows_how_whole_it_is(tmp_path: Path) -> None:
    path = tmp_path / "办法.txt"
    path.write_text("示例办法\n企业可以申请补\ufffd\ufffd，最高五百万元。\n企业应当依法纳税。", encoding="utf-8")
    assert 0 < load(path).quality < FAIR
    path.write_text(WHOLE, encoding="utf-8")
    assert load(path).quality == 1.0
