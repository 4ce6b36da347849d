"""Documents that repeal one another, and versions of one title, whatever the order in which they came in."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpus.document import Card, Document, Kind, Reference, Status, Validity
from index.catalog import Catalog
from index.hit import Filters
from index.journal import Entrant, Journal
from index.selection import Selector
from index.titles import other_names, title_key
from tests.index.stores import make_document

OLD = date(2015, 1, 1)
NEW = date(2020, 5, 1)


def rule(name: str, title: str, effective: date | None, *, text: str = "第一条 甲。\n", **fields: Any) -> Document:
    values: dict[str, Any] = {
        "kind": Kind.NORMATIVE,
        "region": "示例市",
        "validity": Validity(effective_on=effective, evidence="甲。"),
    }
    return make_document(text, name=name, title=title, **(values | fields))


def repealing(document: Document, *named: Reference) -> Document:
    return replace(document, repeals=named)


def cards(home: Path, *documents: Document) -> dict[str, Card]:
    return {card.doc_id: card for card in catalog(home, *documents).cards()}


def catalog(home: Path, *documents: Document) -> Catalog:
    found = Catalog(home)
    journal = Journal(found.engine)
    for document in documents:  # one by one, as they might be ingested
        journal.begin([Entrant(document, ())])
        journal.publish([Entrant(document, ())])
    return found


OLDER = rule("old", "示例市招商办法", OLD, doc_number="示政发〔2015〕3号")
SENTENCE = "《示例市招商办法》（示政发〔2015〕3号）同时废止。"
NEWER = repealing(rule("new", "示例市投资促进办法", NEW), Reference("示例市招商办法", "示政发〔2015〕3号", SENTENCE))


@pytest.mark.parametrize("documents", [(OLDER, NEWER), (NEWER, OLDER)])
def test_a_repealed_document_knows_by_what_and_when_and_how_that_is_proved(
    tmp_path: Path, documents: tuple[Document, ...]
) -> None:
    found = cards(tmp_path, *documents)["old"].validity
    assert (found.repealed_by, found.repealed_by_id, found.repealed_on) == ("示例市投资促进办法", "new", NEW)
    assert found.proof(date(2021, 1, 1)) == SENTENCE
    assert found.proof(date(2019, 1, 1)) == "甲。"
    assert [found.status(day) for day in (date(2019, 1, 1), NEW)] == [Status.IN_FORCE, Status.REPEALED]


def test_the_one_that_repeals_is_in_force(tmp_path: Path) -> None:
    assert cards(tmp_path, OLDER, NEWER)["new"].validity.status(NEW) is Status.IN_FORCE


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("示例市人民政府关于印发《示例市招商办法》的通知", Reference("示例市招商办法")),
        ("示例市招商办法", Reference("示例市人民政府关于印发〈示例市招商办法〉的通知")),
        ("示例市人民政府关于促进招商的意见", Reference("关于促进招商的意见")),
        ("示例市实施《中华人民共和国某法》办法", Reference("示例市实施〈某法〉办法")),
        ("示例市招商办法（2012年修订）", Reference("示例市招商办法")),
        ("另一个写法", Reference("示例市招商办法", "示政发[2015]3号")),
    ],
)
def test_a_document_is_found_by_the_names_that_others_give_it(tmp_path: Path, title: str, named: Reference) -> None:
    old = rule("old", title, OLD, doc_number="示政发〔2015〕3号")
    found = cards(tmp_path, old, repealing(rule("new", "示例市投资促进办法", NEW), named))
    assert found["old"].validity.repealed_by_id == "new"


@pytest.mark.parametrize(
    ("old", "named"),
    [
        (rule("old", "招商办法", OLD, region="河北省沧州市"), Reference("招商办法")),
        (
            rule("old", "示例市招商办法", OLD, doc_number="示政发〔2015〕3号"),
            Reference("示例市招商办法", "示政发〔2010〕9号"),
        ),
        (rule("old", "示例市招商办法", date(2022, 1, 1)), Reference("示例市招商办法")),
        (rule("old", "示例市投资促进办法", NEW), Reference("示例市投资促进办法")),
        (rule("old", "示例市招商办法实施细则", OLD), Reference("示例市招商办法")),
    ],
    ids=["another city's", "another number", "newer than the repeal", "a copy of itself", "a longer title"],
)
def test_another_document_is_not_repealed(tmp_path: Path, old: Document, named: Reference) -> None:
    found = cards(tmp_path, old, repealing(rule("new", "示例市投资促进办法", NEW), named))
    assert found["old"].validity.repealed_by is None


def test_a_repeal_counts_from_the_day_that_its_sentence_names(tmp_path: Path) -> None:
    named = Reference("示例市招商办法", None, "《示例市招商办法》自2020年12月31日起废止。")
    found = cards(tmp_path, OLDER, repealing(rule("new", "示例市投资促进办法", NEW), named))
    assert found["old"].validity.repealed_on == date(2020, 12, 31)


def test_what_a_sidecar_says_of_a_repeal_stays_and_is_linked(tmp_path: Path) -> None:
    told = Validity(repealed_by="示例市投资促进办法", repealed_on=date(2019, 1, 1))
    found = cards(tmp_path, rule("old", "示例市招商办法", None, validity=told), NEWER)["old"].validity
    assert (found.repealed_on, found.repealed_by_id) == (date(2019, 1, 1), "new")


HEADER = "示例市审计条例\n2010年3月1日示例市人大常委会通过\n2021年6月5日示例市人大常委会修正\n第一条 甲。\n"
FIRST = rule("first", "示例市审计条例", date(2010, 5, 1), kind=Kind.REGULATION, adopted_on=date(2010, 3, 1))
SECOND = rule(
    "second",
    "示例市审计条例（2021年修正）",
    date(2010, 5, 1),
    kind=Kind.REGULATION,
    adopted_on=date(2021, 6, 5),
    text=HEADER,
)


def test_a_newer_version_of_a_title_takes_the_place_of_the_older(tmp_path: Path) -> None:
    found = cards(tmp_path, SECOND, FIRST)
    older, newer = found["first"].validity, found["second"].validity
    assert older.repealed_by == "示例市审计条例（2021年修正）（2021年6月5日版）"
    assert (older.repealed_by_id, older.repealed_on) == ("second", date(2021, 6, 5))
    assert older.repeal_evidence == "2021年6月5日示例市人大常委会修正"
    assert (newer.repealed_by, newer.worded_on) == (None, date(2021, 6, 5))


@pytest.mark.parametrize(
    ("as_of", "answers"), [(date(2021, 6, 4), "first"), (date(2021, 6, 5), "second"), (date(2024, 1, 1), "second")]
)
def test_on_any_day_the_version_of_that_day_answers(tmp_path: Path, as_of: date, answers: str) -> None:
    held = catalog(tmp_path, FIRST, SECOND)
    selection = Selector(held).select(Filters(), as_of, held.change())
    assert [card.doc_id for card in held.cards() if selection.admits(f"{card.doc_id}.00000000")] == [answers]


def test_of_three_versions_each_ends_with_the_next(tmp_path: Path) -> None:
    third = rule("third", "示例市审计条例", date(2024, 1, 1), kind=Kind.REGULATION, adopted_on=date(2023, 11, 1))
    found = cards(tmp_path, third, FIRST, SECOND)
    ends = {name: (card.validity.repealed_by_id, card.validity.repealed_on) for name, card in found.items()}
    assert ends == {
        "first": ("second", date(2021, 6, 5)),
        "second": ("third", date(2024, 1, 1)),
        "third": (None, None),
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (rule("a", "甲市养犬条例", OLD, region="甲市"), rule("b", "乙市养犬条例", NEW, region="乙市")),
        (rule("a", "养犬条例", OLD, region="河北省沧州市"), rule("b", "养犬条例", NEW, region="河北省廊坊市")),
        (rule("a", "管理办法", OLD, issuer="示例市甲局"), rule("b", "管理办法", NEW, issuer="示例市乙局")),
        (rule("a", "示例市关于修改部分规章的决定", OLD), rule("b", "示例市关于修改部分规章的决定", NEW)),
        (rule("a", "示例市关于申报奖励的通知", OLD), rule("b", "示例市关于申报奖励的通知", NEW)),
        (rule("a", "示例市园区签约", OLD, kind=Kind.NEWS), rule("b", "示例市园区签约", NEW, kind=Kind.NEWS)),
        (rule("a", "示例市办法", None), rule("b", "示例市办法", NEW)),
        (rule("a", "示例市办法", OLD, doc_number="示政〔1〕"), rule("b", "示例市办法", NEW, doc_number="示政〔1〕")),
        (
            rule("a", "示例市办法", OLD, published_on=date(2016, 1, 1)),
            rule("b", "示例市办法", OLD, published_on=date(2018, 1, 1)),
        ),
    ],
    ids="two cities,two places,two organs,decisions,notices,news,undated,one number,put on the web again".split(","),
)
def test_texts_that_are_no_versions_of_each_other_both_stand(tmp_path: Path, one: Document, other: Document) -> None:
    assert all(card.validity.repealed_by is None for card in cards(tmp_path, one, other).values())


def test_copies_of_a_version_end_together(tmp_path: Path) -> None:
    copy = rule("copy", "示例市审计条例", date(2010, 5, 1), kind=Kind.REGULATION, adopted_on=date(2010, 3, 1))
    found = cards(tmp_path, FIRST, copy, SECOND)
    assert {found[name].validity.repealed_by_id for name in ("first", "copy")} == {"second"}


@pytest.mark.parametrize(
    ("status", "past"), [(Status.REPEALED, True), (Status.EXPIRED, True), (Status.IN_FORCE, False), (None, False)]
)
def test_what_a_header_states_decides_what_is_searched(tmp_path: Path, status: Status | None, past: bool) -> None:
    held = catalog(tmp_path, rule("d", "示例市办法", OLD, validity=Validity(effective_on=OLD, stated=status)))
    assert Selector(held).select(Filters(), NEW, held.change()).admits("d.00000000") is not past
    assert held.cards()[0].validity.status(NEW).is_past is past


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("示例市审计条例（2018年修订）", "示例市审计条例"),
        ("示例市审计条例（修正）", "示例市审计条例"),
        ("示例市审计条例(2018-06-01)", "示例市审计条例"),
        ("示例市审计条例（已废止）", "示例市审计条例"),
        ("示例市审计条例（2018修正）（已失效）", "示例市审计条例"),
        ("示例市审计办法（试行）", "示例市审计办法(试行)"),
        ("《示例市实施〈中华人民共和国审计法〉办法》", "示例市实施审计法办法"),
    ],
)
def test_titles_are_compared_without_marks_of_version(title: str, key: str) -> None:
    assert title_key(title) == key


def test_a_notice_is_known_by_the_name_of_what_it_issues() -> None:
    assert other_names(title_key("示例市人民政府关于印发《示例市招商办法（2020年修订）》的通知")) == (
        "示例市招商办法",
        "关于印发示例市招商办法(2020年修订)的通知",
    )
