"""A newcomer is told what is held, can narrow by it, and is given questions that it answers."""

import datetime

import pytest

from assistant.web.chat.examples import titled
from assistant.web.chat.labels import kind_of, region_of
from assistant.web.holdings import take_stock
from assistant.web.text import CHINESE, ENGLISH, words
from corpus.document import Card, Kind
from tests.fakes import make_card
from tests.web.fakes import TODAY


def held(*places: str | None) -> list[Card]:
    return [make_card(f"文件{number}", doc_id=str(number), region=place) for number, place in enumerate(places)]


def test_the_summary_counts_documents_and_regions_and_names_the_newest_day() -> None:
    cards = [
        *held("河北省沧州市", "河北省沧州市", None),
        make_card(region="海南省", published_on=datetime.date(2026, 3, 2)),
        make_card(published_on=datetime.date(2027, 1, 1)),
    ]
    assert take_stock(cards, TODAY).summary(CHINESE) == "已收录 5 份文件 · 2 个地区 · 最新一份 2026-03-02"
    assert take_stock(cards, TODAY).summary(ENGLISH) == "5 documents · 2 regions · newest 2026-03-02"


def test_an_empty_corpus_says_how_to_fill_it() -> None:
    assert "wence ingest" in take_stock([], TODAY).summary(CHINESE)


def test_undated_documents_leave_out_the_newest_day() -> None:
    assert take_stock(held("海南省"), TODAY).summary(CHINESE) == "已收录 1 份文件 · 1 个地区"


def test_regions_are_offered_with_the_province_that_holds_several() -> None:
    cards = held("河北省沧州市", "河北省廊坊市三河市", "河北省廊坊市三河市", "示例省示例市", None)
    assert region_of(take_stock(cards, TODAY), CHINESE)["choices"] == [
        ("全部地区", ""),
        ("河北省（3）", "河北省"),
        ("河北省廊坊市三河市（2）", "河北省廊坊市三河市"),
        ("河北省沧州市（1）", "河北省沧州市"),
        ("示例省示例市（1）", "示例省示例市"),
    ]


def test_only_kinds_that_are_held_are_offered() -> None:
    cards = [make_card(kind=Kind.NEWS), make_card(kind=None), make_card(kind=Kind.RULE), make_card(kind=Kind.NEWS)]
    assert kind_of(take_stock(cards, TODAY), ENGLISH)["choices"] == [
        ("All kinds", ""),
        ("Government rule", "规章"),
        ("News", "新闻"),
    ]


@pytest.mark.parametrize("titles", [[], ["一"], ["一", "二", "三"], [str(number) for number in range(50)]])
def test_questions_are_made_from_the_titles_that_are_held(titles: list[str]) -> None:
    made = titled([make_card(title) for title in titles])
    assert len(made) == min(len(titles), 6)
    assert all(any(f"《{title}》" in question for title in titles) for question in made)


def test_news_is_not_asked_whether_it_is_in_force() -> None:
    assert titled([make_card("园区签约", kind=Kind.NEWS)]) == ()


def test_words_of_an_unknown_language_are_chinese() -> None:
    assert words(None) is CHINESE
    assert words("fr") is CHINESE
    assert words("en") is ENGLISH
