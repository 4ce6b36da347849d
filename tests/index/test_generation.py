"""Indexes are built anew beside those in use: whatever happens meanwhile, one whole pair is searched."""

import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Sequence
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from corpus.errors import StoreError
from index.encoder import Vectors
from index.journal import Journal
from index.search import search
from index.store import Store
from tests.fakes import BigramEncoder
from tests.index.stores import make_document, open_store

RENT = make_document("租金补贴二十万元。\n租金补贴按年发放。\n", name="d", revision="1")
TALENT = make_document("博士安家费。\n", name="other")


def texts(store: Store) -> set[str]:
    return {hit.chunk.text.strip() for hit in search(store, "租金补贴") if hit.chunk.card.doc_id == "d"}


def folders(home: Path) -> set[str]:
    return {path.name for path in (home / "home").iterdir() if path.is_dir()} - {"originals"}


def agree(store: Store) -> bool:
    return store.catalog.size() == store.dense.size == store.lexical.size


class Halting(BigramEncoder):
    """Encodes nothing until it is let go on."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.go_on = threading.Event(), threading.Event()

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.begun.set()
        assert self.go_on.wait(60)
        return super().encode_passages(texts)


def soon(happens: Callable[[], bool]) -> bool:
    """Whether it happens before a reader has long rested from its last look at the indexes."""
    until = time.monotonic() + 60
    while not (it := happens()) and time.monotonic() < until:
        time.sleep(0.05)
    return it


def test_readers_go_on_while_the_indexes_are_built_and_move_over_when_they_are_done(tmp_path: Path) -> None:
    encoder = Halting()
    with open_store(tmp_path) as reader, open_store(tmp_path) as writer:
        reader.add([RENT])
        thread = threading.Thread(target=lambda: Store.rebuild(tmp_path / "home", encoder).close())
        thread.start()
        assert encoder.begun.wait(60)
        assert len(texts(reader)) == 2
        assert folders(tmp_path) == {"chroma", "lexical", "chroma-1", "lexical-1"}
        with pytest.raises(StoreError, match="正在被另一个进程或线程写入"):
            writer.add([TALENT])
        encoder.go_on.set()
        thread.join()
        assert folders(tmp_path) == {"chroma", "lexical", "chroma-1", "lexical-1"}  # others have the former ones open
        assert len(texts(reader)) == len(texts(writer)) == 2
        assert folders(tmp_path) == {"chroma-1", "lexical-1"}
        writer.add([TALENT])  # and what is written now goes into the new ones
        assert soon(lambda: any(hit.reason.lexical_rank == 1 for hit in search(reader, "博士安家费")))
    with open_store(tmp_path) as store:
        assert agree(store)
        assert store.lexical.size == 3


def _rebuild_and_die(home: Path, step: str) -> None:
    def die(*_: object, **__: object) -> None:
        os._exit(9)

    publish: Callable[..., None] = Journal.take_over

    def publish_and_die(*given: object) -> None:
        publish(*given)
        os._exit(9)

    if step == "filling":
        BigramEncoder.encode_passages = die  # type: ignore[assignment,method-assign]  # in a process of its own
    else:
        Journal.take_over = die if step == "before" else publish_and_die  # type: ignore[assignment,method-assign]
    Store.rebuild(home, BigramEncoder())


@pytest.mark.parametrize("step", ["filling", "before", "after"])
def test_killed_while_rebuilding_the_former_or_the_new_indexes_are_whole(tmp_path: Path, step: str) -> None:
    with open_store(tmp_path) as store:
        store.add([RENT, TALENT])
    process = multiprocessing.get_context("spawn").Process(target=_rebuild_and_die, args=(tmp_path / "home", step))
    process.start()
    process.join()
    assert process.exitcode == 9
    with open_store(tmp_path) as store:
        assert len(texts(store)) == 2
        assert agree(store)
        store.remove("other")
        kept = {"chroma-1", "lexical-1"} if step == "after" else {"chroma", "lexical"}
        assert folders(tmp_path) == kept  # what the crash left is cleared away by the next who writes


class OtherEncoder(BigramEncoder):
    name = "others"
    dimensions = 128


def test_a_rebuild_that_fails_changes_nothing_and_leaves_nothing(tmp_path: Path) -> None:
    class Failing(OtherEncoder):
        def encode_passages(self, texts: Sequence[str]) -> Vectors:
            raise ConnectionError("endpoint")

    with open_store(tmp_path) as store:
        store.add([RENT])
        with pytest.raises(ConnectionError):
            Store.rebuild(tmp_path / "home", Failing())
        assert folders(tmp_path) == {"chroma", "lexical"}
        assert len(texts(store)) == 2
    with open_store(tmp_path) as store:  # its encoder still fits
        assert agree(store)


def test_a_process_with_the_former_encoder_answers_on_and_does_not_write(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with open_store(tmp_path) as store:
        store.add([RENT])
        with Store.rebuild(tmp_path / "home", OtherEncoder()) as again:
            assert len(texts(store)) == 2
            assert "WENCE_EMBEDDER" in caplog.text
            with pytest.raises(StoreError, match="WENCE_EMBEDDER"):
                store.add([TALENT])
            assert len(texts(again)) == 2


def _rebuild(home: Path, done: Event) -> None:
    for _ in range(3):
        Store.rebuild(home, BigramEncoder()).close()
    done.set()


def test_indexes_that_another_process_builds_over_and_over_are_followed(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    done = spawn.Event()
    with open_store(tmp_path) as store:
        store.add([RENT, TALENT])
        process = spawn.Process(target=_rebuild, args=(tmp_path / "home", done))
        process.start()
        while not done.is_set():
            assert len(texts(store)) == 2
        process.join()
        store.remove("other")
        assert agree(store)
        assert folders(tmp_path) == {"chroma-3", "lexical-3"}
