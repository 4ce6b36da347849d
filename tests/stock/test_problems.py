"""What needs a person is found, said, and gone when it has been seen to."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.stock.failed import dismiss, retry
from assistant.stock.form import form
from assistant.stock.problem import Problem, Remedy, Sort
from assistant.stock.problems import problems
from assistant.stock.uploads import Given, take
from assistant.stock.words import CHINESE, ENGLISH
from corpus.document import Kind, Validity
from corpus.errors import BadUpload
from index.corrections.door import correct, undo
from index.ingest import ingest
from index.store import Store
from tests.index.stores import make_document, open_store

TODAY = date(2026, 1, 1)
SOUND = {
    "title": "示例市企业落户奖励办法",
    "issuer": "示例市人民政府",
    "kind": Kind.NORMATIVE,
    "published_on": date(2024, 1, 1),
    "validity": Validity(effective_on=date(2024, 2, 1)),
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as store:
        yield store


def found(store: Store) -> list[Problem]:
    return problems(store, TODAY)


def test_a_sound_document_is_no_problem(store: Store) -> None:
    store.add([make_document("企业落户给予奖励。\n", **SOUND)])  # type: ignore[arg-type]
    assert found(store) == []


@pytest.mark.parametrize(
    ("fields", "sort", "says"),
    [
        ({"title": "示例市企业落户奖励办法（试行）"}, Sort.TRIAL, "自 2022-01-01 起试行已满两年"),
        (
            {
                "title": "示例市企业落户奖励暂行办法",
                "validity": Validity(effective_on=date(2022, 1, 1), expires_on=date(2024, 12, 31)),
            },
            Sort.TRIAL,
            "试行期已于 2024-12-31 届满",
        ),
        (
            {"validity": Validity(effective_on=date(2022, 1, 1), expires_on=date(2021, 1, 1))},
            Sort.DATES,
            "失效日期 2021-01-01 早于施行日期 2022-01-01",
        ),
        (
            {"validity": Validity(effective_on=date(2022, 1, 1), repealed_on=date(2021, 1, 1))},
            Sort.DATES,
            "废止日期 2021-01-01 早于",
        ),
        ({"published_on": date(2026, 5, 1)}, Sort.DATES, "还没有到"),
        ({"validity": Validity()}, Sort.NO_STATUS, "没有写明施行日期"),
        ({"issuer": None}, Sort.NO_ISSUER, "没有写明发文机关"),
        (
            {"kind": Kind.NEWS, "published_on": None, "validity": Validity()},
            Sort.NO_DATE,
            "没有写明通过、发布或施行日期",
        ),
        ({"title": "d1"}, Sort.UNTITLED, "“d1”像是文件名"),
        ({"title": "各县人民政府，市政府各部门…"}, Sort.UNTITLED, "正文片段"),
    ],
)
def test_what_may_be_wrong_is_said_with_what_to_do(
    store: Store, fields: dict[str, object], sort: Sort, says: str
) -> None:
    sound = SOUND | {"validity": Validity(effective_on=date(2022, 1, 1))}
    store.add([make_document("企业落户给予奖励。\n", **(sound | fields))])  # type: ignore[arg-type]
    (one,) = found(store)
    assert (one.sort, says in CHINESE.said(one)) == (sort, True)
    assert one.remedies
    assert ENGLISH.said(one)


def test_lost_characters_are_counted(store: Store) -> None:
    whole = "企业落户给予奖励，由市商务局受理。\n" * 100
    store.add([make_document(whole + "最高□百□元。\n", **SOUND)])  # type: ignore[arg-type]
    (one,) = found(store)
    assert (one.sort, one.saying, one.values) == (Sort.DAMAGED, "lost", {"count": "2"})
    assert one.remedies == (Remedy.REPLACE, Remedy.REREAD)


def test_files_that_failed_are_listed_until_they_read(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_bytes(b"")
    ingest(store, [path])
    (one,) = found(store)
    assert (one.sort, one.title, one.doc_id) == (Sort.FAILED, "通知.txt", None)
    assert "空的" in CHINESE.said(one)
    path.write_text("示例市人民政府关于企业落户奖励的通知\n\n企业落户的，给予奖励。\n", encoding="utf-8")
    ingest(store, [path])
    assert Sort.FAILED not in {it.sort for it in found(store)}


def test_a_failed_file_that_is_gone_is_no_problem(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_bytes(b"")
    ingest(store, [path])
    path.unlink()
    assert found(store) == []


def test_a_failed_file_is_tried_again_or_let_go(store: Store, tmp_path: Path) -> None:
    source = tmp_path / "x"
    source.write_text(" \n ", encoding="utf-8")
    take(store, [Given("通知.txt", source), Given("说明.txt", source)])
    bad, other = found(store)
    kept = Path(bad.values["path"])
    kept.write_text("示例市人民政府关于企业落户奖励的通知\n\n企业落户的，给予奖励。\n", encoding="utf-8")
    assert retry(store, bad.values["path"]).added == (f"uploads/{kept.name}",)
    dismiss(store, other.values["path"])
    assert Sort.FAILED not in {it.sort for it in found(store)}
    assert not Path(other.values["path"]).exists()
    for path in (str(kept), str(source), "/etc/passwd"):
        with pytest.raises(BadUpload):
            dismiss(store, path)
    assert kept.exists()


def test_a_failed_file_of_the_users_own_is_let_go_but_not_deleted(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_bytes(b"")
    ingest(store, [path])
    dismiss(store, str(path))
    assert (found(store), path.exists()) == ([], True)


def test_near_copies_are_one_problem(store: Store, tmp_path: Path) -> None:
    lines = [
        f"第{number}条 企业落户第{number}类项目的，由市商务局按第{number}项标准给予奖励。" for number in range(1, 30)
    ]
    for name, tail in (("甲", ""), ("乙", "\n来源：示例市商务局网站")):
        (tmp_path / f"{name}.txt").write_text("示例市企业落户奖励办法\n\n" + "\n".join(lines) + tail, encoding="utf-8")
    ingest(store, [tmp_path / "甲.txt", tmp_path / "乙.txt"])
    (one,) = [it for it in found(store) if it.sort is Sort.COPY]
    assert {one.doc_id, *one.others} == {card.doc_id for card in store.catalog.cards()}


def test_a_correction_settles_a_problem_and_the_form_shows_it(store: Store) -> None:
    store.add([make_document("企业落户给予奖励。\n", **(SOUND | {"issuer": None}))])  # type: ignore[arg-type]
    assert [it.fields for it in found(store)] == [("issuer",)]
    made = correct(store, "d1", {"issuer": "示例市商务局"}, "王芳")
    assert found(store) == []
    issuer = next(it for it in form(store, "d1") if it.name == "issuer")
    assert (issuer.value, issuer.as_read) == ("示例市商务局", "")
    assert issuer.correction is not None
    assert issuer.correction.author == "王芳"
    undo(store, made.id, "王芳")
    assert next(it for it in form(store, "d1") if it.name == "issuer").correction is None
