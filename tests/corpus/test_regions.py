import pytest

from corpus.document import Level
from corpus.regions import canonical, covers, find, standing


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
        ("黄河南岸的长江西路和中山东路", None),
        ("第三河流域、贸易县级、贡献县城", None),
        ("宁波市江北区政府", "浙江省宁波市江北区"),
        ("重庆市江北区政府", "重庆市江北区"),
        ("江北区政府", None),
        ("舟山市普陀区", "浙江省舟山市普陀区"),
        ("河北献县", "河北省沧州市献县"),
        ("酉阳土家族苗族自治县条例", "重庆市酉阳土家族苗族自治县"),
        ("横琴合作区", "广东省珠海市"),
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


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("河北省", Level.PROVINCE),
        ("上海市商务委员会", Level.PROVINCE),
        ("沧州市商务局", Level.CITY),
        ("示例市商务局", Level.CITY),
        ("上海市浦东新区商务委", Level.DISTRICT),
        ("某公司", None),
    ],
)
def test_a_place_has_a_level(name: str, level: Level | None) -> None:
    assert standing(name) is level


def test_a_name_that_several_places_share_covers_them_all() -> None:
    assert covers("江北区", "浙江省宁波市江北区")
    assert covers("江北区", "重庆市江北区")
    assert canonical("江北区") is None
    assert canonical("河北") == "河北省"


def test_a_name_that_is_a_place_gets_its_full_name() -> None:
    assert canonical("廊坊") == "河北省廊坊市"
    assert canonical("某产业园") is None
