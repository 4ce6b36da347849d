"""Laws are told from what is made under them by their titles, and questions of law from those for a place's papers."""

import pytest

from index.authority import Authority, asks_for_law, authority_of


@pytest.mark.parametrize(
    ("title", "authority"),
    [
        ("中华人民共和国示例法", Authority.LAW),
        ("中华人民共和国示例法（2024修正）", Authority.LAW),
        ("中华人民共和国示例法 第二章 总则 第三条", Authority.LAW),
        ("中華人民共和國示例法典", Authority.LAW),
        ("中华人民共和国海南示例港法", Authority.LAW),
        ("最高人民法院关于示例案件的解释", Authority.COURT),
        ("最高人民检察院关于示例案件的规定", Authority.COURT),
        ("最高人民法院关于上海示例法院管辖的规定", Authority.OTHER),
        ("示例管理条例", Authority.DECREE),
        ("河北省示例管理条例", Authority.OTHER),
        ("示例市招商引资若干措施", Authority.OTHER),
        ("说说中华人民共和国示例法", Authority.OTHER),
        ("", Authority.OTHER),
    ],
)
def test_the_title_tells_who_made_a_rule(title: str, authority: Authority) -> None:
    assert authority_of(title) is authority


def test_a_regulation_of_a_known_region_is_of_one_place() -> None:
    assert authority_of("名山保护管理条例", region="山东省") is Authority.OTHER


@pytest.mark.parametrize("question", ["公司不发工资怎么办", "離婚後孩子歸誰"])
def test_what_names_neither_place_nor_offer_is_a_question_of_law(question: str) -> None:
    assert asks_for_law(question)


@pytest.mark.parametrize(
    "question", ["廊坊的公司不发工资怎么办", "租金補貼最高多少", "企业落户有什么好处", "北三县有哪些政策"]
)
def test_what_names_a_place_or_an_offer_is_not(question: str) -> None:
    assert not asks_for_law(question)
