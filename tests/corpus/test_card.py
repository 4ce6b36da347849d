"""The identity card as `load` makes it: what a sidecar or front matter says wins over the text."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpus.document import Card, Kind, Level, Status
from corpus.errors import UnreadableFile
from corpus.identity.level import find_level
from corpus.identity.topics import find_topics
from corpus.load import load

TEXT = (
    "示例市招商引资办法\n示政发〔2024〕12号\n示例市人民政府 2024年3月1日\n"
    "第一条 为促进招商引资，制定本办法。\n第二条 本办法自2024年4月1日起施行，有效期三年。\n"
)
DECLARED = [
    ("title", "甲办法", "title", "甲办法"),
    ("标题", "甲办法", "title", "甲办法"),
    ("issuer", "示例市商务局", "issuer", "示例市商务局"),
    ("发文机关", "示例市商务局", "issuer", "示例市商务局"),
    ("doc_number", "示商[2020] 1 号", "doc_number", "示商〔2020〕1号"),
    ("region", "沧州", "region", "河北省沧州市"),
    ("level", "园区", "level", Level.PARK),
    ("级别", "国家", "level", Level.NATIONAL),
    ("kind", "新闻", "kind", Kind.NEWS),
    ("topics", "[人才, 金融]", "topics", ("人才", "金融")),
    ("主题", "人才、金融", "topics", ("人才", "金融")),
    ("topics", "[]", "topics", ()),
    ("adopted_on", "2024-02-28", "adopted_on", date(2024, 2, 28)),
    ("published_on", "二○二四年三月五日", "published_on", date(2024, 3, 5)),
    ("发布日期", "2024年3月5日", "published_on", date(2024, 3, 5)),
    ("url", "https://example.org/a", "url", "https://example.org/a"),
]
DECLARED_VALIDITY = [
    ("effective_on", "2024-05-01", "effective_on", date(2024, 5, 1)),
    ("expires_on", "2025-05-01", "expires_on", date(2025, 5, 1)),
    ("失效日期", "2025.5.1", "expires_on", date(2025, 5, 1)),
    ("repealed_on", "2024-09-01", "repealed_on", date(2024, 9, 1)),
    ("repealed_by", "示例市新办法", "repealed_by", "示例市新办法"),
]


def card(folder: Path, *, sidecar: str | bytes | None = None, front: str | None = None) -> Card:
    path = folder / "a.md"
    path.write_text((f"---\n{front}\n---\n" if front else "") + TEXT, encoding="utf-8")
    if sidecar is not None:
        content = sidecar.encode() if isinstance(sidecar, str) else sidecar
        (folder / "a.meta.yaml").write_bytes(content)
    return load(path).card


@pytest.mark.parametrize(("field", "written", "name", "value"), DECLARED)
def test_a_sidecar_and_front_matter_win_over_the_text(
    tmp_path: Path, field: str, written: str, name: str, value: Any
) -> None:
    assert getattr(card(tmp_path, front=f"{field}: {written}"), name) == value
    assert getattr(card(tmp_path, sidecar=f"{field}: {written}"), name) == value


@pytest.mark.parametrize(("field", "written", "name", "value"), DECLARED_VALIDITY)
def test_so_does_what_they_say_of_validity(tmp_path: Path, field: str, written: str, name: str, value: Any) -> None:
    assert getattr(card(tmp_path, front=f"{field}: {written}").validity, name) == value
    assert getattr(card(tmp_path, sidecar=f"{field}: {written}").validity, name) == value


def test_a_sidecar_wins_over_front_matter(tmp_path: Path) -> None:
    found = card(tmp_path, sidecar="issuer: 甲局", front="issuer: 乙局\nregion: 沧州")
    assert (found.issuer, found.region) == ("甲局", "河北省沧州市")


def test_a_declared_day_of_repeal_is_enough_to_be_repealed(tmp_path: Path) -> None:
    validity = card(tmp_path, sidecar="废止日期: 2024-09-01").validity
    assert [validity.status(date(2024, month, 1)) for month in (8, 9)] == [Status.IN_FORCE, Status.REPEALED]


def test_effect_from_publication_uses_a_declared_day(tmp_path: Path) -> None:
    path = tmp_path / "b.txt"
    path.write_text("示例市办法\n第一条 甲。\n第二条 本办法自公布之日起施行。\n", encoding="utf-8")
    (tmp_path / "b.meta.yaml").write_text("published_on: 2024-03-05", encoding="utf-8")
    assert load(path).card.validity.effective_on == date(2024, 3, 5)


@pytest.mark.parametrize(
    ("sidecar", "reason"),
    [
        ("kind: 通知书", "kind 写作“通知书”，应为法规、规章、规范性文件、政策解读、新闻、办事指南之一"),
        ("级别: 乡镇", "level 写作“乡镇”，应为国家、省级、市级、区县级、园区之一"),
        ("施行日期: 明年", "effective_on 写作“明年”，不是日期，请写成 2024-03-01"),
        ("published_on: 2024-02-31", "不是 YAML"),
        ("title: [甲", "不是 YAML"),
        ("只有一句话", "每行应写作“字段: 值”"),
        ("标题: 甲".encode("gb18030"), "不是 UTF-8 编码"),
    ],
)
def test_a_broken_sidecar_is_refused_with_its_reason(tmp_path: Path, sidecar: str | bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=r"a\.meta\.yaml 无法使用") as caught:
        card(tmp_path, sidecar=sidecar)
    assert reason in str(caught.value)


def test_front_matter_of_a_web_page_may_use_the_words_otherwise(tmp_path: Path) -> None:
    found = card(tmp_path, front="kind: article\nlevel: 3\ndate: soon\nissuer: 甲局")
    assert (found.kind, found.level, found.issuer) == (Kind.NORMATIVE, Level.CITY, "甲局")


@pytest.mark.parametrize(
    ("title", "issuer", "region", "level"),
    [
        ("中华人民共和国某法", "全国人民代表大会常务委员会", None, Level.NATIONAL),
        ("关于某事的公告", "财政部、税务总局", None, Level.NATIONAL),
        ("关于某事的意见", "国务院办公厅", None, Level.NATIONAL),
        ("国家级高新区政策", None, "河北省沧州市", Level.PARK),
        ("河北省某办法", "河北省人民政府", "河北省", Level.PROVINCE),
        ("北京市某条例", "北京市人民代表大会常务委员会", "北京市", Level.PROVINCE),
        ("沧州市某办法", "沧州市商务局", "河北省沧州市", Level.CITY),
        ("示例市某办法", None, "示例市", Level.CITY),
        ("三河市某办法", "三河市人民政府", "河北省廊坊市三河市", Level.DISTRICT),
        ("浦东新区某规定", "上海市人民代表大会常务委员会", "上海市浦东新区", Level.PROVINCE),
        ("浦东新区某意见", None, "上海市浦东新区", Level.DISTRICT),
        ("某开发区扶持办法", "示例市某经济开发区管理委员会", "示例市", Level.PARK),
        ("某高新技术产业开发区扶持办法", None, None, Level.PARK),
        ("某开发区条例", "示例市人民代表大会常务委员会", "示例市", Level.CITY),
        ("某办法", None, None, None),
    ],
)
def test_the_level_is_that_of_the_issuer_then_of_title_and_place(
    title: str, issuer: str | None, region: str | None, level: Level | None
) -> None:
    assert find_level(title, issuer, region) is level


@pytest.mark.parametrize(
    ("title", "text", "topics"),
    [
        ("示例市招商引资办法", "鼓励招商引资。", ("招商引资",)),
        ("示例市知识产權保護辦法", "專利和商標。", ("知识产权",)),
        ("某办法", "高层次人才。人才公寓。博士后。院士。\n贷款和融资，上市。", ("人才", "金融")),
        ("某办法", "企业提到一次土地。", ()),
        ("", "", ()),
    ],
)
def test_topics_are_told_by_title_and_words(title: str, text: str, topics: tuple[str, ...]) -> None:
    assert find_topics(title, text) == topics


def test_there_are_never_more_than_three_topics() -> None:
    words = "招商引资 人才引进 专利 消费者 旅游 安全生产 "
    assert len(find_topics("某办法", words * 5)) == 3
