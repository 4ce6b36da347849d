"""A backup restores into either kind of database, whichever it was taken from, and nothing in it is lost."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from corpus.errors import StoreError
from index.agreement import differences
from index.backup import back_up, unpack
from index.catalog import Catalog
from index.elsewhere import HERE, Elsewhere
from index.ingest import ingest
from index.people import login_attempts
from index.schema import metadata
from index.search import search
from index.store import Store
from tests.fakes import BigramEncoder
from tests.in_postgres import Databases, databases  # noqa: F401 - a fixture
from tests.index.old_catalogs import lay_out


def everything(home: Path, elsewhere: Elsewhere) -> dict[str, list[str]]:
    """All rows by table, as the program reads them."""
    catalog = Catalog(home, elsewhere)
    with catalog.engine.connect() as connection:
        found = {
            name: sorted(
                str([str(value).removesuffix("+00:00") for value in row]) for row in connection.execute(select(table))
            )
            for name, table in metadata.tables.items()
        }
    catalog.close()
    return found


def test_a_catalog_goes_from_a_file_to_postgresql_and_back_without_loss(
    tmp_path: Path,
    databases: Databases,  # noqa: F811
) -> None:
    lay_out("v5", tmp_path / "first", tmp_path / "files")  # with answers, accounts, conversations, corrections
    there = Elsewhere(catalog=databases.of(tmp_path))
    first = back_up(tmp_path / "first", tmp_path / "first.tar.gz")

    unpack(first.path, tmp_path / "second", there)
    second = back_up(tmp_path / "second", tmp_path / "second.tar.gz", there)
    unpack(second.path, tmp_path / "third")

    held = everything(tmp_path / "first", HERE)
    assert everything(tmp_path / "second", there) == held
    assert everything(tmp_path / "third", HERE) == held
    assert len(held["answers"]) == 2
    assert list((tmp_path / "second").glob("catalog*")) == []
    assert [it.name for it in first.manifest.members] == [it.name for it in second.manifest.members]


def test_what_was_restored_into_postgresql_answers_and_goes_on(tmp_path: Path, databases: Databases) -> None:  # noqa: F811
    lay_out("v4", tmp_path / "old", tmp_path / "files")
    there = Elsewhere(catalog=databases.of(tmp_path))
    catalog = Catalog(tmp_path / "old")
    with catalog.engine.begin() as connection:
        row = {"name": "x", "address": "127.0.0.1", "tried_at": datetime(2026, 3, 1, 8, 30, tzinfo=UTC)}
        connection.execute(insert(login_attempts), [row | {"id": 7}])
    catalog.close()

    unpack(back_up(tmp_path / "old", tmp_path / "b.tar.gz").path, tmp_path / "new", there)

    with Store.rebuild(tmp_path / "new", BigramEncoder(), elsewhere=there) as store:
        assert differences(store).none
        assert "稳岗扩产" in search(store, "新购生产设备投资额一次性补助")[0].chunk.card.title
        assert len(ingest(store, [tmp_path / "files"]).updated) == 3
        with store.catalog.engine.begin() as connection:
            made = connection.execute(insert(login_attempts).values(**row)).inserted_primary_key
        assert made is not None
        assert made[0] == 8, "numbers go on from those that were copied"


def test_a_database_that_holds_something_is_not_overwritten(tmp_path: Path, databases: Databases) -> None:  # noqa: F811
    lay_out("v5", tmp_path / "old")
    there = Elsewhere(catalog=databases.of(tmp_path))
    archive = back_up(tmp_path / "old", tmp_path / "b.tar.gz").path
    unpack(archive, tmp_path / "new", there)
    held = everything(tmp_path / "new", there)

    with pytest.raises(StoreError, match=r"PostgreSQL .* 里已有内容，不会覆盖"):
        unpack(archive, tmp_path / "again", there)

    assert not (tmp_path / "again").exists()
    assert everything(tmp_path / "new", there) == held
