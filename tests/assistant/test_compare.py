import pytest

from assistant.compare import subjects
from assistant.named import Titles
from assistant.shelf import Shelf
from tests.fakes import make_card

CARDS = (
    make_card("东湖高新技术产业开发区产业扶持办法"),
    make_card("青岚产业园区招商扶持政策"),
    make_card("临港经济开发区支持企业落户办法"),
    make_card("关于申报奖励资金的通知"),
)
SHELF = Shelf(CARDS, Titles(CARDS))


def test_parks_are_known_from_the_titles_of_documents() -> None:
    assert SHELF.parks == {
        "东湖": "东湖高新技术产业开发区",
        "青岚": "青岚产业园区",
        "临港": "临港经济开发区",
    }


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("东湖园区和青岚园区的租金补贴有什么区别", ("东湖", "青岚")),
        ("对比青岚产业园区、东湖高新区、临港开发区的人才公寓", ("青岚", "东湖", "临港")),
        ("东湖、青岚、临港三个园区的租金补贴对比一下", ("东湖", "青岚", "临港")),
        ("东湖和青岚园区的落户奖励差多少", ("东湖", "青岚")),
        ("各园区的租金补贴分别是多少", ()),
    ],
)
def test_the_subjects_of_a_comparison_are_the_parks_it_sets_side_by_side(question: str, named: tuple[str, ...]) -> None:
    assert subjects(question, SHELF.parks) == named
