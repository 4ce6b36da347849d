"""A backup holds all that cannot be made again, and a damaged one restores nothing."""

import io
import sqlite3
import tarfile
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from corpus.errors import StoreError
from index.agreement import differences
from index.backup import back_up, unpack
from index.ingest import ingest
from index.search import search
from index.store import Store
from tests.fakes import BigramEncoder
from tests.index.old_catalogs import lay_out
from tests.index.stores import open_store

TEXT = """云岭市{}园区租金补贴办法
第一条 企业租用标准厂房的，前两年按照实际租金的80%给予补贴。
第二条 本办法自2025年3月1日起施行。
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    write(tmp_path, "东", "西")
    with open_store(tmp_path) as store:
        ingest(store, [tmp_path / "files"])
    return tmp_path / "home"


def write(folder: Path, *names: str) -> None:
    (folder / "files").mkdir(exist_ok=True)
    for name in names:
        (folder / "files" / f"{name}.txt").write_text(TEXT.format(name), "utf-8")


def test_what_is_restored_answers_as_before_with_its_originals(home: Path, tmp_path: Path) -> None:
    taken = back_up(home, tmp_path / "b.tar.gz")
    unpack(taken.path, tmp_path / "again")
    with Store.rebuild(tmp_path / "again", BigramEncoder()) as store:
        assert differences(store).none
        assert {hit.chunk.card.title for hit in search(store, "西园区租金补贴")} == {
            "云岭市东园区租金补贴办法",
            "云岭市西园区租金补贴办法",
        }
        assert "东园区" in store.catalog.original(store.catalog.cards()[0].revision).read_text("utf-8")


def test_a_backup_taken_while_documents_come_in_holds_every_original_that_its_catalog_names(
    home: Path, tmp_path: Path
) -> None:
    write(tmp_path, *(f"新{number}" for number in range(30)))

    def come_in() -> None:
        with open_store(tmp_path) as store:
            ingest(store, [tmp_path / "files"])

    coming = threading.Thread(target=come_in)
    coming.start()
    taken = [back_up(home, tmp_path / f"b{number}.tar.gz") for number in range(4)]
    coming.join()
    for number, one in enumerate(taken):
        unpack(one.path, tmp_path / f"again{number}")
        with Store.rebuild(tmp_path / f"again{number}", BigramEncoder()) as store:
            assert differences(store).none


def test_others_on_the_machine_cannot_read_a_backup(home: Path, tmp_path: Path) -> None:
    assert back_up(home, tmp_path / "b.tar.gz").path.stat().st_mode & 0o077 == 0


def cut_off(archive: Path) -> None:
    archive.write_bytes(archive.read_bytes()[: archive.stat().st_size // 2])


def change_a_byte(archive: Path) -> None:
    data = bytearray(archive.read_bytes())
    data[len(data) // 2] ^= 0xFF
    archive.write_bytes(data)


def be_no_archive(archive: Path) -> None:
    archive.write_text("not an archive", "utf-8")


def lead_outside(archive: Path) -> None:
    with tarfile.open(archive, "w:gz") as made:
        entry = tarfile.TarInfo("../outside.txt")
        entry.size = 4
        made.addfile(entry, io.BytesIO(b"evil"))


@pytest.mark.parametrize("harm", [cut_off, change_a_byte, be_no_archive, lead_outside])
def test_a_damaged_backup_is_refused_and_leaves_nothing_behind(
    home: Path, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    archive = back_up(home, tmp_path / "b.tar.gz").path
    harm(archive)
    with pytest.raises(StoreError, match=r"b\.tar\.gz"):
        unpack(archive, tmp_path / "again")
    assert not (tmp_path / "again").exists()
    assert not (tmp_path / "outside.txt").exists()
    assert not list(tmp_path.glob("*.restoring"))


def test_a_backup_that_is_not_there_is_not_called_damaged(tmp_path: Path) -> None:
    for missing in (tmp_path / "nosuch.tar.gz", tmp_path):
        with pytest.raises(StoreError, match="不存在，或不是文件"):
            unpack(missing, tmp_path / "again")


def test_a_damaged_catalog_is_not_blamed_on_the_disk_of_the_backup(home: Path, tmp_path: Path) -> None:
    (home / "catalog.sqlite3").write_bytes(b"no database" * 1000)
    with pytest.raises(StoreError, match="wence doctor --deep"):
        back_up(home, tmp_path / "b.tar.gz")
    assert not list(tmp_path.glob("b.tar.gz*"))


def test_a_folder_that_is_in_use_is_not_overwritten(home: Path, tmp_path: Path) -> None:
    taken = back_up(home, tmp_path / "b.tar.gz")
    with pytest.raises(StoreError, match="不是空的"):
        unpack(taken.path, home)
    with pytest.raises(StoreError, match="已经存在"):
        back_up(home, taken.path)
    with pytest.raises(StoreError, match="没有可备份"):
        back_up(tmp_path / "nothing", tmp_path / "c.tar.gz")


def test_a_backup_of_an_older_version_is_restored_and_brought_up(tmp_path: Path) -> None:
    lay_out("v5", tmp_path / "old")

    taken = back_up(tmp_path / "old", tmp_path / "b.tar.gz")
    unpack(taken.path, tmp_path / "again")

    assert taken.manifest.schema_version == 5, "it is as it was, not as this program would have it"
    with Store.rebuild(tmp_path / "again", BigramEncoder()) as store:
        assert differences(store).none
        assert len(store.catalog.cards()) == 2


def test_a_backup_of_a_newer_version_is_refused_in_one_sentence(home: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(home / "catalog.sqlite3")) as connection, connection:
        connection.execute("UPDATE meta SET value = '99' WHERE name = 'schema'")
    taken = back_up(home, tmp_path / "b.tar.gz")

    with pytest.raises(StoreError, match="结构版本是 99，比这个程序的 6 新"):
        unpack(taken.path, tmp_path / "again")

    assert not (tmp_path / "again").exists()
