"""Search finds the right chunks, through every filter, and says why."""

import threading
from datetime import date
from pathlib import Path

import pytest

from corpus.document import Kind, Reference, Status, Validity
from corpus.errors import BadQuestion
from index.hit import Filters
from index.search import search
from index.store import Store
from tests.index.stores import make_document, open_store


def names(store: Store, query: str, **filters: object) -> list[str]:
    found = search(store, query, filters=Filters(**filters))  # type: ignore[arg-type]  # the fields are spelled by the test
    return [hit.chunk.card.doc_id for hit in found]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path)


def test_the_nearest_text_comes_first_with_its_reason(store: Store) -> None:
    with store:
        store.add(
            [
                make_document("入驻企业可申请租金补贴，每年最高二十万元。", name="rent"),
                make_document("博士可申请安家费三十万元。", name="talent"),
            ]
        )
        hits = search(store, "租金补贴最高多少")
    assert [hit.chunk.card.doc_id for hit in hits] == ["rent", "talent"]
    assert [hit.rank for hit in hits] == [1, 2]
    assert hits[0].score > hits[1].score
    assert (hits[0].reason.dense_rank, hits[0].reason.lexical_rank) == (1, 1)
    assert hits[1].reason.lexical_rank is None or hits[1].reason.lexical_rank == 2


def test_a_title_is_found_by_its_words(store: Store) -> None:
    with store:
        store.add(
            [
                make_document("本办法自公布之日起施行。", name="port", title="示例港口管理办法"),
                make_document("本办法自公布之日起施行的，从其规定。", name="river", title="示例河道管理办法"),
            ]
        )
        assert names(store, "港口管理办法什么时候施行")[0] == "port"


@pytest.mark.parametrize("query", ["", "   ", "？？！", "（）"])
def test_a_query_without_words_is_refused(store: Store, query: str) -> None:
    with store, pytest.raises(BadQuestion):
        search(store, query)


@pytest.mark.parametrize(
    "query",
    ['"租金', "租金 AND (", "body:租金^9", "租金*", "-租金", "[a TO b]", "租金\0补贴", "租金\n\t补贴", "🏭租金"],
)
def test_what_is_syntax_elsewhere_is_text_here(store: Store, query: str) -> None:
    with store:
        store.add([make_document("入驻企业可申请租金补贴。")])
        assert names(store, query) == ["d1"]


def test_a_very_long_query_is_answered(store: Store) -> None:
    with store:
        store.add([make_document("入驻企业可申请租金补贴。")])
        assert names(store, "租金补贴" + "企业落户" * 25_000) == ["d1"]


def test_an_empty_store_finds_nothing(store: Store) -> None:
    with store:
        assert search(store, "租金") == []


def test_traditional_and_full_width_are_found_alike(store: Store) -> None:
    with store:
        store.add([make_document("对ＡＩ企业给予租金补贴。")])
        assert search(store, "AI企業租金補貼")[0].reason.lexical_rank == 1


FILTERED = [
    make_document("甲地租金补贴。", name="a", region="河北省廊坊市", issuer="廊坊市人民政府", kind=Kind.NORMATIVE),
    make_document("乙地租金补贴。", name="b", region="河北省沧州市", issuer="沧州市商务局", kind=Kind.NEWS),
    make_document("丙地租金补贴。", name="c", region="海南省", published_on=date(2024, 5, 1)),
    make_document("丁地租金补贴。", name="d", validity=Validity(effective_on=date(2022, 1, 1))),
]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, "abcd"),
        ({"region": "河北"}, "ab"),
        ({"region": "廊坊"}, "a"),
        ({"region": "广东"}, ""),
        ({"issuer": "商務局"}, "b"),
        ({"kind": Kind.NORMATIVE}, "a"),
        ({"since": date(2022, 1, 1)}, "cd"),
        ({"since": date(2022, 1, 2)}, "c"),
        ({"until": date(2023, 1, 1)}, "d"),
        ({"since": date(2024, 5, 1), "until": date(2024, 5, 1)}, "c"),
        ({"region": "河北", "kind": Kind.NEWS}, "b"),
    ],
)
def test_filters_let_through_what_they_name(store: Store, filters: dict[str, object], found: str) -> None:
    with store:
        store.add(FILTERED)
        assert sorted(names(store, "租金补贴", **filters)) == list(found)


PAST = [
    make_document("租金补贴一。", name="expired", validity=Validity(date(2020, 1, 1), date(2022, 12, 31))),
    make_document(
        "租金补贴二。", name="repealed", validity=Validity(repealed_by="新办法", repealed_on=date(2023, 6, 1))
    ),
    make_document("租金补贴三。", name="current", validity=Validity(date(2021, 1, 1))),
    make_document("租金补贴四。", name="coming", validity=Validity(date(2030, 1, 1))),
    make_document("租金补贴五。", name="undated"),
]


@pytest.mark.parametrize(
    ("as_of", "found"),
    [
        (date(2022, 12, 31), ["coming", "current", "expired", "repealed", "undated"]),
        (date(2023, 1, 1), ["coming", "current", "repealed", "undated"]),
        (date(2023, 6, 1), ["coming", "current", "undated"]),
    ],
)
def test_what_is_past_on_the_day_is_left_out(store: Store, as_of: date, found: list[str]) -> None:
    with store:
        store.add(PAST)
        assert sorted(names(store, "租金补贴", as_of=as_of)) == found


def test_what_is_past_is_labelled_when_it_is_asked_for(store: Store) -> None:
    with store:
        store.add(PAST)
        hits = search(store, "租金补贴", filters=Filters(include_past=True, as_of=date(2025, 1, 1)))
    assert {hit.chunk.card.doc_id: hit.status for hit in hits} == {
        "expired": Status.EXPIRED,
        "repealed": Status.REPEALED,
        "current": Status.IN_FORCE,
        "coming": Status.NOT_YET,
        "undated": Status.UNKNOWN,
    }


def test_ten_matches_are_found_among_a_thousand_better_ones_elsewhere(store: Store) -> None:
    with store:
        crowd = [make_document(f"租金补贴第{n}款。", name=f"x{n}", region="海南省") for n in range(1000)]
        few = [make_document(f"厂房{n}号，另有租金。", name=f"y{n}", region="河北省沧州市") for n in range(10)]
        store.add(crowd + few)
        assert sorted(names(store, "租金补贴", region="沧州")) == sorted(f"y{n}" for n in range(10))


def test_current_matches_are_found_behind_a_thousand_past_ones(store: Store) -> None:
    gone = Validity(expires_on=date(2020, 1, 1))
    with store:
        crowd = [make_document(f"租金补贴第{n}款。", name=f"x{n}", validity=gone) for n in range(1000)]
        store.add([*crowd, *(make_document(f"厂房{n}号，另有租金。", name=f"y{n}") for n in range(10))])
        assert sorted(names(store, "租金补贴")) == sorted(f"y{n}" for n in range(10))


def test_the_same_text_in_two_documents_is_one_hit(store: Store) -> None:
    with store:
        store.add([make_document("租金补贴二十万元。", name=name) for name in "abc"])
        assert len(search(store, "租金补贴")) == 1
        assert len(search(store, "租金补贴", distinct=False)) == 3


def test_a_repeal_in_one_document_marks_the_other(store: Store) -> None:
    old = make_document(
        "租金补贴旧文。", name="old", title="示例市租金办法（试行）", validity=Validity(date(2020, 1, 1))
    )
    new = make_document("租金补贴新文。", name="new", title="示例市租金办法", validity=Validity(date(2024, 4, 1)))
    new = new.__class__(new.card, new.text, new.sections, repeals=(Reference("《示例市租金办法(試行)》"),))
    with store:
        store.add([old])
        assert names(store, "租金补贴", as_of=date(2025, 1, 1)) == ["old"]
        store.add([new])
        assert names(store, "租金补贴", as_of=date(2025, 1, 1)) == ["new"]
        assert sorted(names(store, "租金补贴", as_of=date(2024, 3, 31))) == ["new", "old"]
        by_name = {card.doc_id: card.validity for card in store.catalog.cards()}
        assert (by_name["old"].repealed_by, by_name["old"].repealed_on) == ("示例市租金办法", date(2024, 4, 1))
        assert by_name["new"].repealed_by is None
        store.remove("new")
        assert names(store, "租金补贴", as_of=date(2025, 1, 1)) == ["old"]


LAWS = [
    make_document("不得拖欠工资。", name="city", title="廊坊市劳动办法"),
    make_document("不得拖欠工资，违者处罚。", name="law", title="中华人民共和国示例劳动法"),
]


@pytest.mark.parametrize(
    ("query", "first"),
    [("拖欠工资", "law"), ("廊坊拖欠工资", "city"), ("拖欠工资的公司有补贴吗廊坊市劳动办法", "city")],
)
def test_the_law_comes_first_unless_a_place_is_asked_for(store: Store, query: str, first: str) -> None:
    with store:
        store.add(LAWS)
        assert names(store, query)[0] == first


def test_many_threads_search_while_one_writes(store: Store) -> None:
    failures: list[BaseException] = []
    done = threading.Event()

    def visit() -> None:
        try:
            while not done.is_set():
                for hit in search(store, "租金补贴", 5):
                    # One revision's text under one revision's card, never a mixture.
                    assert hit.chunk.text.startswith(hit.chunk.card.title)
        except BaseException as error:
            failures.append(error)

    with store:
        visitors = [threading.Thread(target=visit) for _ in range(4)]
        for it in visitors:
            it.start()
        for version in range(8):
            store.add(
                make_document(f"第{version}版租金补贴。", name=f"d{n}", revision=str(version), title=f"第{version}版")
                for n in range(30)
            )
        done.set()
        for it in visitors:
            it.join()
        assert failures == []
        assert {hit.chunk.card.title for hit in search(store, "租金补贴", 30)} == {"第7版"}


def test_a_place_written_in_english_finds_what_is_said_of_it_in_chinese(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.add(make_document(f"{city}给予补贴。", name=city) for city in ("沧州市", "廊坊市", "保定市"))
        assert search(store, "Langfang 补贴", 1)[0].chunk.card.doc_id == "廊坊市"


def test_what_comes_into_force_later_can_be_left_out(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.add([make_document("租金减免三年。", validity=Validity(effective_on=date(2022, 1, 1)))])
        store.add([make_document("租金减免五年。", name="d2", validity=Validity(effective_on=date(2031, 1, 1)))])
        # News and interpretations have no day of effect: what is reported later is not known yet.
        store.add([make_document("租金减免六年。", name="d3", published_on=date(2024, 1, 1))])
        store.add([make_document("租金减免七年。", name="d4")])
        assert sorted(names(store, "租金减免", as_of=date(2023, 1, 1))) == ["d1", "d2", "d3", "d4"]
        assert sorted(names(store, "租金减免", as_of=date(2023, 1, 1), include_coming=False)) == ["d1", "d4"]


def test_documents_that_use_another_word_of_the_field_are_found_by_words(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.add(
            [make_document("经济技术开发区内设立窗口。", name="zone"), make_document("养犬应当登记。", name="dogs")]
        )
        (hit,) = [hit for hit in search(store, "经开区", 2) if hit.reason.lexical_rank is not None]
        assert hit.chunk.card.doc_id == "zone"
