"""Staff find documents, correct them, remove them, and take all of it back."""

import json
import re
from dataclasses import replace

import pytest

from assistant.web.desk.documents.section import Documents
from assistant.web.desk.office import Office
from corpus.errors import BadCorrection
from corpus.identity.amended import shown
from index.corrections.deeds import history
from tests.web.desk.conftest import visit


@pytest.fixture
def documents(office: Office) -> Documents:
    return Documents(office)


def id_of(documents: Documents, part: str) -> str:
    cards = documents.office.assistant.store.catalog.cards()
    return next(card.doc_id for card in cards if part in card.title)


def form_of(documents: Documents, doc_id: str, **typed: str) -> dict[str, str]:
    """What the browser sends when the form of a document is changed in some places."""
    known = shown(documents.office.assistant.store.catalog.document(doc_id).card)
    return {"document": doc_id, "before": json.dumps(known), **known, **typed}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"find": "物流"}, ["沧州市物流补贴办法"]),
        ({"find": "云管发〔2025〕3号"}, ["云岭市东园区租金补贴办法"]),
        ({"status": "expired"}, ["云岭市东园区租金补贴暂行规定"]),
        ({"find": "没有这样的文件"}, []),
    ],
)
def test_the_list_shows_what_is_looked_for(documents: Documents, query: dict[str, str], expected: list[str]) -> None:
    html = documents.view(visit("documents", **query))
    titles = ["沧州市物流补贴办法", "云岭市东园区租金补贴办法", "云岭市东园区租金补贴暂行规定"]
    assert [title for title in titles if f">{title}</a>" in html] == expected


def test_what_a_document_says_of_itself_is_text_and_never_markup(documents: Documents) -> None:
    for query in (dict[str, str](), {"id": id_of(documents, "停车")}):
        html = documents.view(visit("documents", **query))
        assert "停车" in html
        assert "<img" not in html
        assert "<script" not in html


def test_a_corrected_title_is_kept_with_its_author_and_can_be_undone(documents: Documents) -> None:
    doc_id = id_of(documents, "物流")
    done = documents.act(
        "correct", form_of(documents, doc_id, title="沧州市货运物流补贴办法"), visit("documents", id=doc_id)
    )
    assert done.is_good
    page = documents.view(visit("documents", id=doc_id))
    assert "沧州市货运物流补贴办法" in page
    assert "李明" in page
    [correction] = history(documents.office.assistant.store.catalog.engine, doc_id)
    documents.act("undo", {"correction": correction.id}, visit("documents", id=doc_id))
    assert documents.office.assistant.store.catalog.document(doc_id).card.title == "沧州市物流补贴办法"


def test_a_form_that_was_opened_earlier_leaves_alone_what_somebody_else_has_changed_since(documents: Documents) -> None:
    doc_id = id_of(documents, "物流")
    opened_by_wang = form_of(documents, doc_id, issuer="沧州市交通运输局")
    documents.act("correct", form_of(documents, doc_id, title="沧州市货运物流补贴办法"), visit("documents"))
    documents.act("correct", opened_by_wang, replace(visit("documents"), author="王芳"))
    card = documents.office.assistant.store.catalog.document(doc_id).card
    assert (card.title, card.issuer) == ("沧州市货运物流补贴办法", "沧州市交通运输局")


def test_saving_without_a_change_says_so(documents: Documents) -> None:
    done = documents.act("correct", form_of(documents, id_of(documents, "物流")), visit("documents"))
    assert (done.is_good, done.text) == (False, "没有改动。")


def test_a_value_that_means_nothing_is_refused_by_the_name_on_the_form_and_kept_there(documents: Documents) -> None:
    doc_id = id_of(documents, "物流")
    typed = form_of(documents, doc_id, expires_on="年底", issuer="沧州市交通运输局")
    done = documents.act("correct", typed, visit("documents", id=doc_id))
    assert not done.is_good
    assert "失效日期" in done.text
    assert "expires_on" not in done.text
    again = documents.view(replace(visit("documents", id=doc_id), typed=typed))
    assert 'value="沧州市交通运输局"' in again


def test_the_form_says_how_to_name_the_document_that_repeals_and_no_id_stands_twice(documents: Documents) -> None:
    html = documents.view(visit("documents", id=id_of(documents, "物流")))
    assert "文件全称，如《" in html
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_a_document_marked_as_repealed_is_so_until_that_is_taken_back(documents: Documents) -> None:
    doc_id = id_of(documents, "物流")
    documents.act("repeal", {"document": doc_id, "repealed_on": "2025-10-01"}, visit("documents"))
    assert "已废止" in documents.view(visit("documents", id=doc_id))
    documents.act("unrepeal", {"document": doc_id}, visit("documents"))
    assert "改回未废止" not in documents.view(visit("documents", id=doc_id))


def test_a_removed_document_can_be_restored_from_the_list_of_removed_ones(documents: Documents) -> None:
    doc_id = id_of(documents, "物流")
    done = documents.act("remove", {"document": doc_id}, visit("documents", id=doc_id))
    assert done.query == {"tab": "removed"}
    assert "沧州市物流补贴办法" not in documents.view(visit("documents"))
    removed = documents.view(visit("documents", tab="removed"))
    assert "沧州市物流补贴办法" in removed
    [removal] = history(documents.office.assistant.store.catalog.engine, doc_id)
    documents.act("undo", {"correction": removal.id}, visit("documents", tab="removed"))
    assert id_of(documents, "物流") == doc_id


def test_what_was_undone_already_cannot_be_undone_again(documents: Documents) -> None:
    doc_id = id_of(documents, "物流")
    documents.act("remove", {"document": doc_id}, visit("documents"))
    [removal] = history(documents.office.assistant.store.catalog.engine, doc_id)
    documents.act("undo", {"correction": removal.id}, visit("documents"))
    try:
        done = documents.act("undo", {"correction": removal.id}, visit("documents"))
    except BadCorrection:
        return
    assert not done.is_good
