"""Files with identical content are one document with several paths."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.ingest import ingest
from index.search import search
from index.store import Store
from tests.index.stores import open_store

RENT = "示例市租金补贴办法\n\n第一条 入驻企业可申请租金补贴，每年最高二十万元。\n"
MORE = RENT.replace("二十万", "五十万")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "政策"
    folder.mkdir()
    for name in ("甲.txt", "乙.txt"):
        (folder / name).write_text(RENT, encoding="utf-8")
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as store:
        yield store
        assert store.catalog.size() == store.dense.size == store.lexical.size


def held(store: Store) -> dict[str, set[str]]:
    """What each document says in its first article, by the names of its files."""
    return {
        "、".join(sorted(Path(it).stem for it in store.catalog.paths(card.doc_id))): {
            chunk.text[-5:-2] for chunk in store.catalog.chunks(card.doc_id) if "最高" in chunk.text
        }
        for card in store.catalog.cards()
    }


def test_a_second_file_with_the_same_content_is_a_second_path(folder: Path, store: Store) -> None:
    report = ingest(store, [folder])
    assert report.duplicates == ((str(folder / "甲.txt"), str(folder / "乙.txt")),)
    assert held(store) == {"乙、甲": {"二十万"}}
    assert len(search(store, "租金补贴", distinct=False)) == store.catalog.size()
    assert len(ingest(store, [folder]).unchanged) == 2


def test_a_copy_that_comes_later_is_found_to_be_one(folder: Path, store: Store) -> None:
    ingest(store, [folder])
    (folder / "丙.txt").write_text(RENT, encoding="utf-8")
    report = ingest(store, [folder])
    assert [Path(path).name for path, _ in report.duplicates] == ["丙.txt"]
    assert (report.chunks, held(store)) == (0, {"丙、乙、甲": {"二十万"}})


@pytest.mark.parametrize("gone", ["甲.txt", "乙.txt"])
def test_the_document_stays_while_one_of_its_files_is_there(folder: Path, store: Store, gone: str) -> None:
    ingest(store, [folder])
    (folder / gone).unlink()
    assert ingest(store, [folder]).removed == (str(folder / gone),)
    (left,) = held(store)
    assert f"{left}.txt" != gone
    assert Path(store.catalog.cards()[0].source_path).name == f"{left}.txt"
    (folder / f"{left}.txt").unlink()
    ingest(store, [folder])
    assert held(store) == {}


@pytest.mark.parametrize(("changed", "other"), [("甲", "乙"), ("乙", "甲")])
def test_a_file_that_changes_becomes_a_document_of_its_own(
    folder: Path, store: Store, changed: str, other: str
) -> None:
    ingest(store, [folder])
    (folder / f"{changed}.txt").write_text(MORE, encoding="utf-8")
    ingest(store, [folder])
    assert held(store) == {changed: {"五十万"}, other: {"二十万"}}
    assert len(ingest(store, [folder]).unchanged) == 2
    (folder / f"{changed}.txt").write_text(RENT, encoding="utf-8")
    ingest(store, [folder])
    assert held(store) == {"乙、甲": {"二十万"}}


def test_files_that_swap_their_content_stay_apart(folder: Path, store: Store) -> None:
    (folder / "甲.txt").write_text(MORE, encoding="utf-8")
    ingest(store, [folder])
    (folder / "甲.txt").write_text(RENT, encoding="utf-8")
    (folder / "乙.txt").write_text(MORE, encoding="utf-8")
    ingest(store, [folder])
    assert held(store) == {"甲": {"二十万"}, "乙": {"五十万"}}


def test_a_file_that_was_renamed_is_the_same_document(folder: Path, store: Store) -> None:
    (folder / "甲.txt").unlink()
    ingest(store, [folder])
    (before,) = store.catalog.cards()
    (folder / "乙.txt").rename(folder / "新名.txt")
    report = ingest(store, [folder])
    (after,) = store.catalog.cards()
    assert (report.chunks, after.doc_id) == (0, before.doc_id)
    assert held(store) == {"新名": {"二十万"}}
    (folder / "乙.txt").write_text(MORE, encoding="utf-8")
    ingest(store, [folder])
    assert held(store) == {"新名": {"二十万"}, "乙": {"五十万"}}


def test_the_same_bytes_with_other_metadata_beside_them_are_two_documents(folder: Path, store: Store) -> None:
    (folder / "甲.txt.meta.yaml").write_text("region: 河北省廊坊市\n", encoding="utf-8")
    assert ingest(store, [folder]).duplicates == ()
    assert held(store) == {"甲": {"二十万"}, "乙": {"二十万"}}


def test_the_same_bytes_under_another_suffix_are_two_documents(folder: Path, store: Store) -> None:
    """A table is read otherwise than a text."""
    (folder / "乙.txt").rename(folder / "乙.csv")
    assert ingest(store, [folder]).duplicates == ()
    assert len(store.catalog.cards()) == 2


def test_metadata_that_comes_later_parts_the_files(folder: Path, store: Store) -> None:
    ingest(store, [folder])
    (folder / "乙.txt.meta.yaml").write_text("region: 河北省廊坊市\n", encoding="utf-8")
    ingest(store, [folder])
    assert {card.region for card in store.catalog.cards()} >= {"河北省廊坊市"}
    assert held(store) == {"甲": {"二十万"}, "乙": {"二十万"}}


def test_one_file_alone_parts_from_the_other_too(folder: Path, store: Store) -> None:
    ingest(store, [folder])
    (folder / "乙.txt").write_text(MORE, encoding="utf-8")
    ingest(store, [folder / "乙.txt"])
    assert held(store) == {"甲": {"二十万"}, "乙": {"五十万"}}


def test_a_removed_document_loses_all_paths_and_comes_back(folder: Path, store: Store) -> None:
    ingest(store, [folder])
    store.remove(store.catalog.cards()[0].doc_id)
    assert held(store) == {}
    ingest(store, [folder])
    assert held(store) == {"乙、甲": {"二十万"}}


def test_a_crash_while_files_part_loses_neither(
    folder: Path, tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def crash(*_: object) -> None:
        raise Killed

    ingest(store, [folder])
    (folder / "乙.txt").write_text(MORE, encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("index.ingest.Intake._move_out", lambda *_: None)  # as if it had been killed before that
        patch.setattr("index.ingest._Run.finish", crash)
        with pytest.raises(Killed):
            ingest(store, [folder / "乙.txt"])
    ingest(store, [folder])
    assert held(store) == {"甲": {"二十万"}, "乙": {"五十万"}}


def test_what_cannot_be_read_is_reported_for_each_of_its_paths(folder: Path, store: Store) -> None:
    for name in ("甲.txt", "乙.txt"):
        (folder / name).write_bytes(b" ")
    report = ingest(store, [folder])
    assert {Path(path).name for path, _ in report.failed} == {"甲.txt", "乙.txt"}
    assert len({reason for _, reason in report.failed}) == 1
