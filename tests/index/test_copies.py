"""Near copies of a text are linked, and search shows the text once."""

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.document import Document, Validity
from corpus.split import split
from index.hit import Filters
from index.journal import Entrant
from index.search import search
from index.signature import alike, signature
from index.store import Store
from tests.index.stores import make_document, open_store

ARTICLES = [
    f"企业在示例园区租用第{number}类标准厂房的，按照实际租金的百分之{number}给予补贴，由{place}受理，期限为{number}年。\n"
    for number, place in enumerate("东湖西山南浦北城中心河口桥头码头山前岭后"[at : at + 2] for at in range(0, 18, 2))
]
TEXT = "".join(ARTICLES)
SITE = TEXT + "责任编辑某某某，转载请注明出处。\n"
TODAY = Filters(as_of=datetime.date(2025, 6, 1))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as store:
        yield store


def enter(store: Store, *documents: Document) -> None:
    store.enter(Entrant(it, split(it), signature=signature(it.text)) for it in documents)


def document(name: str, text: str = TEXT, **fields: Any) -> Document:
    return make_document(text, name=name, revision=name[0], title="示例园区租金补贴办法", **fields)


def shown(store: Store, filters: Filters = TODAY) -> dict[str, set[str]]:
    """Documents that are found, each with the copies that are named beside it."""
    hits = search(store, "标准厂房租金补贴", 50, filters, distinct=False)
    return {hit.chunk.card.doc_id: {it.doc_id for it in hit.copies} for hit in hits}


def test_a_text_published_twice_is_shown_once_with_the_other_place_named(store: Store) -> None:
    enter(store, document("a"), document("b", SITE, published_on=datetime.date(2024, 1, 1)))
    assert shown(store) == {"b": {"a"}}
    assert store.catalog.copies()["a"] == store.catalog.copies()["b"]


def test_the_copy_that_applies_is_preferred_then_the_whole_one_then_the_earlier(store: Store) -> None:
    expired = Validity(repealed_on=datetime.date(2024, 1, 1), repealed_by="新办法")
    early, late = datetime.date(2023, 1, 1), datetime.date(2023, 2, 2)
    enter(
        store,
        document("past", validity=expired, published_on=early),
        document("cut", "".join(ARTICLES[:-1]), published_on=early),
        document("late", published_on=late),
        document("early", published_on=early),
    )
    everything = replace(TODAY, include_past=True)
    for best in ("early", "late", "cut", "past"):
        assert set(shown(store, everything)) == {best}
        store.remove(best)


def test_of_copies_only_one_of_which_passes_the_filters_that_one_is_shown(store: Store) -> None:
    enter(store, document("a", issuer="示例市人民政府"), document("b", issuer="示例区人民政府"))
    assert set(shown(store, replace(TODAY, issuer="示例区"))) == {"b"}


DIFFERENT: list[dict[str, Any]] = [
    {"validity": Validity(effective_on=datetime.date(2025, 1, 1))},
    {"validity": Validity(expires_on=datetime.date(2030, 1, 1))},
    {"doc_number": "示政发〔2025〕9号"},
    {"region": "河北省廊坊市"},
]


@pytest.mark.parametrize("fields", DIFFERENT, ids=["effective", "expires", "number", "region"])
def test_texts_that_say_different_things_of_themselves_are_no_copies(store: Store, fields: dict[str, Any]) -> None:
    first: dict[str, Any] = {
        "validity": Validity(effective_on=datetime.date(2024, 1, 1), expires_on=datetime.date(2029, 1, 1)),
        "doc_number": "示政发〔2024〕9号",
        "region": "河北省沧州市",
    }
    enter(store, document("a", **first), document("b", **first | fields))
    assert shown(store, replace(TODAY, include_past=True)) == {"a": set(), "b": set()}


@pytest.mark.parametrize(
    ("one", "two"),
    [("2023年度申报通知", "2024年度申报通知"), ("第一批名单公示", "第二批名单公示"), ("办法", "办法（2019年修订）")],
)
def test_issues_of_a_series_are_no_copies(store: Store, one: str, two: str) -> None:
    enter(
        store,
        make_document(TEXT, name="a", revision="a", title=one),
        make_document(TEXT, name="b", revision="b", title=two),
    )
    assert set(shown(store)) == {"a", "b"}


def test_an_amended_text_is_no_copy_when_only_one_of_the_two_is_dated(store: Store) -> None:
    changed = TEXT.replace(ARTICLES[3], "企业在示例园区自建厂房的，不予补贴。\n")
    enter(store, document("a"), document("b", changed, adopted_on=datetime.date(2025, 1, 1)))
    assert set(shown(store)) == {"a", "b"}


def test_passages_stored_without_signature_are_not_compared(store: Store) -> None:
    store.add([document("a"), document("b")])
    assert shown(store) == {"a": set(), "b": set()}


def test_spelling_and_layout_make_no_difference_but_content_does() -> None:
    again = TEXT.replace("，", ", ").replace("补贴", "補貼").replace("\n", "\n\n 　")
    other = "".join(f"第{number}条 博士后科研工作站每年可以申请经费{number}万元，用于设备。\n" for number in range(20))
    known = [it for it in map(signature, (TEXT, again, other, SITE)) if it is not None]
    pairs = alike(known, 0.85)
    assert pairs.keys() == {(0, 1), (0, 3), (1, 3)}
    assert pairs[0, 1] == 1


def test_a_text_too_short_to_be_told_apart_has_no_signature() -> None:
    assert signature("关于放假的通知。" * 3) is None
    assert signature("") is None
