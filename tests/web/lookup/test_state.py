"""The address of the page says all that is looked up, and survives what people type into it."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.web.lookup.state import Facet, Sort, Sought, sought_of
from corpus.document import Kind, Status

EVERYTHING = Sought(
    text="租金 & 补贴=?#",
    regions=("河北省", "河南省洛阳市"),
    issuers=("云岭市东园区管理委员会",),
    kinds=(Kind.NORMATIVE,),
    years=(2024, 2025),
    statuses=(Status.IN_FORCE, Status.NOT_YET),
    sort=Sort.EFFECTIVE,
    page=3,
    as_of=datetime.date(2025, 1, 31),
)


def test_everything_comes_back_from_the_address() -> None:
    assert sought_of(EVERYTHING.query) == EVERYTHING
    assert sought_of("?" + EVERYTHING.query) == EVERYTHING


def test_what_is_as_usual_is_left_out_of_the_address() -> None:
    assert Sought().address == "/lookup"
    assert Sought("租金").address == "/lookup?q=%E7%A7%9F%E9%87%91"


@pytest.mark.parametrize(
    "query",
    [
        "status=gone&kind=x&sort=best&page=-1&as_of=2025-02-30&year=99&year=abc",
        "page=0",
        "page=²",
        "&&=&%ff",
        "year=²⁰²⁴",
    ],
)
def test_what_is_spelled_wrong_counts_as_not_said(query: str) -> None:
    assert sought_of(query) == Sought()


@given(st.text(max_size=300))
def test_no_address_is_too_strange(query: str) -> None:
    found = sought_of(query)
    assert sought_of(found.query) == found


def test_words_are_cut_to_what_fits() -> None:
    assert len(sought_of("q=" + "长" * 500).text) == 200
    assert sought_of("q=  a   b ").text == "a b"


def test_a_place_may_be_named_in_short() -> None:
    assert sought_of("region=河北&region=河北省").regions == ("河北省",)


def test_one_choice_or_a_whole_facet_is_taken_back_and_the_list_begins_anew() -> None:
    fewer = EVERYTHING.without(Facet.YEAR, "2024")
    assert (fewer.years, fewer.regions, fewer.sort, fewer.page) == ((2025,), EVERYTHING.regions, Sort.EFFECTIVE, 1)
    assert EVERYTHING.without(Facet.REGION).regions == ()
    assert EVERYTHING.everywhere().chosen == {}
    assert EVERYTHING.everywhere().text == EVERYTHING.text
