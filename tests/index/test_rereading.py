"""A document is read again from its original, and stays the document that it was."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import NoSuchDocument
from index.corrections.deeds import Deed, history
from index.corrections.door import correct
from index.corrections.rereading import reread
from index.ingest import ingest
from index.reading import Prepared, Refused, Sheet, prepare
from index.report import Outcome
from index.search import search
from index.store import Store
from tests.index.stores import open_store

TEXT = "技术改造补贴办法\n\n第一条 技术改造项目按设备投资额的百分之八给予补贴。\n第二条 每个项目最高三百万元。\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "沧州市" / "技改.txt"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    (path.parent / "技改.meta.yaml").write_text("issuer: 沧州市工业和信息化局\n", encoding="utf-8")
    return path


@pytest.fixture
def store(tmp_path: Path, path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as store:
        ingest(store, [path])
        yield store


def better(sheet: Sheet) -> Prepared | Refused:
    """A reader that finds a line more."""
    outcome = prepare(sheet)
    assert isinstance(outcome, Prepared)
    more = "第三条 本办法由市工业和信息化局解释。\n"
    document = replace(outcome.document, text=outcome.document.text.rstrip("\n") + "\n" + more)
    last = outcome.chunks[-1]
    stem, _, number = last.chunk_id.rpartition(".")
    chunk = replace(last, chunk_id=f"{stem}.{int(number) + 1}", text=more.strip(), path=("第三条",))
    return replace(outcome, document=document, chunks=(*outcome.chunks, chunk))


def refuse(sheet: Sheet) -> Prepared | Refused:
    return Refused("文件已损坏")


def test_a_document_read_again_keeps_its_id_paths_and_corrections(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (card,) = store.catalog.cards()
    assert card.region == "河北省沧州市"
    correct(store, card.doc_id, {"title": "沧州市技术改造补贴办法"}, "王芳")
    path.unlink()  # the original is enough
    monkeypatch.setattr("index.reading.prepare", better)

    report = reread(store, card.doc_id, "李雷")

    (again,) = store.catalog.cards()
    assert (report.outcome, report.doc_id, report.title) == (Outcome.UPDATED, card.doc_id, "沧州市技术改造补贴办法")
    assert (again.title, again.region, again.issuer) == ("沧州市技术改造补贴办法", "河北省沧州市", card.issuer)
    assert store.catalog.paths(card.doc_id) == (str(path),)
    assert any(hit.chunk.path == ("第三条",) for hit in search(store, "由市工业和信息化局解释"))
    assert store.catalog.size() == store.dense.size == store.lexical.size
    assert history(store.catalog.engine)[0].deed is Deed.REREAD
    monkeypatch.setattr("index.reading.prepare", prepare)
    reread(store, card.doc_id, "李雷")
    assert not any(hit.chunk.path == ("第三条",) for hit in search(store, "由市工业和信息化局解释"))
    assert store.catalog.size() == store.dense.size == store.lexical.size


def test_what_a_lost_sidecar_said_is_kept(store: Store, path: Path) -> None:
    (card,) = store.catalog.cards()
    (path.parent / "技改.meta.yaml").unlink()
    reread(store, card.doc_id, "李雷")
    assert store.catalog.cards() == [card]


def test_an_original_that_no_longer_reads_leaves_the_document_as_it_is(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    (card,) = store.catalog.cards()
    monkeypatch.setattr("index.reading.prepare", refuse)
    assert reread(store, card.doc_id, "李雷").outcome is Outcome.FAILED
    store.catalog.original(card.revision).unlink()
    report = reread(store, card.doc_id, "李雷")
    assert "不见了" in (report.reason or "")
    assert store.catalog.cards() == [card]
    assert history(store.catalog.engine) == []


def test_what_is_not_held_is_not_read_again(store: Store) -> None:
    with pytest.raises(NoSuchDocument):
        reread(store, "nothing", "李雷")
