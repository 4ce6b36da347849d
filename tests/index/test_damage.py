"""Damaged files of either index end in service or in a sentence, never in a dead process or in wrong answers."""

import multiprocessing
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.commands import cli
from corpus.errors import StoreError
from index.agreement import differences
from index.checksums import left_behind
from index.chroma.folder import doubt
from index.encoder import open_encoder
from index.ingest import ingest
from index.schema import key_of
from index.search import search
from index.store import Store
from tests.index.stores import make_document, open_store

ARTICLES = 300
"""In each of four documents: Chroma keeps fewer than a thousand vectors elsewhere."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("sound") / "home"
    with Store.open(home, open_encoder()) as store:
        store.add(
            make_document(
                "".join(f"入驻{name}园区的企业，第{at}年租金补贴{at * 7}元。\n" for at in range(ARTICLES)), name=name
            )
            for name in ("东", "西", "南", "北")
        )
    return home


@pytest.fixture
def home(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "home"))


def opened(home: Path) -> Store:
    return Store.open(home, open_encoder())


def halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def garble(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(bytes(255 - byte for byte in data[: len(data) // 2]) + data[len(data) // 2 :])


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("part", ["idx", "pos", "term", "store"])
@pytest.mark.parametrize("harm", [garble, empty, Path.unlink])
def test_damaged_postings_are_noticed_and_made_anew(home: Path, part: str, harm: Callable[[Path], None]) -> None:
    for path in (home / "lexical").glob(f"*.{part}"):
        harm(path)
    with opened(home) as store:
        assert store.lexical.size == store.catalog.size()
        assert any(hit.reason.lexical_rank for hit in search(store, "东园区第70年租金补贴490元"))
        assert differences(store).none


def test_folders_deleted_under_a_running_process_are_searched_on_and_then_named(home: Path) -> None:
    with opened(home) as store:
        search(store, "租金补贴")
        shutil.rmtree(home / "chroma")
        shutil.rmtree(home / "lexical")
        try:
            hits = search(store, "东园区第70年租金补贴490元")
        except StoreError as error:
            assert "wence reindex" in str(error)  # noqa: PT017 - both are right
        else:
            assert hits
    with pytest.raises(StoreError, match="wence reindex"):
        opened(home)


def _open(home: Path) -> None:
    opened(home).close()


def _files(home: Path, name: str) -> list[Path]:
    found = list((home / "chroma").rglob(name))
    assert found
    return found


def test_files_that_end_the_process_that_opens_them_are_told_to_the_next(home: Path) -> None:
    for path in _files(home, "header.bin"):
        halve(path)
    process = multiprocessing.get_context("spawn").Process(target=_open, args=(home,))
    process.start()
    process.join()
    assert process.exitcode is not None
    assert process.exitcode < 0  # Chroma reads beyond the end of what is there
    with pytest.raises(StoreError, match=r"已损坏.*SIG.*wence reindex"):
        opened(home)
    with Store.rebuild(home, open_encoder()) as store:
        assert differences(store).none
    with opened(home) as store:
        assert any(hit.reason.dense_rank for hit in search(store, "东园区第70年租金补贴490元"))


def test_a_service_looks_before_it_opens_what_would_end_it(home: Path) -> None:
    for path in _files(home, "header.bin"):
        halve(path)
    doubt(home)
    with pytest.raises(StoreError, match="已损坏"):
        opened(home)
    doubt(home)


@pytest.mark.parametrize("name", ["data_level0.bin", "header.bin"])
def test_the_doctor_finds_damaged_vectors_and_mends_them(
    home: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WENCE_HOME", str(home))
    for path in _files(home, name):
        halve(path)
    said = CliRunner().invoke(cli, ["doctor", "--deep"])
    assert said.exit_code == 1
    assert "坏掉的向量" in said.stdout or "已损坏" in said.stdout
    mended = CliRunner().invoke(cli, ["doctor", "--deep", "--repair"])
    assert mended.exit_code == 0, mended.stdout
    with opened(home) as store:
        assert differences(store).none


@pytest.mark.parametrize("loss", [Path.unlink, empty])
def test_a_lost_catalog_is_no_new_installation(loss: Callable[[Path], None], tmp_path: Path) -> None:
    (tmp_path / "租金补贴办法.txt").write_text("云岭市租金补贴办法\n第一条 每年补贴三十万元。\n", "utf-8")
    with opened(tmp_path / "home") as store:
        ingest(store, [tmp_path / "租金补贴办法.txt"])
    for left in tmp_path.glob("home/catalog.sqlite3-*"):
        left.unlink()
    loss(tmp_path / "home" / "catalog.sqlite3")

    with pytest.raises(StoreError, match=r"还有 1 份原件.*wence restore"):
        opened(tmp_path / "home")
    assert len(list((tmp_path / "home" / "originals").iterdir())) == 1


def test_a_removal_that_was_cut_off_before_its_end_is_done_again(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "lexical"
    with open_store(tmp_path) as store:
        store.add(make_document("租金减免三年。\n引进人才给予补贴。", name=name) for name in ("d1", "d2"))
        before = (folder / "meta.json").read_bytes()
        (key,) = {it.revision for it in store.catalog.cards() if it.doc_id == "d1"}
        with store.lexical.writing():
            store.lexical.apply((), drop=[key_of("d1", key)])
    (folder / "meta.json").write_bytes(before)  # the process was killed before it said that the removal is done
    assert left_behind(folder)

    with open_store(tmp_path) as store:
        store.remove("d1")
        assert {hit.chunk.card.doc_id for hit in search(store, "租金减免")} == {"d2"}
        assert differences(store).none
    assert left_behind(folder) == []
