from datetime import date

import pytest

from assistant.places import whereabouts
from assistant.scope import Scope, scope_of
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
    ],
)
def test_a_past_time_that_the_question_goes_back_to_is_the_day_of_judgement(question: str, day: date | None) -> None:
    assert scope(question).as_of == day


def test_what_a_person_has_set_counts_more_than_what_the_question_says() -> None:
    filters = Filters(region="浙江", as_of=date(2021, 1, 1))
    assert Scope("河北省", date(2020, 12, 31)).within(filters) == filters
    assert Scope("河北省").within(Filters()) == Filters(region="河北省")


def test_the_scope_is_said_in_words() -> None:
    assert Scope("河北省", date(2020, 12, 31)).said == "地区 河北省，时点 2020-12-31"
    assert Scope().said == ""
