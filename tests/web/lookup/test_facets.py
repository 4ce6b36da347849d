"""Each choice says how many documents it would leave."""

import datetime

import pytest

from assistant.web.lookup.facets import narrow
from assistant.web.lookup.holding import held, places
from assistant.web.lookup.state import Facet, Sought, sought_of
from corpus.document import Card, Kind, Validity
from tests.fakes import make_card

TODAY = datetime.date(2026, 11, 1)


def card(
    name: str, region: str, year: int, kind: Kind = Kind.REGULATION, expires_on: datetime.date | None = None
) -> Card:
    day = datetime.date(year, 5, 1)
    return make_card(name, doc_id=name, region=region, kind=kind, published_on=day, validity=Validity(day, expires_on))


CARDS = (
    card("甲", "河北省", 2024),
    card("乙", "河北省廊坊市", 2024, Kind.NORMATIVE),
    card("丙", "河北省廊坊市", 2020, expires_on=datetime.date(2022, 1, 1)),
    card("丁", "北京市", 2024),
)


def counts(query: str, facet: Facet) -> dict[str, int]:
    return dict(narrow(held(CARDS, TODAY), sought_of(query)).counts[facet])


def left(query: str) -> list[str]:
    return [one.doc_id for one in narrow(held(CARDS, TODAY), sought_of(query)).left]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", "甲乙丙丁"),
        ("region=河北省", "甲乙丙"),
        ("region=河北省廊坊市", "乙丙"),
        ("region=河北省廊坊市&region=北京市", "乙丙丁"),
        ("region=河北省&year=2024", "甲乙"),
        ("status=expired", "丙"),
        ("kind=规范性文件&status=expired", ""),
    ],
)
def test_within_a_facet_any_choice_is_enough_and_all_facets_must_be_met(query: str, names: str) -> None:
    assert left(query) == list(names)


@pytest.mark.parametrize("query", ["", "year=2024", "region=河北省", "region=北京市&year=2024", "status=in_force"])
def test_a_count_is_what_the_choice_would_leave(query: str) -> None:
    sought = sought_of(query)
    for facet in Facet:
        for value, count in counts(query, facet).items():
            alone = sought_of(f"{sought.without(facet).query}&{facet.value}={value}")
            assert count == len(left(alone.query)), (facet, value)


def test_what_a_filter_hides_is_counted_for_the_way_back() -> None:
    narrowed = narrow(held(CARDS, TODAY), sought_of("region=北京市&year=2020"))
    assert narrowed.left == ()
    assert narrowed.regained == {Facet.REGION: 1, Facet.YEAR: 1}


def test_a_status_is_that_of_the_day_that_was_asked_for() -> None:
    then = held(CARDS, datetime.date(2021, 1, 1))
    assert [one.doc_id for one in narrow(then, sought_of("status=in_force")).left] == ["丙"]
    assert len(narrow(then, Sought()).left) == 4


@pytest.mark.parametrize(
    ("region", "inside"),
    [
        ("山东省青岛市黄岛区", ("山东省", "山东省青岛市", "山东省青岛市黄岛区")),
        ("上海市浦东新区", ("上海市", "上海市浦东新区")),
        ("新疆维吾尔自治区", ("新疆维吾尔自治区",)),
        ("云岭市", ("云岭市",)),
        (None, ()),
    ],
)
def test_a_place_lies_in_those_around_it(region: str | None, inside: tuple[str, ...]) -> None:
    assert places(region) == inside
