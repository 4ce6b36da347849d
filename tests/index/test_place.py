"""An article that a query names is looked up."""

from pathlib import Path

import pytest

from corpus.normalize import fold
from index.place import Place, article_of, closeness, named_place
from index.search import search
from tests.fakes import make_card
from tests.index.stores import make_document, open_store


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("示例市租金办法第十二条的内容是什么？", Place("示例市租金办法", "12")),
        ("《示例市租金办法》第12条", Place("《示例市租金办法》", "12")),
        ("租金办法（试行）第二十条", Place("租金办法(试行)", "20")),
        ("示例市租金辦法中的第一百零二條之一", Place("示例市租金办法", "102.1")),
        ("第十二条说了什么", None),
        ("租金补贴最高多少", None),
    ],
)
def test_queries_name_articles_in_many_spellings(query: str, place: Place | None) -> None:
    assert named_place(query) == place


@pytest.mark.parametrize(
    ("heading", "article"),
    [
        ("示例法 第二章 总则 第二十二条", "22"),
        ("关于适用第三条的解释 第二条", "2"),
        ("示例法 第十条之二", "10.2"),
        ("示例法 附则", None),
    ],
)
def test_a_heading_ends_in_its_article(heading: str, article: str | None) -> None:
    assert article_of(heading) == article


@pytest.mark.parametrize(
    ("title", "region", "name", "near"),
    [
        ("中华人民共和国示例保护法", None, "社会法示例保护法", 3),
        ("河北省租金条例", "河北省", "《河北省租金条例》", 3),
        ("河北省租金条例", "河北省", "河北租金条例", 1),
        ("河北省租金条例", "河北省", "租金条例", 1),
        ("河北省租金条例", "河北省", "广东省租金条例", 0),
        ("企业示例税法", None, "个人示例税法", 0),
        ("示例市租金办法（2024年修订）", None, "示例市租金办法", 2),
        ("示例市租金办法（2024年修订）", None, "示例市租金办法2024年修订", 3),
        ("示例市租金办法", None, "《示例市租金办法》(示政〔2024〕3号)", 2),
        ("示例市租金办法（试行）", None, "示例市租金办法（试行）", 3),
        ("示例市租金办法（试行）", None, "示例市租金办法", 2),
    ],
)
def test_a_name_is_compared_with_titles(title: str, region: str | None, name: str, near: int) -> None:
    assert closeness(make_card(title, region=region), fold(name)) == near


def test_the_named_article_comes_first_although_others_share_more_words(tmp_path: Path) -> None:
    articles = "".join(f"第{n}条的内容另行规定。\n" for n in range(1, 30))
    with open_store(tmp_path) as store:
        store.add(
            [
                make_document(articles, name="other", title="示例市厂房办法"),
                make_document("总则。\n企业应当按月缴纳。\n其他。\n", name="wanted", title="示例市租金办法"),
            ]
        )
        hit = search(store, "示例市租金办法第2条的内容是什么")[0]
    assert (hit.chunk.card.doc_id, hit.chunk.text) == ("wanted", "企业应当按月缴纳。")
