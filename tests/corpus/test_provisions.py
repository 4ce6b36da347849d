"""A sentence within an article is cited by its 款, 项 and 目."""

import pytest

from corpus.document import Chunk, Document
from corpus.split import split
from corpus.structure.outline import outline
from corpus.structure.provisions import place_within
from tests.fakes import make_card

ARTICLE = """示例市奖励办法
第一章 总则
第一条 为支持企业，制定本办法。
第二条 申请企业应当符合下列条件：
（一）在本市注册；
（二）符合下列指标之一：
1.营业收入达到一亿元；
2.研发投入占比达到百分之五。
前款所称注册，是指税务登记在本市。
企业有下列情形之一的，不予奖励：
（一）提供虚假材料；（二）列入失信名单。
第三条 奖励分为：
（一）一次性奖励；
（二）年度奖励。
第四条 本办法自公布之日起施行。
示例市人民政府
2024年5月1日
（此件公开发布）"""


def chunks(text: str) -> tuple[Chunk, ...]:
    outlined = outline(text)
    return split(Document(make_card(), outlined.text, outlined.sections))


def place(text: str, quote: str) -> tuple[str, ...]:
    """How a citation of `quote` names its place below the path of its chunk."""
    chunk = next(chunk for chunk in chunks(text) if quote in chunk.text)
    start = chunk.text.index(quote)
    return place_within(chunk.provisions, start, start + len(quote))


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("申请企业应当符合下列条件", ("第一款",)),
        ("在本市注册", ("第一款", "第（一）项")),
        ("符合下列指标之一", ("第一款", "第（二）项")),
        ("研发投入占比", ("第一款", "第（二）项", "第2目")),
        ("前款所称注册", ("第二款",)),
        ("提供虚假材料", ("第三款", "第（一）项")),
        ("列入失信名单", ("第三款", "第（二）项")),
        ("年度奖励", ("第（二）项",)),
        ("奖励分为", ()),
        ("为支持企业", ()),
        ("本办法自公布之日起施行。", ()),
    ],
)
def test_a_quote_is_placed_by_paragraph_item_and_point(quote: str, expected: tuple[str, ...]) -> None:
    assert place(ARTICLE, quote) == expected


def test_a_quote_over_several_items_has_the_place_that_holds_them_all() -> None:
    assert place(ARTICLE, "（一）在本市注册；\n（二）符合下列指标之一：") == ("第一款",)
    assert place(ARTICLE, "（二）符合下列指标之一：\n1.营业收入达到一亿元；\n2.研发投入") == ("第一款", "第（二）项")
    assert place(ARTICLE, "前款所称注册，是指税务登记在本市。\n企业有下列情形之一的") == ()


def test_the_number_of_an_article_alone_in_its_line_is_no_paragraph() -> None:
    text = "办法\n第一条\n企业可以申请补贴。\n补贴不重复享受。\n第二条\n完。"
    assert place(text, "企业可以申请") == ("第一款",)
    assert place(text, "补贴不重复") == ("第二款",)


def test_counting_goes_on_where_a_long_article_was_cut() -> None:
    items = "".join(f"（{numeral}）{'企业应当按照规定提交材料' * 8}；\n" for numeral in "一二三四五六七八九十")
    text = f"办法\n第一条 申请材料如下：\n{items}前款规定的材料一式两份。\n第二条 完。"

    assert len([chunk for chunk in chunks(text) if chunk.path == ("第一条",)]) > 1
    assert place(text, "（九）企业应当") == ("第一款", "第（九）项")
    assert place(text, "一式两份") == ("第二款",)


def test_a_piece_that_begins_within_an_item_knows_the_item() -> None:
    text = "办法\n第一条 申请材料如下：\n（一）申请表；\n（二）" + "企业应当按照规定提交材料。" * 120
    last = chunks(text)[-1]

    assert not last.text.startswith("（二）")
    assert place_within(last.provisions, 0, 5) == ("第（二）项",)


def test_rows_of_a_table_are_no_paragraphs() -> None:
    text = "办法\n第一条 标准如下：\n园区：东区 | 租金：12元。\n园区：西区 | 租金：10元。\n第二条 完。"
    assert place(text, "园区：西区") == ()


def test_an_item_within_a_part_of_a_policy_paper_is_named_below_its_heading() -> None:
    text = "通知\n一、申报材料\n（一）申请表；\n（二）营业执照。\n材料一式两份。\n二、其他\n完。"
    assert place(text, "营业执照") == ("第（二）项",)
    assert place(text, "材料一式两份") == ()


def test_a_reference_to_an_item_opens_none() -> None:
    text = "办法\n第一条 依照本办法第三条第（二）项的规定执行；符合（三）类标准的除外。\n第二条 完。"
    assert place(text, "除外") == ()
