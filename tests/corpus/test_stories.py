"""A newspaper page: no passage mixes two of its stories, and a headline stands with its own."""

from pathlib import Path

from corpus.load import load
from corpus.split import split

FIRST = "东湖园区上半年签约项目二十个，总投资六十亿元，比去年同期增长两成，其中高端装备项目占到一半以上。"
SECOND = "青岚园区日前出台物流补贴办法，对企业的货运费用给予补贴，每家企业每年最高三十万元，连续补贴三年。"
THIRD = "西湾园区的人才公寓本月交付使用，首批三百套房源面向入驻企业的职工，租金为市场价格的六成。"


def paths_of(tmp_path: Path, text: str) -> dict[str, tuple[str, ...]]:
    """The heading path of each of the three stories' passages; fails where one passage holds two stories."""
    path = tmp_path / "page.txt"
    path.write_text(text, encoding="utf-8")
    chunks = split(load(path))
    assert all(sum(story[:8] in chunk.text for story in (FIRST, SECOND, THIRD)) <= 1 for chunk in chunks)
    return {
        name: next(chunk.path for chunk in chunks if story[:8] in chunk.text)
        for name, story in (("first", FIRST), ("second", SECOND), ("third", THIRD))
        if story in text
    }


def test_stories_with_their_datelines_are_kept_apart_under_their_headlines(tmp_path: Path) -> None:
    text = (
        f"东湖园区招商提速\n本报讯（记者 张三）{FIRST}\n青岚园区为物流减负\n本报讯（记者 李四）{SECOND}\n"
        f"西湾园区人才公寓交付\n新华社示例市5月6日电（记者王五）{THIRD}"
    )
    paths = paths_of(tmp_path, text)
    assert paths["second"][0] == "青岚园区为物流减负"
    assert paths["third"][0] == "西湾园区人才公寓交付"
    assert "青岚" not in "".join(paths["first"])


def test_a_part_that_began_on_another_page_is_a_story_of_its_own(tmp_path: Path) -> None:
    text = f"东湖园区招商提速\n（上接第一版）\n{FIRST}\n（上接第二版）{SECOND}\n西湾园区人才公寓交付\n（上接第三版）\n{THIRD}"
    paths = paths_of(tmp_path, text)
    assert paths["first"] == ()
    assert paths["second"] == ("另一篇报道（上接第二版）",)
    assert paths["third"][0] == "西湾园区人才公寓交付"


def test_a_box_beside_a_story_is_its_own_part(tmp_path: Path) -> None:
    text = f"东湖园区招商提速\n{FIRST}\n记者手记\n{SECOND}"
    assert paths_of(tmp_path, text)["second"] == ("记者手记",)


def test_an_article_of_an_agency_is_one_story(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(f"东湖园区招商提速\n新华社示例市5月6日电 {FIRST}\n{SECOND}\n{THIRD}", encoding="utf-8")
    assert {section.path for section in load(path).sections} == {()}
