"""A question names a document by its title or the end of it, however many documents there are."""

import random
from datetime import date

import pytest

from assistant.named import Titles
from corpus.document import Card, Validity
from tests.fakes import make_card

TODAY = date(2025, 6, 1)


def card(title: str, **fields: object) -> Card:
    return make_card(title, doc_id=title, **fields)


TITLES = (
    "示例市产业园区促进条例",
    "示例市养犬管理条例",
    "临港县养犬管理条例",
    "东湖高新区标准厂房租金补贴实施细则（2024年修订）",
    "关于印发《青岚园区人才公寓管理办法》的通知",
    "條例",
)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("示例市产业园区促进条例还有效吗", "示例市产业园区促进条例"),
        ("产业园区促进条例第三条", "示例市产业园区促进条例"),
        ("临港县的养犬管理条例罚多少", "示例市养犬管理条例"),  # as much of both: the first
        ("临港县养犬管理条例罚多少", "临港县养犬管理条例"),
        ("標準廠房租金補貼實施細則怎么申请", "东湖高新区标准厂房租金补贴实施细则（2024年修订）"),
        ("租金补贴实施细则（2024年修订）", "东湖高新区标准厂房租金补贴实施细则（2024年修订）"),
        ("青岚园区人才公寓管理办法", None),  # the title ends in 的通知
        ("条例", None),
        ("", None),
    ],
)
def test_the_longest_end_of_a_title_in_the_question_names_it(question: str, named: str | None) -> None:
    found = Titles([card(title) for title in TITLES]).named(question, TODAY)

    assert (found.title if found else None) == named


def test_of_equal_titles_one_in_force_wins_and_then_the_latest() -> None:
    old = card("示例市停车办法", revision="1", validity=Validity(repealed_on=date(2020, 1, 1)), published_on=TODAY)
    first = card("示例市停车办法", revision="2", published_on=date(2021, 1, 1))
    latest = card("示例市停车办法", revision="3", published_on=date(2023, 1, 1))

    assert Titles([old, first, latest]).named("示例市停车办法", TODAY) is latest


def test_what_is_not_admitted_gives_way_to_the_next_longest_title() -> None:
    titles = Titles([card("示例市养犬管理条例"), card("河边县犬只管理条例")])

    found = titles.named("示例市养犬管理条例", TODAY, admits=lambda one: "养犬" not in one.title)

    assert found is not None
    assert found.title == "河边县犬只管理条例"


def test_the_index_finds_what_looking_at_every_title_finds() -> None:
    drawn = random.Random(3)
    cards = [card("".join(drawn.choices("甲乙丙", k=drawn.randint(0, 9)))) for _ in range(300)]
    titles = Titles(cards)
    for _ in range(300):
        question = "".join(drawn.choices("甲乙丙", k=drawn.randint(0, 12)))
        lengths = {
            id(one): max(n for n in range(len(one.title) + 1) if one.title[len(one.title) - n :] in question)
            for one in cards
        }
        best = max(cards, key=lambda one: lengths[id(one)])

        found = titles.named(question, TODAY, least=3)

        assert found is (best if lengths[id(best)] >= 3 else None), question
