"""A file is on the disk under its name before the catalog names it: a power cut loses no original and no upload."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.stock.uploads import Given, take
from index.ingest import ingest
from index.journal import Journal
from index.store import Store
from tests.index.stores import open_store

TEXT = "示例市租金补贴办法\n\n第一条 入驻企业可申请租金补贴，每年最高二十万元。\n"


def _given_by_path(store: Store, path: Path) -> None:
    ingest(store, [path])


def _uploaded(store: Store, path: Path) -> None:
    take(store, [Given("租金.txt", path)])


@pytest.mark.parametrize(("take_in", "folder"), [(_given_by_path, "originals"), (_uploaded, "uploads")])
def test_bytes_and_name_are_on_the_disk_before_the_catalog_names_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, take_in: Callable[[Store, Path], None], folder: str
) -> None:
    synced: list[tuple[Path, int]] = []
    at_publishing: list[tuple[Path, int]] = []
    fsync, publish = os.fsync, Journal.publish

    def noting(descriptor: int) -> None:
        path = Path(os.readlink(f"/proc/self/fd/{descriptor}"))
        fsync(descriptor)
        synced.append((path, len(list(path.iterdir())) if path.is_dir() else path.stat().st_size))

    def noting_publish(*given: object) -> object:
        at_publishing.extend(synced)
        return publish(*given)  # type: ignore[arg-type]  # passed on as they came

    if not Path("/proc/self/fd").is_dir():
        pytest.skip("这个系统不能说出描述符指向哪个文件")
    monkeypatch.setattr(os, "fsync", noting)
    monkeypatch.setattr(Journal, "publish", noting_publish)
    (tmp_path / "租金.txt").write_text(TEXT, "utf-8")
    with open_store(tmp_path) as store:
        take_in(store, tmp_path / "租金.txt")
        kept = store.home / folder
        sizes = [size for path, size in at_publishing if path.parent == kept]
        assert sizes == [len(TEXT.encode())]  # the whole file
        assert (kept, 1) in at_publishing  # and then its name


def test_what_a_killed_upload_left_half_written_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / "租金.txt").write_text(TEXT, "utf-8")
    with open_store(tmp_path) as store:
        (store.home / "uploads").mkdir()
        (store.home / "uploads" / ".人才.txt.4711.partial").write_text("博士可申", "utf-8")
        take(store, [Given("租金.txt", tmp_path / "租金.txt")])
        assert [path.name for path in (store.home / "uploads").iterdir()] == ["租金.txt"]
