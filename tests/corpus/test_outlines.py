"""The forms in which documents are found: annexes, notices, policy papers, questions, plans, and what only looks like one."""

import pytest

from corpus.repair.lines import join_broken
from corpus.structure.outline import outline


def paths(text: str) -> list[tuple[str, ...]]:
    return [section.path for section in outline(text).sections]


def section(text: str, *path: str) -> str:
    outlined = outline(text)
    return next(outlined.text[it.start : it.end].strip() for it in outlined.sections if it.path == path)


NOTICE = """示例市人民政府办公室关于印发示例市产业扶持办法的通知
示政办发〔2024〕5号
《示例市产业扶持办法》已经市政府同意，现印发给你们，请认真贯彻执行。
附件：1.示例市产业扶持办法
2.申报表
示例市人民政府办公室
2024年5月1日
附件1
示例市产业扶持办法
第一章 总则
第一条 为了扶持产业，制定本办法。
附则
第二条 本办法自2024年6月1日起施行。
附件2
申报表
企业名称：甲 | 金额：十万元
"""


def test_an_annex_is_a_part_of_its_own_with_its_title() -> None:
    annex = "附件1 示例市产业扶持办法"
    assert paths(NOTICE) == [
        (),
        (annex, "第一章 总则", "第一条"),
        (annex, "附则", "第二条"),
        ("附件2 申报表",),
    ]


def test_a_list_of_annexes_opens_nothing() -> None:
    assert section(NOTICE).endswith("2024年5月1日")
    text = "通知\n一、联系方式\n电话见下。\n附件：申报指南\n示例市投资促进局\n2024年5月1日"
    assert paths(text) == [("一、联系方式",)]


def test_articles_that_count_from_one_again_in_an_annex_keep_apart() -> None:
    text = "办法\n第一条 甲。\n第二条 乙。\n附件：实施细则\n第一条 丙。\n第二条 丁。"
    assert paths(text) == [
        ("第一条",),
        ("第二条",),
        ("附件 实施细则", "第一条"),
        ("附件 实施细则", "第二条"),
    ]


@pytest.mark.parametrize("line", ["附件所列企业优先支持", "附表中的金额以万元计", "附件1规定的材料"])
def test_a_mention_of_an_annex_opens_none(line: str) -> None:
    assert paths(f"办法\n第一条 企业应当提交材料：\n{line}\n第二条 完。") == [("第一条",), ("第二条",)]


def test_what_a_notice_issues_stands_below_its_own_title() -> None:
    text = """示例市财政局关于印发《示例市资金办法》的通知
现将《示例市资金办法》印发给你们，请各县区财政局结合实际遵照执行。
示例市财政局
2024年5月1日
示例市资金办法
第一章 总则
第一条 甲。"""
    assert paths(text) == [(), ("示例市资金办法", "第一章 总则", "第一条")]


def test_a_text_published_anew_below_the_decision_that_amends_it_is_a_document_of_its_own() -> None:
    text = """示例市人大常委会关于修改《示例市促进条例》的决定
示例市人大常委会决定，对《示例市促进条例》作如下修改，并自公布之日起施行：
一、将第三条修改为：“市人民政府设立资金。”
本决定自2024年5月1日起施行。
示例市促进条例
（2019年1月1日通过 根据2024年3月1日决定修正）
目 录
第一章 总则
第二章 附则
第一章 总则
第一条 甲。"""
    assert paths(text)[-1] == ("示例市促进条例", "第一章 总则", "第一条")


def test_two_documents_in_one_file_keep_apart() -> None:
    text = """示例市甲办法
第一条 目的。
第二条 本办法自2024年1月1日起施行。
示例市乙办法
（2023年1月1日公布）
第一条 乙的目的。
第一条 丙的目的，没有标题。"""
    assert paths(text) == [
        ("第一条",),
        ("第二条",),
        ("示例市乙办法",),
        ("示例市乙办法", "第一条"),
        ("第3份文件", "第一条"),
    ]


def test_the_title_again_below_its_header_is_no_other_document() -> None:
    text = "示例市重点产业促进条例\n2024年5月1日示例市人民代表大会常务委员会第三十次会议通过并公布\n重点产业促进条例\n第一条 甲。"
    assert paths(text) == [(), ("第一条",)]


POLICY = """示例市支持企业发展若干政策
为贯彻落实上级部署，支持企业发展，现制定如下政策。
一、总体要求
坚持稳中求进，围绕产业链部署创新链，提高服务企业的水平。
二、重点任务
（一）优化审批流程
1.压缩时限。推行一窗受理、并联审批，将企业开办时间压缩到一个工作日以内，并且向社会公布办理结果、监督电话和投诉渠道，接受监督。
2.精简材料。不再要求企业提交。
（二）加大资金支持。对新引进的企业，按照固定资产投资额的3%给予奖励。
（三）
对连续三年增长的企业，给予一次性奖励二十万元。
三、申报材料
1.申报表
2.营业执照
以上材料一式两份，加盖公章。
四、对列入重点项目的企业，优先保障用地。
第五部分 保障措施
首先，各部门要提高认识。
第一、要加强领导。
第二，要落实责任。"""


def test_the_levels_of_a_policy_paper_nest() -> None:
    assert paths(POLICY) == [
        (),
        ("一、总体要求",),
        ("二、重点任务", "（一）优化审批流程", "1.压缩时限"),
        ("二、重点任务", "（二）加大资金支持"),
        ("二、重点任务", "（三）对连续三年增长的企业"),
        ("三、申报材料",),
        ("四、对列入重点项目的企业",),
        ("第五部分 保障措施",),
    ]


def test_a_clause_without_a_heading_is_called_by_its_first_words() -> None:
    text = f"措施\n一、{'在本市注册并且依法纳税的先进制造业和现代服务业企业'}给予奖励。\n二、完成验收的，兑现。"
    assert paths(text) == [("一、在本市注册并且依法纳税的先进制造业和现代…",), ("二、完成验收的",)]


def test_a_list_of_names_is_no_row_of_headings() -> None:
    assert section(POLICY, "三、申报材料").endswith("加盖公章。")
    text = "通知\n一、材料\n（一）身份证\n（二）营业执照\n（三）承诺书\n以上材料均须加盖公章。"
    assert paths(text) == [("一、材料",)]


def test_first_and_secondly_are_no_headings() -> None:
    assert section(POLICY, "第五部分 保障措施").endswith("第二，要落实责任。")


def test_the_last_item_of_a_list_stays_with_the_others() -> None:
    text = "措施\n一、奖励标准\n（一）租金补贴：按照租金的一半给予补贴；\n（二）装修补贴：按照投入的三成给予补贴。\n二、其他\n完。"
    assert paths(text) == [("一、奖励标准",), ("二、其他",)]


def test_a_part_that_lost_its_mark_stands_beside_the_marked_ones() -> None:
    text = "# 决定\n## 一、审查\n应当审查。\n二、监督\n应当监督。\n## 三、公开\n应当公开。"
    assert paths(text) == [("一、审查",), ("二、监督",), ("三、公开",)]


def test_a_numbered_heading_is_not_joined_with_its_text() -> None:
    assert join_broken("通知\n一、申报时间\n三月一日起。")[0].split("\n")[1:] == ["一、申报时间", "三月一日起。"]


def test_points_with_points_below_them_are_headings() -> None:
    text = "指南\n一、研发补助\n1. 申报条件\n（1）投入达标；\n（2）制度健全。\n2. 补助标准\n给予补助。"
    assert paths(text) == [("一、研发补助", "1. 申报条件"), ("一、研发补助", "2. 补助标准")]


def test_questions_and_answers_are_one_section_called_by_the_question() -> None:
    text = """政策问答
一、申报类
问：哪些企业可以申报？
答：在本市注册的企业，包括：
一、工业企业；
二、物流企业。
问题2：什么时候申报？
答：每年三月。
二、兑现类
3.奖励什么时候到账？
答：公示结束后十日内。"""
    assert paths(text) == [
        ("一、申报类", "哪些企业可以申报？"),
        ("一、申报类", "什么时候申报？"),
        ("二、兑现类", "3.奖励什么时候到账？"),
    ]
    assert section(text, "一、申报类", "哪些企业可以申报？").endswith("二、物流企业。")


def test_decimal_headings_of_a_plan_nest_and_decimal_figures_are_none() -> None:
    text = """应急预案
目 录
1 总则 ...... 1
1.1 编制目的 ...... 1
2 组织体系 ...... 3
1 总则
1.1 编制目的
为了提高处置能力，制定本预案。
1.2 适用范围
本预案适用于投资达到
1.5 亿元的项目。
2 组织体系
2.1 指挥部
2.1.1 组成
市长任总指挥。"""
    assert paths(text) == [
        (),
        ("1 总则", "1.1 编制目的"),
        ("1 总则", "1.2 适用范围"),
        ("2 组织体系", "2.1 指挥部", "2.1.1 组成"),
    ]


def test_articles_are_known_however_their_number_is_written() -> None:
    text = "办法\n第 一 条 甲。\n第２条 乙。\n第3条 丙。\n第三条之一 丁。\n第4-6条 （略）\n第七条\n戊。\n第十－条 己。"
    labels = ["第一条", "第2条", "第3条", "第三条之一", "第4-6条", "第七条", "第十一条"]
    assert paths(text) == [(label,) for label in labels]


def test_english_headings_are_known_and_english_references_are_not() -> None:
    text = "Measures\nChapter 1 General\nArticle 1 These Measures apply.\nArticle 9 of the Law applies.\n§ 2 Other matters."
    assert paths(text) == [("Chapter 1 General", "Article 1"), ("Chapter 1 General", "§ 2")]


@pytest.mark.parametrize(
    "lines",
    [
        "企业应当依照\n第二条 规定的程序申报。",
        "违反本办法\n第五章规定的，由市政府处理。",
        "第五章规定的条件，由市政府认定。",
        "第三章、第四章所列项目优先。",
        "第三条、第四条规定的事项由园区办理。",
        "第三条第二款所称企业，是指工业企业。",
        "第一章所称企业",
        "第二条是关于申报的规定。",
    ],
)
def test_a_reference_at_the_beginning_of_a_line_opens_nothing(lines: str) -> None:
    assert paths(f"办法\n第一条 甲：\n{lines}\n第二条 完。") == [("第一条",), ("第二条",)]


def test_the_next_article_may_begin_as_a_reference_does() -> None:
    text = "办法\n第一条规划编制应当征求意见。\n第二条中小企业可以申请。\n第九条以下规定适用。\n第三条 完。"
    assert paths(text) == [("第一条",), ("第二条",), ("第三条",)]


def test_a_chapter_that_lost_its_number_is_still_a_chapter() -> None:
    text = "条例\n第一章 总则\n第一条 甲。\n法律责任\n第二条 乙。\n第三章 附则\n第三条 丙。"
    assert paths(text) == [("第一章 总则", "第一条"), ("法律责任", "第二条"), ("第三章 附则", "第三条")]


def test_a_part_and_its_name_may_stand_in_two_lines() -> None:
    text = "条例\n第一章\n总 则\n第一条 甲。\n第二章 代表建议、批评和意见\n办理工作的监督\n第二条 乙。\n第三章 监察机关、\n人民检察院\n第三条 丙。"
    assert paths(text) == [
        ("第一章 总 则", "第一条"),
        ("第二章 代表建议、批评和意见办理工作的监督", "第二条"),
        ("第三章 监察机关、人民检察院", "第三条"),
    ]


def test_numbered_parts_above_articles_are_its_chapters() -> None:
    text = "规定\n一、总则\n第一条 甲。\n二、补贴\n第二条 分为：\n一、租金补贴；\n二、装修补贴。"
    assert paths(text) == [("一、总则", "第一条"), ("二、补贴", "第二条")]


def test_marked_headings_lie_in_marked_parts() -> None:
    text = "# 政策\n## 第一章 总则\n### 适用对象\n企业。\n### 条件\n纳税。\n## 第二章 奖励\n有奖励。\n## 附件1 申报表\n表。"
    assert paths(text) == [
        ("第一章 总则", "适用对象"),
        ("第一章 总则", "条件"),
        ("第二章 奖励",),
        ("附件1 申报表",),
    ]


def test_a_table_of_contents_with_other_blanks_or_without_repetition_is_none_of_the_outline() -> None:
    assert paths("条例\n目录\n第一章 总则\n第二章 附则\n第一章 总 则\n第一条 甲。\n第二章 附 则\n第二条 乙。") == [
        (),
        ("第一章 总 则", "第一条"),
        ("第二章 附 则", "第二条"),
    ]
    assert paths("条例\n第一章 总则\n第二章 奖励\n第三章 附则\n第一条 甲。\n第二条 乙。")[-1] == ("第二条",)


def test_a_heading_with_nothing_below_it_is_a_line_of_what_stands_above() -> None:
    text = "办法\n第一条 甲。\n第二条 乙。\n附件2"
    assert section(text, "第二条") == "第二条 乙。\n附件2"
