from itertools import pairwise

import pytest

from corpus.structure.outline import Outline, outline


def paths(text: str) -> list[tuple[str, ...]]:
    return [section.path for section in outline(text).sections]


def section(text: str, *path: str) -> str:
    outlined = outline(text)
    return next(outlined.text[it.start : it.end].strip() for it in outlined.sections if it.path == path)


LAW = """示例市促进条例
2023年11月30日示例市人民代表大会常务委员会通过
第一章　总则
第一条 为了促进产业，制定本条例。
第二条 下列企业适用本条例：
（一）在本市注册的；
（二）依照第十二条的规定认定的。
第二章 优惠政策
第一节 资金
第三条 给予补贴。
第三条之一 补贴不重复。
附则
第四条 本条例自公布之日起施行。"""


def test_articles_lie_below_their_chapter_and_section() -> None:
    assert paths(LAW) == [
        (),
        ("第一章 总则", "第一条"),
        ("第一章 总则", "第二条"),
        ("第二章 优惠政策", "第一节 资金", "第三条"),
        ("第二章 优惠政策", "第一节 资金", "第三条之一"),
        ("附则", "第四条"),
    ]


def test_what_stands_before_the_first_article_is_kept() -> None:
    assert section(LAW).endswith("常务委员会通过")


def test_items_stay_in_their_article() -> None:
    assert section(LAW, "第一章 总则", "第二条").endswith("（二）依照第十二条的规定认定的。")


def test_a_chapter_heading_goes_with_its_first_article() -> None:
    assert section(LAW, "第一章 总则", "第一条").startswith("第一章")


@pytest.mark.parametrize(
    "reference",
    [
        "第十二条规定的条件，由市政府认定。",
        "第三条、第四条另有规定的，从其规定。",
        "第五条第二款所称企业，是指工业企业。",
        "第八条至第十条不适用于外资企业。",
        "第十二条的规定适用于园区。",
    ],
)
def test_a_reference_at_the_beginning_of_a_line_is_no_heading(reference: str) -> None:
    text = f"办法\n第一条 按照下列规定执行。\n{reference}\n第二条 完。"
    assert paths(text) == [("第一条",), ("第二条",)]


def test_articles_are_known_without_a_blank_behind_their_number() -> None:
    assert paths("办法\n第一条为了支持企业，制定本办法。\n第二条企业可以申请补贴。") == [("第一条",), ("第二条",)]


def test_numbered_parts_of_a_policy_paper_are_headings() -> None:
    text = """若干措施
为支持企业，制定如下措施。
一、总体要求
坚持市场主导。
二、固定资产奖励。对新建项目，按投资额的3%给予奖励。
（一）申报条件
在本市注册。
三、对迁入的总部企业，给予奖励。"""
    assert paths(text) == [
        (),
        ("一、总体要求",),
        ("二、固定资产奖励",),
        ("二、固定资产奖励", "（一）申报条件"),
        ("三、对迁入的总部企业",),
    ]


def test_items_of_a_list_are_not_headings() -> None:
    text = "指南\n一、受理条件\n符合下列条件：\n（一）签订投资协议；\n（二）符合产业方向；\n（三）未列入负面清单。"
    assert paths(text) == [("一、受理条件",)]


def test_a_table_of_contents_is_not_the_outline() -> None:
    text = "条例\n目录\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。"
    assert paths(text) == [(), ("第一章 总则", "第一条"), ("第二章 附则", "第二条")]


def test_marked_headings_nest_and_lose_their_marks() -> None:
    outlined = outline("# 指南\n## 一、范围\n适用于企业。\n### 对象\n工业企业。\n## 二、材料\n申请表。")
    assert [it.path for it in outlined.sections] == [("一、范围",), ("一、范围", "对象"), ("二、材料",)]
    assert "#" not in outlined.text


def test_a_second_story_of_a_newspaper_page_starts_anew() -> None:
    long = "园区今年签约项目四十个，总投资九十七亿元，其中外资三亿元，开工率达到八成，投产率达到六成。"
    text = f"甲市建设首选地\n(上接第一版)\n{long}\n产业对接提速\n{long}\n(上接第一版)同时，{long}"
    outlined = outline(text)
    assert [it.path for it in outlined.sections] == [(), ("产业对接提速",), ("另一篇报道(上接第一版)",)]


def test_subheads_of_an_article_are_headings_and_bylines_are_not() -> None:
    long = "园区今年签约项目四十个，总投资九十七亿元，其中外资三亿元，开工率达到八成，投产率达到六成。"
    text = f"题目\n{long}\n产业招商为主导\n{long}\n记者某某\n{long}"
    assert paths(text) == [(), ("产业招商为主导",)]


def tiles(outlined: Outline) -> bool:
    ends = [0, *(it.end for it in outlined.sections)]
    return ends[-1] == len(outlined.text) and all(
        it.start == end for it, end in zip(outlined.sections, ends, strict=False)
    )


@pytest.mark.parametrize("text", [LAW, "一行", "第一条 甲。", "# 题\n正文", "甲\f乙\n\f丙", "第一章 总则\n第二章 附则"])
def test_sections_tile_the_text(text: str) -> None:
    assert tiles(outline(text))


def test_pages_begin_where_their_marks_stood() -> None:
    outlined = outline("第一条 甲，\f乙。\n\f第二条 丙。")
    assert outlined.text == "第一条 甲，乙。\n第二条 丙。"
    assert [outlined.text[start:end] for start, end in pairwise((*outlined.page_starts, None))] == [
        "第一条 甲，",
        "乙。\n",
        "第二条 丙。",
    ]
