"""Whoever follows the catalog by the number of its change sees all that became found, was written anew, or left."""

from pathlib import Path

import pytest
from sqlalchemy import select

from index.corrections.door import correct, remove, undo
from index.ingest import ingest
from index.schema import chunks, revisions
from index.store import Store
from tests.fakes import BigramEncoder
from tests.index.stores import make_document, open_store

TEXT = (
    "云岭市{}园区租金补贴办法\n第一条 企业租用标准厂房的，前两年按照实际租金的80%给予补贴。\n第二条 每年最高{}万元。\n"
)


class Reader:
    """Keeps what can be found by looking at later revisions only."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._seen = -1
        self.held: dict[str, list[tuple[object, ...]]] = {}

    def follow(self) -> set[str]:
        """Catches up; gives the keys that it looked at."""
        query = select(revisions.c.key, revisions.c.state).where(revisions.c.changed > self._seen)
        with self._store.catalog.engine.connect() as connection:
            later = connection.execute(query).all()
        for key, state in later:
            self.held.pop(key, None)
            if state == "ready":
                self.held[key] = everything(self._store)[key]
        self._seen = self._store.catalog.change()
        return {key for key, _ in later}


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """By key, what an index may hold of each ready revision."""
    query = select(chunks.c.key, chunks.c.chunk_id, chunks.c.text, revisions.c.region, revisions.c.title).join(
        revisions
    )
    found: dict[str, list[tuple[object, ...]]] = {}
    with store.catalog.engine.connect() as connection:
        for row in connection.execute(query.where(revisions.c.state == "ready").order_by(chunks.c.chunk_id)):
            found.setdefault(row.key, []).append(tuple(row))
    return found


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    for name in ("东", "西"):
        (folder / f"{name}.txt").write_text(TEXT.format(name, 20), "utf-8")
    return folder


def test_a_reader_of_changes_holds_what_a_reader_of_everything_holds(tmp_path: Path, files: Path) -> None:
    with open_store(tmp_path) as store:
        reader = Reader(store)

        def seen() -> set[str]:
            looked_at = reader.follow()
            assert reader.held == everything(store)
            return looked_at

        ingest(store, [files])
        assert len(seen()) == 2
        assert len(seen()) == 0, "nothing has changed"
        (files / "东.txt").write_text(TEXT.format("东", 50), "utf-8")
        ingest(store, [files])
        assert len(seen()) == 2, "the revision that came and the one that left"
        (files / "东.txt").write_text(TEXT.format("东", 20), "utf-8")
        ingest(store, [files])
        assert len(seen()) == 2, "a former revision that is found again"
        east = next(it.doc_id for it in store.catalog.cards() if "东园区" in it.title)
        corrected = correct(store, east, {"region": "河北沧州", "title": "云岭市纾困办法"}, "王芳")
        assert len(seen()) == 1
        undo(store, corrected.id, "王芳")
        assert len(seen()) == 1
        removed = remove(store, east, "王芳")
        assert len(seen()) == 1
        undo(store, removed.id, "王芳")
        assert len(seen()) == 1
        (files / "西.txt").rename(files / "南.txt")
        ingest(store, [files])
        seen()
        store.add([make_document("第一条 甲。\n第二条 乙。\n")])
        assert len(seen()) == 1
        store.add([make_document("第一条 丙。\n")])
        assert len(seen()) == 1, "written anew under the same key"
        store.remove("d1")
        assert len(seen()) == 1


def test_what_a_crash_left_on_its_way_is_not_seen_by_a_reader_of_changes(tmp_path: Path, files: Path) -> None:
    with open_store(tmp_path) as store:
        ingest(store, [files])
        reader = Reader(store)
        reader.follow()
        store.lexical.apply = lambda *_, **__: 1 / 0  # type: ignore[method-assign, assignment]
        with pytest.raises(ZeroDivisionError):
            store.add([make_document("第一条 甲。\n")])
        reader.follow()
        assert reader.held == everything(store)
    with Store.open(tmp_path / "home", BigramEncoder()) as store:
        reader._store = store
        reader.follow()
        assert reader.held == everything(store)
