import pytest

from corpus.romanized import with_chinese_places


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Langfang 有哪些租金补贴", "廊坊市 有哪些租金补贴"),
        ("incentives in Hebei Province", "incentives in 河北省"),
        ("moving from BEIJING to Xiong’an New Area", "moving from 北京市 to 雄安新区"),
        ("xian 的高新区", "西安市 的高新区"),
        ("Xi'an", "西安市"),
        ("Shaanxi and Shanxi", "陕西省 and 山西省"),
    ],
)
def test_a_place_written_in_english_is_understood(typed: str, meant: str) -> None:
    assert with_chinese_places(typed) == meant


@pytest.mark.parametrize("typed", ["AI 企业", "PPP 项目", "Beijinger", "Hebeiology", "没有英文", "LPR", ""])
def test_other_words_stay_as_they_are(typed: str) -> None:
    assert with_chinese_places(typed) == typed
