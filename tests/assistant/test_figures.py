from decimal import Decimal

import pytest

from assistant.figures import figures


@pytest.mark.parametrize("text", ["最高五百万元", "最高500万元", "最高5,000,000元", "最高５００万元", "最高伍佰万元"])
def test_an_amount_is_the_same_however_it_is_written(text: str) -> None:
    assert figures(text) == {Decimal(5_000_000)}


@pytest.mark.parametrize("text", ["百分之五", "5%", "5％"])
def test_a_rate_is_the_same_however_it_is_written(text: str) -> None:
    assert figures(text) == {Decimal(5)}


def test_a_date_gives_its_numbers() -> None:
    assert figures("2024年5月1日") == figures("二〇二四年五月一日") == {Decimal(2024), Decimal(5), Decimal(1)}


def test_words_that_only_look_like_numbers_are_none() -> None:
    assert figures("一是统一标准，再一起推进") == frozenset()
