"""What cleaning does to lines, and what it must leave alone."""

import pytest

from corpus.readers.reading import Reading
from corpus.repair.boilerplate import remove_boilerplate
from corpus.repair.clean import clean
from corpus.repair.lines import join_broken, join_wrapped, tidy
from corpus.repair.pinyin import remove_pinyin


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("標(biāo)題(tí)", "標題"),
        ("高新區（qū）招商", "高新區招商"),
        ("產(chǎn)業(yè)園", "產業園"),
        ("企业(含分公司)", "企业(含分公司)"),
        ("研发中心(R&D)", "研发中心(R&D)"),
        ("品牌(café)", "品牌(café)"),
        ("堃（kūn）城", "堃城"),
        ("标题(biāo tí)改了", "标题改了"),
        ("标(biao1)题(ti2)", "标题"),
        ("绿(lǜ)色(sè)女(nǚ)", "绿色女"),
        ("人工智能(AI)与政府和社会资本合作(PPP)", "人工智能(AI)与政府和社会资本合作(PPP)"),
        ("手机应用(app)和智能(ai)", "手机应用(app)和智能(ai)"),
        ("标(biao)题(ti)产(chan)业(ye)园(yuan)", "标题产业园"),
        ("標biāo題tí產chǎn業", "標題產業"),
        ("第(3)项、5(万)元", "第(3)项、5(万)元"),
    ],
)
def test_pinyin_behind_characters_goes_and_remarks_stay(shown: str, expected: str) -> None:
    assert remove_pinyin(shown)[0] == expected


def test_white_space_is_tidied_and_empty_lines_go() -> None:
    assert tidy("　　第一章　　总则 \n\n \u200b\n第一条\u00a0为了") == "第一章 总则\n第一条 为了"


@pytest.mark.parametrize(
    "lines",
    [
        ("题目", "作为园区的标志性工程，专门服务企业的商贸城于去年8月", "18日正式开业，引来商户。"),
        ("题目", "手续非常顺利，企业悬着的", "心终于放下。随后开工。"),
        ("题目", "园区签约项目40个。今年的总投资", "97.8亿元，其中外资3亿元。"),
        ("题目", "经《关于支持企业落户的", "若干措施》明确，给予奖励。"),
        ("题目", "各级政府应当加强领导", "，落实责任。"),
    ],
)
def test_a_line_broken_in_mid_sentence_is_joined(lines: tuple[str, ...]) -> None:
    assert join_broken("\n".join(lines)) == (f"{lines[0]}\n{lines[1]}{lines[2]}", 1)


@pytest.mark.parametrize(
    "lines",
    [
        ("题目", "精准对接，促进协同共赢", "4月26日，商贸城外车水马龙，商户正在整理货架并招呼来自各地的客人。"),
        ("题目", "有下列情形之一的", "（一）提供虚假材料的；"),
        ("题目", "示例市人民政府", "2024年3月1日"),
        ("题目", "本办法由市财政局负责解释", "第九条 本办法自公布之日起施行。"),
        ("题目", "档次：一档 | 奖励：50万元", "档次：二档 | 奖励：20万元"),
        ("题目", "签约仪式举行。（本报记者摄）", "二期项目位于园区北部，总投资9亿元。"),
        ("题目", "2010年5月1日某市人大通过，《关于修改的决定》修正", "2016年3月2日某市人大再次修正"),
    ],
)
def test_lines_that_end_where_they_should_stay_apart(lines: tuple[str, ...]) -> None:
    text = "\n".join(lines)
    assert join_broken(text) == (text, 0)


def test_lines_of_a_page_are_joined_into_paragraphs() -> None:
    page = "第一章 总则\n第一条 为支持企业在本市投资兴业并且做大做强主\n导产业，制定本办法。\n第二条 本办法适用于在本市注册纳税的各类企业和\n\f机构。"
    text, count = join_wrapped(page)
    assert count == 2
    assert "做大做强主导产业，制定" in text
    assert "企业和\f机构" in text
    assert text.startswith("第一章 总则\n第一条")


def test_text_wrapped_at_a_fixed_width_is_joined_into_paragraphs() -> None:
    whole = [
        "各位同事：现将本季度园区招商工作的安排通知如下，请各部门认真准备，按时报送有关材料，并在月底以前完成汇总。",
        "第一条 企业租用标准厂房的，前两年按照实际租金的百分之五十给予补贴，每家企业每年最高一百万元，连续补贴三年。",
        "第二条 企业购置新设备的，按照设备投资额的百分之十给予补助，每家企业累计最高五百万元，分两年拨付到位。",
        "第三条 企业引进人才的，按照人才层次给予安家补贴，并优先安排人才公寓，租金为市场价格的六成，最长三年。",
    ]
    wrapped = [line[at : at + 20] for line in whole for at in range(0, len(line), 20)]
    assert clean(Reading("\n".join(wrapped))).text.split("\n") == whole


@pytest.mark.parametrize(
    "lines",
    [
        ["东湖春来早，青岚客自忙", "长路连新市，高楼接晓光"] * 5,
        [f"{n}．示例{n}号企业，营业执照，完税证明" for n in range(1, 12)],
        ["示例市财政局", "示例市统计局", "示例市商务局", "示例市审计局"] * 3,
    ],
    ids=["verse", "list", "signatures"],
)
def test_verse_lists_and_signatures_keep_their_lines(lines: list[str]) -> None:
    assert clean(Reading("\n".join(["题目", *lines]))).text.split("\n")[1:] == lines


def test_what_could_not_be_restored_is_reported_with_its_places() -> None:
    hurt = "企业应当在海口注册并且纳税。\n园区招商局选择??诘脑?。"
    notes = {repair.step: repair.note for repair in clean(Reading(hurt)).repairs}
    assert "“园区招商局选择" in notes["missing"]


@pytest.mark.parametrize(
    "line",
    [
        "责任编辑：张三",
        "转载须注明来源示例日报",
        "Copyright © 2020 某网 All Rights Reserved",
        "首页 > 政务公开 > 通知公告",
        "上一篇：关于道路施工的通告",
        "微信扫一扫，分享到朋友圈",
        "版权所有：示例网",
        "【打印】【关闭】",
    ],
)
def test_page_furniture_is_dropped(line: str) -> None:
    text = f"园区给予企业租金补贴，每年最高100万元，连续补贴三年。\n{line}\n园区还给予装修补贴，按照实际费用的两成计算，最高不超过六十万元。"
    assert remove_boilerplate(text)[0] == text.replace(line + "\n", "")


@pytest.mark.parametrize(
    "line",
    [
        "第二十四条 公共图书馆应当设置盲文阅读、无障碍阅读区。",
        "现场检查时，应当扫描营业执照二维码，并不得改变检查单的内容。",
        "企业对审核结果有异议的，可以申请复审。",
        "相关新闻媒体应当加强宣传。",
    ],
)
def test_provisions_that_hold_the_same_words_stay(line: str) -> None:
    assert remove_boilerplate(f"题目\n{line}")[0] == f"题目\n{line}"


def test_links_below_the_text_are_cut_off() -> None:
    text = "园区签约项目十九个，总额二百亿元，涵盖医药、制造和现代金融。\n相关链接：\n某园区招来项目\n转载须注明来源"
    assert remove_boilerplate(text) == (text.split("\n")[0], 3)


def test_each_step_that_did_something_says_so() -> None:
    cleaned = clean(Reading("標(biāo)題\n園區(qū)給予補貼，最高一百萬元，連續三年。\n責任編輯：某某"))
    assert cleaned.text == "標題\n園區給予補貼，最高一百萬元，連續三年。"
    assert [(repair.step, repair.count) for repair in cleaned.repairs] == [("pinyin", 2), ("boilerplate", 1)]
    assert all("处" in repair.note or "行" in repair.note for repair in cleaned.repairs)
