from datetime import date
from pathlib import PurePath

import pytest

from corpus.document import Kind
from corpus.identity.metadata import Metadata, read_metadata

BODY = "第一条 为支持企业发展，制定本办法。\n第二条 企业可以申请补贴。"


def of(text: str, path: str = "甲/0a1b.txt", headings: tuple[str, ...] = (), given: str | None = None) -> Metadata:
    return read_metadata(text, headings, PurePath(path), given)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"示例市产业扶持办法\n示政发〔2024〕12号\n{BODY}", "示例市产业扶持办法"),
        (
            f"示例市人民政府文件\n示政发〔2024〕12号\n示例市人民政府\n关于印发产业扶持办法的通知\n{BODY}",
            "示例市人民政府关于印发产业扶持办法的通知",
        ),
        ("（上接第一版）\n甲市全力打造承载地\n" + "园区今年签约项目四十个。" * 8, "甲市全力打造承载地"),
        (f"标题：示例市产业扶持办法\n文号：示政发〔2024〕12号\n{BODY}", "示例市产业扶持办法"),
        (
            f"示例市人民代表大会常务委员会\n关于加强产业园区\n建设的决定\n{BODY}",
            "示例市人民代表大会常务委员会关于加强产业园区建设的决定",
        ),
        (
            f"示政发〔2024〕12号\n示例市人民政府关于印发《示例市\n产业扶持办法》的通知\n各区人民政府：\n{BODY}",
            "示例市人民政府关于印发《示例市产业扶持办法》的通知",
        ),
        (
            f"关于印发《产业扶持办法》的通知\n各区人民政府：\n现印发给你们。\n产业扶持办法\n{BODY}",
            "关于印发《产业扶持办法》的通知",
        ),
        (f"索引号：0001\n发文机关：示例市商务局\n产业扶持办法（试行）\n{BODY}", "产业扶持办法（试行）"),
        ("《产业扶持办法》政策解读\n发布日期：2024-03-01\n一、背景\n说明。", "《产业扶持办法》政策解读"),
        ("园区三个项目集中签约\n2024-03-01 来源：示例日报\n" + "园区今年签约。" * 12, "园区三个项目集中签约"),
        ("原标题：园区启动“招商月”\n" + "园区今年签约项目四十个。" * 8, "园区启动“招商月”"),
        (
            "今年以来，某开发区聚焦主导产业，聚焦创新发展，聚焦追赶超越抓招商引资工作，成果不少。",
            "今年以来，某开发区聚焦主导产业，聚焦创新发展…",
        ),
    ],
)
def test_the_title_is_found_where_a_reader_finds_it(text: str, title: str) -> None:
    assert of(text).title == title


def test_a_title_is_never_empty() -> None:
    assert of("。", path="园区收费标准说明.txt").title == "园区收费标准说明"
    assert of("。", path="a1.txt").title == "a1"


def test_a_damaged_page_title_is_mended_from_the_text() -> None:
    assert of("原标题：园区启动“招商月”\n正文。", given="园区启动_招商月_").title == "园区启动“招商月”"


@pytest.mark.parametrize(
    "number",
    ["示政发〔2024〕12号", "示政发[2024]12号", "示政发【2024】12号", "示政发（2024）12 号", "示政发〔2024〕第12号"],
)
def test_a_document_number_is_known_in_any_brackets(number: str) -> None:
    assert of(f"示例市产业扶持办法\n{number}\n{BODY}").doc_number == "示政发〔2024〕12号"


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        ("示例市人民政府令\n第 38 号", "示例市人民政府令第38号"),
        ("示例省人民政府令 （第258号）", "示例省人民政府令第258号"),
        ("中华人民共和国主席令第三十号", "中华人民共和国主席令第三十号"),
        ("某部 某总局公告2023年第12号", "某部 某总局公告2023年第12号"),
        ("某总局公告（2024年第5号）", "某总局公告2024年第5号"),
        ("示例市人民代表大会常务委员会公告 〔十五届〕第12号", "示例市人民代表大会常务委员会公告第12号"),
        ("发文字号：示商﹝2025﹞1号", "示商〔2025〕1号"),
        ("根据2018年示例市人民政府令第12号修改", None),
        ("《示例市旧办法》（示政发〔2020〕8号）", None),
    ],
)
def test_orders_and_notices_have_numbers_too(lines: str, number: str | None) -> None:
    assert of(f"示例市产业扶持办法\n{lines}\n{BODY}").doc_number == number


def test_the_number_of_another_document_is_not_its_own() -> None:
    text = f"示例市产业扶持办法\n根据《示例市若干措施》（示政发〔2024〕12号），制定本办法。\n{BODY}"
    assert of(text).doc_number is None


def test_the_number_of_an_order_stands_without_its_date() -> None:
    text = f"示例市产业办法\n（2026年9月30日示例市人民政府令第38号公布 自2027年1月1日起施行）\n{BODY}"
    found = of(text)
    assert (found.doc_number, found.issuer) == ("示例市人民政府令第38号", "示例市人民政府")
    assert (found.kind, found.enactment.published_on) == (Kind.RULE, date(2026, 9, 30))


@pytest.mark.parametrize(
    ("header", "issuer"),
    [
        ("示例市财政局　2023年9月12日", "示例市财政局"),
        ("示例市工业和信息化局 示例市财政局 2024年12月6日", "示例市工业和信息化局、示例市财政局"),
        ("（示例市人民政府2024年3月15日印发）", "示例市人民政府"),
        ("发文机关：示例市商务局 | 发文字号：示商〔2025〕1号", "示例市商务局"),
        ("2023年11月30日示例市第五届人民代表大会常务委员会第九次会议通过", "示例市人民代表大会常务委员会"),
        ("（本文件为演示用虚构文本）", None),
        ("示例市人民政府文件", "示例市人民政府"),
        ("发布单位：示例市商务局 发布日期：2024年3月1日", "示例市商务局"),
        ("2024年3月1日日照市第十九届人民代表大会常务委员会第三次会议通过", "日照市人民代表大会常务委员会"),
        ("2002年6月29日第九届全国人民代表大会常务委员会第二十八次会议通过", None),
    ],
)
def test_the_issuer_stands_in_the_header(header: str, issuer: str | None) -> None:
    assert of(f"示例市产业扶持办法\n{header}\n{BODY}").issuer == issuer


def test_the_issuer_and_the_day_may_stand_at_the_end() -> None:
    found = of(f"关于开展申报工作的通知\n各有关企业：\n{'请按要求报送材料。' * 10}\n示例市商务局\n2026年2月20日")
    assert (found.issuer, found.enactment.published_on) == ("示例市商务局", date(2026, 2, 20))


@pytest.mark.parametrize(
    ("title", "path", "region"),
    [
        ("沧州市招商引资办法", "a.txt", "河北省沧州市"),
        ("园区管理条例", "资料/浙江/a.txt", "浙江省"),
        ("园区管理条例", "a.txt", None),
    ],
)
def test_the_region_comes_from_title_then_folder(title: str, path: str, region: str | None) -> None:
    assert of(f"{title}\n{BODY}", path=path).region == region


def test_an_article_is_about_the_city_that_it_keeps_naming() -> None:
    text = "题目很长的一则消息\n在2017海南活动上，海口高新区签约。海口负责人介绍，海口还将推进项目落地，欢迎企业到访。"
    assert of(text).region == "海南省海口市"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"示例市产业园区促进条例\n{BODY}", Kind.REGULATION),
        (f"示例市产业扶持办法\n示政发〔2024〕12号\n{BODY}", Kind.NORMATIVE),
        ("《示例市产业扶持办法》政策解读\n一、背景\n说明。", Kind.INTERPRETATION),
        ("企业落户办事指南\n一、材料\n申请表。", Kind.GUIDE),
        ("园区出台支持企业的意见\n记者日前获悉，园区出台意见。", Kind.NEWS),
        ("甲乙丙\n丁戊己", None),
    ],
)
def test_the_kind_is_told_by_title_and_words(text: str, kind: Kind | None) -> None:
    assert of(text).kind == kind
