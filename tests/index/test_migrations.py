"""A catalog of an earlier version is brought up when it is opened, and nothing in it is lost."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from corpus.errors import StoreError
from index.agreement import differences
from index.catalog import Catalog
from index.ingest import ingest
from index.lock import WriterLock
from index.schema import SCHEMA_VERSION
from index.search import search
from index.store import Store
from tests.fakes import BigramEncoder
from tests.index.old_catalogs import indexes, lay_out, rows, tables

ROOT = Path(__file__).resolve().parents[2]
BEFORE_5 = ["v1", "v2", "v3", "v4"]
VERSIONS = [*BEFORE_5, "v5-first", "v5"]
"""Version 5 got tables while it stood: once as it began, once as it ended."""


@pytest.mark.parametrize("version", VERSIONS)
def test_every_row_of_an_older_catalog_is_there_after_it_was_opened(version: str, tmp_path: Path) -> None:
    path = lay_out(version, tmp_path)
    before = {name: rows(path, name) for name in tables(path) if name != "meta"}
    if version in BEFORE_5:  # which are to be read again
        before["files"] = [it | {"stamp": f"4:{it['stamp']}"} for it in before["files"]]

    Catalog(tmp_path).close()

    for name, former in before.items():
        after = rows(path, name)
        assert [{key: row[key] for key in old} for old, row in zip(former, after, strict=True)] == former, name


@pytest.mark.parametrize("version", VERSIONS)
def test_a_catalog_that_was_brought_up_has_the_same_tables_as_a_new_one(version: str, tmp_path: Path) -> None:
    path = lay_out(version, tmp_path / "old")
    Catalog(tmp_path / "old").close()
    (tmp_path / "new").mkdir()
    Catalog(tmp_path / "new").close()

    fresh = tmp_path / "new" / "catalog.sqlite3"

    assert tables(path) == tables(fresh)
    assert indexes(path) == indexes(fresh)
    assert {"name": "schema", "value": str(SCHEMA_VERSION)} in rows(path, "meta")


@pytest.mark.parametrize("version", VERSIONS)
def test_an_older_catalog_answers_and_agrees_once_its_indexes_are_rebuilt(version: str, tmp_path: Path) -> None:
    lay_out(version, tmp_path)

    with Store.rebuild(tmp_path, BigramEncoder()) as store:
        titles = {card.title for card in store.catalog.cards()}
        hits = search(store, "新购生产设备投资额一次性补助")
        assert differences(store).none
        assert hits[0].chunk.card.title == "示例县人民政府关于印发推动中小企业稳岗扩产若干措施的通知"
        assert "人才公寓申请指南" in "".join(titles)
        assert "8%" in store.catalog.original(hits[0].chunk.card.revision).read_text("utf-8")


@pytest.mark.parametrize("version", ["v1", "v4"])
def test_what_an_older_version_did_not_read_of_a_file_is_read_at_the_next_ingest(version: str, tmp_path: Path) -> None:
    lay_out(version, tmp_path / "home", tmp_path / "files")

    with Store.rebuild(tmp_path / "home", BigramEncoder()) as store:
        was = {card.doc_id: card.title for card in store.catalog.cards()}
        first, second = (ingest(store, [tmp_path / "files"]) for _ in range(2))
        assert (len(first.updated), len(second.unchanged)) == (3, 3)
        assert {card.doc_id: card.title for card in store.catalog.cards()} == was
        plan = next(it for it in store.catalog.cards() if "稳岗扩产" in it.title)
        assert any(chunk.facts for chunk in store.catalog.chunks(plan.doc_id))
        assert store.catalog.paths(plan.doc_id) == (plan.source_path,)
        assert differences(store).none


def test_what_a_follower_has_not_seen_is_everything_after_a_migration(tmp_path: Path) -> None:
    path = lay_out("v5", tmp_path)

    Catalog(tmp_path).close()

    assert {row["changed"] for row in rows(path, "revisions")} == {5}, "the change number that the catalog stood at"
    assert {row["cautions"] for row in rows(path, "revisions")} == {"[]"}


def test_the_catalog_as_it_was_lies_beside_the_one_that_was_brought_up(tmp_path: Path) -> None:
    path = lay_out("v5", tmp_path)
    path.chmod(0o600)

    Catalog(tmp_path).close()

    copy = tmp_path / f"catalog.sqlite3.before-{SCHEMA_VERSION}"
    assert {"name": "schema", "value": "5"} in rows(copy, "meta")
    assert len(rows(copy, "revisions")) == len(rows(path, "revisions"))
    assert copy.stat().st_mode & 0o077 == 0, "it holds what people asked"


def test_a_migration_that_is_killed_leaves_the_former_version_whole(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.index.killed_migrations", "v1", str(tmp_path), "9"]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 9, "from the first statement on to the last"


def test_where_no_copy_can_be_laid_beside_it_a_catalog_stays_as_it_is(tmp_path: Path) -> None:
    path = lay_out("v5", tmp_path)
    (tmp_path / f"catalog.sqlite3.before-{SCHEMA_VERSION}").mkdir()

    with pytest.raises(StoreError, match="目录数据库没有改动"):
        Catalog(tmp_path)

    assert {"name": "schema", "value": "5"} in rows(path, "meta")


def test_a_catalog_of_this_version_is_opened_while_another_process_writes(tmp_path: Path) -> None:
    Catalog(tmp_path).close()

    with WriterLock(tmp_path).held():
        Catalog(tmp_path).close()

    assert list(tmp_path.glob("*.before-*")) == []


def test_a_newer_catalog_is_left_as_it_is_with_one_sentence_about_it(tmp_path: Path) -> None:
    Catalog(tmp_path).close()
    path = tmp_path / "catalog.sqlite3"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE meta SET value = '99' WHERE name = 'schema'")

    with pytest.raises(StoreError, match=r"结构版本是 99，比这个程序的 \d+ 新"):
        Catalog(tmp_path)

    assert {"name": "schema", "value": "99"} in rows(path, "meta")
