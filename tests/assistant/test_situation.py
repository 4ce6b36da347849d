import datetime
from decimal import Decimal

import pytest

from assistant.situation import money, situation

TODAY = datetime.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("told", "low", "high", "unit"),
    [
        ("我们公司注册资本3000万", 30_000_000, 30_000_000, "元"),
        ("去年营收一点二亿元", 120_000_000, 120_000_000, "元"),
        ("研发占比4%", 4, 4, "%"),
        ("研发费用占营业收入百分之四点五", "4.5", "4.5", "%"),
        ("员工120人", 120, 120, "人"),
        ("注册两年", 2, 2, "年"),
        ("租了1500平", 1500, 1500, "平方米"),
        ("占地30亩", 20_000, 20_000, "平方米"),
        ("房租35块一平一个月", 35, 35, "元/平方米·月"),
        ("租金200万/年", 2_000_000, 2_000_000, "元/年"),
        ("营收约1000万", 9_000_000, 11_000_000, "元"),
        ("研发费用300多万", 3_000_000, 4_500_000, "元"),
        ("營收8000萬", 80_000_000, 80_000_000, "元"),
    ],
)
def test_a_figure_is_read_as_people_tell_it(told: str, low: object, high: object, unit: str) -> None:
    figure = situation([told], TODAY).figures[0]
    assert (figure.low, figure.high, figure.unit) == (Decimal(str(low)), Decimal(str(high)), unit)


def test_a_year_of_founding_is_told_as_years_up_to_the_day() -> None:
    founded = situation(["公司成立于2019年3月"], TODAY).figures[0]
    assert founded.low is not None
    assert founded.high is not None
    assert Decimal("7.6") < founded.low <= founded.high < Decimal("7.8")


def test_the_share_of_research_costs_follows_from_both_amounts() -> None:
    shares = [it for it in situation(["营收8000万，研发投入300万"], TODAY).figures if it.unit == "%"]
    assert [(it.value, it.derived) for it in shares] == [(Decimal("3.75"), True)]
    assert shares[0].text == "研发费用占比推算：300万元 ÷ 8000万元 = 3.75%"


def test_what_is_asked_is_not_taken_for_told() -> None:
    said = situation(["我司在东湖注册两年，没有发生过安全事故，能拿扶持资金吗"], TODAY).clauses
    assert [(clause.text, clause.denied) for clause in said] == [
        ("在东湖注册两年", False),
        ("没有发生过安全事故", True),
    ]


def test_the_latest_figure_of_a_conversation_comes_first() -> None:
    told = situation(["我们营收800万，符合条件吗", "更正一下，营收1200万"], TODAY)
    assert [it.value for it in told.figures] == [12_000_000, 8_000_000]


@pytest.mark.parametrize(
    ("yuan", "written"),
    [
        ("576000", "57.6万元"),
        ("120000000", "1.2亿元"),
        ("123456789", "12345.6789万元"),
        ("3000", "3000元"),
        ("0.1", "0.1元"),
        ("10000", "1万元"),
    ],
)
def test_money_is_written_as_people_write_it(yuan: str, written: str) -> None:
    assert money(Decimal(yuan)) == written
