"""Catalog, vectors, postings and originals: told apart where they differ, and made to agree again."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.agreement import differences, mend
from index.ingest import ingest
from index.search import search
from index.store import Store
from tests.index.stores import open_store

TEXT = """云岭市东园区租金补贴办法
第一条 企业租用标准厂房的，前两年按照实际租金的80%给予补贴。
第二条 本办法自2025年3月1日起施行。
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    for name in ("东园", "西园"):
        (tmp_path / f"{name}.txt").write_text(TEXT.replace("东园", name), "utf-8")
    with open_store(tmp_path) as store:
        ingest(store, [tmp_path / "东园.txt", tmp_path / "西园.txt"])
        yield store


def chunk_id(store: Store) -> str:
    return store.catalog.chunks(store.catalog.cards()[0].doc_id)[0].chunk_id


def original(store: Store) -> Path:
    return store.catalog.original(store.catalog.cards()[0].revision)


def lose_vector(store: Store) -> None:
    store.dense.delete([chunk_id(store)])


def stray_vector(store: Store) -> None:
    store.dense.upsert(["ghost.00000000.0"], store.encoder.encode_passages(["园区"]))


def lose_postings(store: Store) -> None:
    with store.lexical.writing():
        store.lexical.discard([chunk_id(store)])


def stray_postings(store: Store) -> None:
    chunks = store.catalog.chunks(store.catalog.cards()[0].doc_id)
    lost = store.catalog.cards()[0].doc_id
    with store.writer.session():
        left = store.writer.journal.withdraw([lost])
        store.dense.delete([it.chunk_id for it in chunks])
        store.writer.journal.retire(left)  # and the postings were forgotten


def lose_original(store: Store) -> None:
    original(store).unlink()


def damage_original(store: Store) -> None:
    original(store).write_bytes(b"other bytes")


@pytest.mark.parametrize(
    ("harm", "where"),
    [
        (lose_vector, "without_vector"),
        (stray_vector, "stray_vectors"),
        (lose_postings, "without_postings"),
        (stray_postings, "stray_postings"),
        (lose_original, "lost"),
        (damage_original, "lost"),
    ],
)
def test_every_kind_of_difference_is_found_and_mended(store: Store, harm: Callable[[Store], None], where: str) -> None:
    assert differences(store).none
    harm(store)
    found = differences(store)
    assert getattr(found, where)
    assert not found.none
    assert mend(store, found).none
    assert search(store, "租金补贴")  # and what is there can still be found


def test_an_original_whose_file_is_gone_too_stays_lost_and_is_named(store: Store, tmp_path: Path) -> None:
    lose_original(store)
    for name in ("东园", "西园"):
        (tmp_path / f"{name}.txt").unlink()
    (lost,) = mend(store, differences(store)).lost
    assert lost.is_missing
    assert lost.source_path.endswith(".txt")


def test_what_the_catalog_itself_has_lost_is_told_and_not_hidden(store: Store) -> None:
    from sqlalchemy import delete

    from index.schema import chunks

    gone = chunk_id(store)
    with store.catalog.engine.begin() as connection:
        connection.execute(delete(chunks).where(chunks.c.chunk_id == gone))
    found = mend(store, differences(store))
    assert found.miscounted == (store.catalog.cards()[0].doc_id,)
    assert not found.stray_vectors


@pytest.mark.parametrize("later", ["one more", "another text", "one less"])
def test_a_catalog_that_was_put_back_takes_the_indexes_with_it(tmp_path: Path, later: str) -> None:
    files = tmp_path / "files"
    files.mkdir()
    (files / "东园.txt").write_text(TEXT, "utf-8")
    (files / "西园.txt").write_text(TEXT.replace("东园", "西园"), "utf-8")
    with open_store(tmp_path) as store:
        ingest(store, [files])
    before = (tmp_path / "home" / "catalog.sqlite3").read_bytes()
    if later == "one less":
        (files / "西园.txt").unlink()
    else:
        name = "南园.txt" if later == "one more" else "西园.txt"
        (files / name).write_text(TEXT.replace("东园", "南园").replace("80%", "70%"), "utf-8")
    with open_store(tmp_path) as store:
        ingest(store, [files])

    (tmp_path / "home" / "catalog.sqlite3").write_bytes(before)
    with open_store(tmp_path) as store:
        assert differences(store).none
        assert {hit.chunk.card.title for hit in search(store, "租金补贴")} == {
            "云岭市东园区租金补贴办法",
            "云岭市西园区租金补贴办法",
        }
