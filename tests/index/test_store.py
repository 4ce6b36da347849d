"""The store survives crashes, lost indexes and other processes; what it cannot do it says."""

import multiprocessing
import shutil
from collections.abc import Callable, Sequence
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from corpus.errors import NoSuchDocument, StoreError
from index.dense import Dense
from index.encoder import Vectors
from index.journal import Journal
from index.lexical import Lexical
from index.search import search
from index.store import Store
from tests.fakes import BigramEncoder
from tests.index.stores import make_document, open_store

OLD = make_document("租金补贴二十万元。\n租金补贴按年发放。\n", name="d", revision="1")
NEW = make_document("租金补贴五十万元。\n", name="d", revision="2")
OTHER = make_document("博士安家费。\n", name="other")


class Killed(BaseException):
    """Stands for the end of the process."""


def texts(store: Store) -> set[str]:
    return {hit.chunk.text.strip() for hit in search(store, "租金补贴") if hit.chunk.card.doc_id == "d"}


def agree(store: Store) -> bool:
    return store.catalog.size() == store.dense.size == store.lexical.size


STEPS: list[tuple[type, str]] = [
    (Journal, "begin"),
    (Dense, "upsert"),
    (Lexical, "apply"),
    (Journal, "publish"),
    (Dense, "delete"),
    (Journal, "retire"),
]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("owner", "step"), STEPS, ids=[step for _, step in STEPS])
def test_a_crash_at_any_step_leaves_the_old_or_the_new_revision_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: type, step: str, after: bool
) -> None:
    original: Callable[..., object] = getattr(owner, step)

    def crash(*args: object, **kwargs: object) -> None:
        if after:
            original(*args, **kwargs)
        raise Killed

    with open_store(tmp_path) as store:
        store.add([OLD, OTHER])
        with monkeypatch.context() as patch:
            patch.setattr(owner, step, crash)
            with pytest.raises(Killed):
                store.add([NEW])
        found = texts(store)
        assert found in ({"租金补贴二十万元。", "租金补贴按年发放。"}, {"租金补贴五十万元。"})
    with open_store(tmp_path) as store:
        assert texts(store) == found
        assert agree(store)
        store.add([NEW])
        assert texts(store) == {"租金补贴五十万元。"}
        assert agree(store)


@pytest.mark.parametrize(
    ("owner", "step"), [(Journal, "withdraw"), (Dense, "delete"), (Lexical, "apply"), (Journal, "retire")]
)
def test_a_crash_during_removal_leaves_the_document_whole_or_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: type, step: str
) -> None:
    with open_store(tmp_path) as store:
        store.add([OLD, OTHER])

        def crash(*_: object, **__: object) -> None:
            raise Killed

        with monkeypatch.context() as patch:
            patch.setattr(owner, step, crash)
            with pytest.raises(Killed):
                store.remove("d")
    with open_store(tmp_path) as store:
        assert len(texts(store)) in (0, 2)
        assert agree(store)


def _add_and_die(home: Path, step: str) -> None:
    import os

    for owner, name in STEPS:
        if name == step:
            setattr(owner, name, lambda *_, **__: os._exit(9))
    with Store.open(home, BigramEncoder()) as store:
        store.add([NEW])


@pytest.mark.parametrize("step", ["upsert", "apply", "publish", "retire"])
def test_a_killed_process_leaves_nothing_half_done(tmp_path: Path, step: str) -> None:
    with open_store(tmp_path) as store:
        store.add([OLD, OTHER])
    process = multiprocessing.get_context("spawn").Process(target=_add_and_die, args=(tmp_path / "home", step))
    process.start()
    process.join()
    assert process.exitcode == 9
    with open_store(tmp_path) as store:
        assert texts(store) in ({"租金补贴二十万元。", "租金补贴按年发放。"}, {"租金补贴五十万元。"})
        assert agree(store)


def _add_one(home: Path) -> None:
    with Store.open(home, BigramEncoder()) as store:
        store.add([OLD])


def test_what_another_process_writes_is_found(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        assert texts(store) == set()
        process = multiprocessing.get_context("spawn").Process(target=_add_one, args=(tmp_path / "home",))
        process.start()
        process.join()
        assert len(texts(store)) == 2
        assert {hit.reason.dense_rank for hit in search(store, "租金补贴")} == {1, 2}
        store.add([OTHER])
        assert agree(store)
    with open_store(tmp_path) as store:
        assert len(search(store, "租金补贴")) == 3


def test_a_second_writer_is_told_who_is_writing_and_readers_go_on(tmp_path: Path) -> None:
    with open_store(tmp_path) as store, open_store(tmp_path) as second:
        store.add([OLD])
        with store.writer.session():
            with pytest.raises(StoreError, match="正在被另一个进程或线程写入"):
                second.add([NEW])
            assert len(texts(second)) == 2
        second.add([NEW])
        assert texts(second) == {"租金补贴五十万元。"}
        assert texts(store) == {"租金补贴五十万元。"}


def test_documents_can_be_removed_and_their_text_still_be_opened(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.add([OLD, OTHER])
        store.remove("d")
        assert texts(store) == set()
        assert agree(store)
        with pytest.raises(NoSuchDocument, match="wence docs list"):
            store.catalog.document("d")
        assert store.catalog.document("d", OLD.card.revision).text == OLD.text
        with pytest.raises(NoSuchDocument):
            store.remove("d")


def test_a_document_comes_back_as_it_went_in(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.add([OLD])
        assert store.catalog.document("d") == OLD
        assert [chunk.text for chunk in store.catalog.chunks("d")] == ["租金补贴二十万元。", "租金补贴按年发放。"]
        assert all(OLD.text[it.start : it.end] == it.text for it in store.catalog.chunks("d"))


class OtherEncoder(BigramEncoder):
    name = "others"
    dimensions = 128


def test_another_encoder_is_refused_with_the_command_that_helps(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.add([OLD])
    with pytest.raises(StoreError, match=r"bigrams.*others.*wence reindex"):
        Store.open(tmp_path / "home", OtherEncoder())
    encoder = OtherEncoder()
    with Store.rebuild(tmp_path / "home", encoder) as store:
        assert len(encoder.encoded) == 2
        assert len(texts(store)) == 2
        assert agree(store)
    with pytest.raises(StoreError, match="wence reindex"):
        open_store(tmp_path)


def test_a_lost_or_damaged_inverted_index_is_built_anew(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.add([OLD, OTHER])
    for damage in (shutil.rmtree, _scribble):
        damage(tmp_path / "home" / "lexical")
        with open_store(tmp_path) as store:
            assert search(store, "博士安家费")[0].reason.lexical_rank == 1
            assert agree(store)


def _scribble(folder: Path) -> None:
    (folder / "meta.json").write_text("{", encoding="utf-8")


def test_lost_vectors_are_named_and_rebuilt_on_command(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.add([OLD])
    shutil.rmtree(tmp_path / "home" / "chroma")
    with pytest.raises(StoreError, match="wence reindex"):
        open_store(tmp_path)
    with Store.rebuild(tmp_path / "home", BigramEncoder()) as store:
        assert len(texts(store)) == 2


@pytest.mark.parametrize("content", [b"not a database at all, not even near it", b"\0" * 5000])
def test_a_damaged_catalog_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "catalog.sqlite3").write_bytes(content)
    with pytest.raises(StoreError, match=r"catalog\.sqlite3"):
        open_store(tmp_path)


def test_a_home_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(StoreError, match="home"):
        open_store(tmp_path)


def test_a_catalog_of_another_version_is_left_alone(tmp_path: Path) -> None:
    with open_store(tmp_path) as store, store.writer.session():
        store.writer.journal.note(schema="99")
    with pytest.raises(StoreError, match="99"):
        open_store(tmp_path)


def test_an_encoder_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    class Failing(BigramEncoder):
        def encode_passages(self, texts: Sequence[str]) -> Vectors:
            raise ConnectionError("endpoint")

    with open_store(tmp_path) as store:
        store.add([OLD])
    with Store.open(tmp_path / "home", Failing()) as store:
        with pytest.raises(ConnectionError):
            store.add([NEW])
        assert len(texts(store)) == 2
        assert agree(store)


def _add_and_pause(home: Path, written: Event, go_on: Event) -> None:
    original = Journal.publish

    def publish(*args: object) -> object:
        written.set()
        go_on.wait(30)
        return original(*args)  # type: ignore[arg-type]  # passed on as they came

    Journal.publish = publish  # type: ignore[assignment,method-assign]  # in a process of its own
    _add_one(home)


def test_a_reader_of_an_empty_store_goes_on_while_another_process_fills_it(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    written, go_on = spawn.Event(), spawn.Event()
    with open_store(tmp_path) as store:
        assert texts(store) == set()
        process = spawn.Process(target=_add_and_pause, args=(tmp_path / "home", written, go_on))
        process.start()
        assert written.wait(30)
        assert texts(store) == set()
        go_on.set()
        process.join()
        assert len(texts(store)) == 2


def test_a_full_disk_is_one_sentence_and_nothing_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    with open_store(tmp_path) as store:
        store.add([OLD])
        with monkeypatch.context() as patch:
            patch.setattr(Journal, "publish", full)
            with pytest.raises(StoreError, match="disk is full"):
                store.add([NEW])
        assert len(texts(store)) == 2
        store.add([NEW])
        assert texts(store) == {"租金补贴五十万元。"}
        assert agree(store)


def test_others_on_the_machine_cannot_read_a_new_catalog_or_its_journals(tmp_path: Path) -> None:
    with open_store(tmp_path):
        files = list((tmp_path / "home").glob("catalog.sqlite3*"))
        assert len(files) > 1
        assert [it.name for it in files if it.stat().st_mode & 0o077] == []
