import pytest

from corpus.regions import canonical, covers, find


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("沧州市招商引资办法", "河北省沧州市"),
        ("河北省廊坊市三河市", "河北省廊坊市三河市"),
        ("燕郊高新区启动招商", "河北省廊坊市三河市"),
        ("海口高新區簽約", "海南省海口市"),
        ("天津滨海新区出台意见", "天津市滨海新区"),
        ("平原经济开发区", "山东省德州市平原县"),
        ("示例市产业园区", "示例市"),
        ("吉林市企业", "吉林省吉林市"),
        ("厂房面积四平方米，长治久安", None),
        ("中小企业促进办法", None),
    ],
)
def test_finds_the_place_that_a_text_is_about(text: str, place: str | None) -> None:
    assert find(text) == place


@pytest.mark.parametrize(
    ("typed", "region", "inside"),
    [
        ("河北", "河北省廊坊市", True),
        ("河北省", "河北省", True),
        ("河北省廊坊", "河北省廊坊市三河市", True),
        ("北三县", "河北省廊坊市香河县", True),
        ("北三县", "河北省廊坊市固安县", False),
        ("大厂", "河北省廊坊市大厂回族自治县", True),
        ("京津冀", "天津市滨海新区", True),
        ("海口、三亚", "海南省三亚市", True),
        ("朝阳区", "北京市朝阳区", True),
        ("沧州", "河北省", False),
        ("滨海", "天津市滨海新区", True),
        ("", "河北省", False),
    ],
)
def test_a_filter_covers_what_lies_in_the_place(typed: str, region: str, inside: bool) -> None:
    assert covers(typed, region) is inside


def test_a_name_that_is_a_place_gets_its_full_name() -> None:
    assert canonical("廊坊") == "河北省廊坊市"
    assert canonical("某产业园") is None
