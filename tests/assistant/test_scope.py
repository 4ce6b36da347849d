from datetime import date

import pytest

from assistant.places import whereabouts
from assistant.scope import Scope, on_the_day, scope_of, without_time
from index.hit import Filters

TODAY = date(2026, 6, 1)
HELD = {"河北省廊坊市", "河北省沧州市", "浙江省"}


def scope(question: str) -> Scope:
    return scope_of(question, whereabouts(question), HELD, TODAY)


@pytest.mark.parametrize(
    ("question", "region"),
    [
        ("廊坊有哪些租金补贴？", "河北省廊坊市"),
        ("河北省廊坊市的租金补贴", "河北省廊坊市"),
        ("河北的企业搬迁有补贴吗？", "河北省"),
        ("廊坊和沧州哪个补贴高？", None),
        ("从北京搬到廊坊有补贴吗？", None),
        ("四川的企业有补贴吗？", None),
        ("租金补贴多少？", None),
    ],
)
def test_one_region_that_documents_are_of_narrows_the_search(question: str, region: str | None) -> None:
    assert scope(question).region == region


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("2020年时租金补贴是多少？", date(2020, 12, 31)),
        ("2020年5月当时的规定还有效吗", date(2020, 5, 31)),
        ("２０２０年2月30日那时有效吗", date(2020, 2, 29)),
        ("2030年时有补贴吗？", None),
        ("2020年的补贴是多少？", None),
        ("2020年时代广场项目", None),
        ("去年的时候租金补贴是多少？", date(2025, 12, 31)),
        ("前年5月时补贴多少", date(2024, 5, 31)),
        ("2022-06-30那天有效的规定", date(2022, 6, 30)),
        ("2023年那会儿企业扩岗每人补贴多少？", date(2023, 12, 31)),
        ("按2021年的标准，租金补贴多少？", date(2021, 12, 31)),
        ("按照去年的政策能补多少", date(2025, 12, 31)),
        ("去年税收是多少？", None),
        ("2021年的标准厂房有多少平方米？", None),
    ],
)
def test_a_past_time_that_the_question_goes_back_to_is_the_day_of_judgement(question: str, day: date | None) -> None:
    assert scope(question).as_of == day


@pytest.mark.parametrize(
    ("question", "left"),
    [("按去年的标准，租金补贴多少？", "标准，租金补贴多少？"), ("2021年时租金补贴多少？", "租金补贴多少？")],
)
def test_the_time_itself_is_not_searched_for(question: str, left: str) -> None:
    assert without_time(question) == left


@pytest.mark.parametrize(
    ("day", "coming"), [(None, True), (date(2026, 6, 1), True), (date(2030, 1, 1), True), (date(2026, 5, 31), False)]
)
def test_for_a_past_day_what_came_later_is_left_out(day: date | None, coming: bool) -> None:
    assert on_the_day(Filters(as_of=day), TODAY) == Filters(as_of=day, include_coming=coming)


def test_what_a_person_has_set_counts_more_than_what_the_question_says() -> None:
    filters = Filters(region="浙江", as_of=date(2021, 1, 1))
    assert Scope("河北省", date(2020, 12, 31)).within(filters) == filters
    assert Scope("河北省").within(Filters()) == Filters(region="河北省")


def test_the_scope_is_said_in_words() -> None:
    assert Scope("河北省", date(2020, 12, 31)).said == "地区 河北省，时点 2020-12-31"
    assert Scope().said == ""
