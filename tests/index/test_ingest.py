"""Ingesting keeps the store in step with files and folders."""

import multiprocessing
import os
import signal
from pathlib import Path
from typing import Any

import pytest

from index.ingest import Progress, Report, ingest
from index.journal import Journal
from index.reading import ReadingLimits
from index.report import FileReport, Outcome
from index.search import search
from index.store import Store
from tests.fakes import BigramEncoder
from tests.index.hostile import prepare_or_fail
from tests.index.stores import open_store

RENT = "示例市租金补贴办法\n\n第一条 入驻企业可申请租金补贴，每年最高二十万元。\n"
TALENT = "示例市人才安家办法\n\n第一条 博士可申请安家费三十万元。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "政策"
    (folder / "人才").mkdir(parents=True)
    (folder / "租金.txt").write_text(RENT, encoding="utf-8")
    (folder / "人才" / "安家.md").write_text(TALENT, encoding="utf-8")
    return folder


def titles(store: Store, query: str) -> list[str]:
    return [hit.chunk.card.title for hit in search(store, query)]


def test_a_folder_is_found_after_ingest(folder: Path, tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        report = ingest(store, [folder])
        assert report.added == (str(folder / "租金.txt"), str(folder / "人才/安家.md"))
        assert titles(store, "租金补贴最高多少")[0] == "示例市租金补贴办法"
        assert titles(store, "博士安家费")[0] == "示例市人才安家办法"


def test_unchanged_files_are_not_read_again(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(tmp_path) as store:
        ingest(store, [folder])
        monkeypatch.setattr("index.ingest.read_apart", lambda sheets, _: (pytest.fail("read again") for _ in sheets))
        report = ingest(store, [folder])
        (folder / "租金.txt").touch()
        touched = ingest(store, [folder])
    assert (len(report.unchanged), report.chunks) == (2, 0)
    assert len(touched.unchanged) == 2


def test_a_changed_file_replaces_its_former_revision(folder: Path, tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        ingest(store, [folder])
        (folder / "租金.txt").write_text(RENT.replace("二十万", "五十万"), encoding="utf-8")
        report = ingest(store, [folder])
        texts = [hit.chunk.text for hit in search(store, "租金补贴")]
    assert report.updated == (str(folder / "租金.txt"),)
    assert any("五十万" in text for text in texts)
    assert not any("二十万" in text for text in texts)


def test_metadata_written_beside_a_file_counts_as_a_change(folder: Path, tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        ingest(store, [folder])
        (folder / "租金.txt.meta.yaml").write_text("title: 新的标题\n", encoding="utf-8")
        report = ingest(store, [folder])
        assert report.updated == (str(folder / "租金.txt"),)
        assert "新的标题" in titles(store, "租金补贴")
        assert store.catalog.size() == store.dense.size == store.lexical.size


def test_a_file_that_vanished_from_its_folder_is_removed(folder: Path, tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        ingest(store, [folder])
        (folder / "人才" / "安家.md").unlink()
        report = ingest(store, [folder])
        assert report.removed == (str(folder / "人才/安家.md"),)
        assert titles(store, "博士安家费") == ["示例市租金补贴办法"]
        assert store.catalog.size() == store.dense.size == store.lexical.size == 1


def test_ingesting_one_file_leaves_the_others_alone(folder: Path, tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        ingest(store, [folder])
        (folder / "人才" / "安家.md").unlink()
        assert ingest(store, [folder / "租金.txt"]).removed == ()
        assert len(store.catalog.cards()) == 2


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(folder: Path, tmp_path: Path) -> None:
    (folder / "空.txt").write_bytes(b"")
    with open_store(tmp_path) as store:
        report = ingest(store, [tmp_path / "不在", folder])
    assert [Path(path).name for path, _ in report.failed] == ["不在", "空.txt"]
    assert all(reason for _, reason in report.failed)
    assert len(report.added) == 2


@pytest.mark.parametrize(
    ("order", "seconds", "reason"),
    [
        ("raise", 60, "ZeroDivisionError"),
        ("hang", 3, "WENCE_READ_SECONDS（现为 3）"),
        ("grow", 60, "WENCE_READ_MEMORY_MB（现为 1024）"),
        ("fault", 60, "意外退出（SIGSEGV）"),
        ("die", 60, "意外退出（3）"),
    ],
)
def test_a_file_that_breaks_its_reader_costs_one_line(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, order: str, seconds: float, reason: str
) -> None:
    monkeypatch.setattr("index.reading.prepare", prepare_or_fail)
    (folder / "人才" / "恶意.txt").write_text(order, encoding="utf-8")
    with open_store(tmp_path) as store:
        report = ingest(store, [folder], limits=ReadingLimits(processes=1, seconds=seconds, memory_mb=1024))
    assert [Path(path).name for path, _ in report.failed] == ["恶意.txt"]
    assert reason in report.failed[0][1]
    assert len(report.added) == 2


def test_large_files_and_those_that_may_be_scans_get_more_time() -> None:
    limits = ReadingLimits(seconds=10)
    assert limits.seconds_for(Path("a.txt"), 0) == 10
    assert limits.seconds_for(Path("a.PDF"), 3 << 20) > limits.seconds_for(Path("a.txt"), 3 << 20) > 10


def test_a_file_that_no_longer_reads_keeps_its_former_revision(folder: Path, tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        ingest(store, [folder])
        (folder / "租金.txt").write_bytes(b"")
        report = ingest(store, [folder])
        assert len(report.failed) == 1
        assert titles(store, "租金补贴")[0] == "示例市租金补贴办法"


def test_hidden_files_sidecars_and_other_formats_are_passed_over(folder: Path, tmp_path: Path) -> None:
    (folder / ".草稿.txt").write_text(RENT, encoding="utf-8")
    (folder / ".git").mkdir()
    (folder / ".git" / "a.txt").write_text(RENT, encoding="utf-8")
    (folder / "~$租金.docx").write_bytes(b"lock")
    (folder / "租金.txt.meta.yaml").write_text("issuer: 示例市人民政府\n", encoding="utf-8")
    (folder / "包.zip").write_bytes(b"PK\x05\x06")
    with open_store(tmp_path) as store:
        report = ingest(store, [folder])
    assert (len(report.added), report.failed) == (2, ())


def test_the_original_can_be_opened_for_every_revision(folder: Path, tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        ingest(store, [folder])
        before = next(card for card in store.catalog.cards() if "租金" in card.title)
        (folder / "租金.txt").write_text(RENT.replace("二十万", "五十万"), encoding="utf-8")
        ingest(store, [folder])
        assert store.catalog.original(before.revision).read_text(encoding="utf-8") == RENT
        assert "二十万" in store.catalog.document(before.doc_id, before.revision).text
        assert "五十万" in store.catalog.document(before.doc_id).text


def test_progress_counts_every_file(folder: Path, tmp_path: Path) -> None:
    seen: list[Progress] = []
    with open_store(tmp_path) as store:
        ingest(store, [folder], on_progress=seen.append)
    assert [(it.done, it.total) for it in seen] == [(1, 2), (2, 2)]


def test_the_report_tells_counts_and_names_what_needs_a_look() -> None:
    files = (
        FileReport("a", Outcome.ADDED, "1", "甲办法", 3, 0.9, ("删去导航",)),
        FileReport("b", Outcome.UNCHANGED),
        FileReport("c", Outcome.DUPLICATE, "1", same_as="a"),
        FileReport("d", Outcome.FAILED, reason="空文件"),
    )
    report = Report(files, 3, 0.123).to_json()
    assert report.pop("files") == [
        {
            "path": "a",
            "outcome": "added",
            "doc_id": "1",
            "title": "甲办法",
            "chunks": 3,
            "quality": 0.9,
            "repairs": ["删去导航"],
            "cautions": [],
        },
        {"path": "b", "outcome": "unchanged"},
        {"path": "c", "outcome": "duplicate", "same_as": "a"},
        {"path": "d", "outcome": "failed", "reason": "空文件"},
    ]
    assert report == {
        "added": 1,
        "updated": 0,
        "unchanged": 1,
        "removed": 0,
        "kept_out": 0,
        "repaired": [{"path": "a", "notes": ["删去导航"]}],
        "cautioned": [],
        "duplicates": [{"path": "c", "same_as": "a"}],
        "failed": [{"path": "d", "reason": "空文件"}],
        "chunks": 3,
        "seconds": 0.12,
    }


def test_a_killed_ingest_goes_on_where_it_was(tmp_path: Path) -> None:
    """Killed for good in the middle of writing; run again, it reads only what is missing, and nothing is there twice."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(40):
        text = "".join(f"第{article}条 第{number}号文件的第{article}条内容。\n" for article in range(1, 101))
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
    process = multiprocessing.get_context("spawn").Process(target=_ingest_and_die, args=(tmp_path / "home", folder))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    with open_store(tmp_path) as store:
        written = len(store.catalog.cards())
        assert 0 < written < 40
        report = ingest(store, [folder])
        assert (len(report.unchanged), len(report.added)) == (written, 40 - written)
        assert len(store.catalog.cards()) == 40
        assert store.catalog.size() == store.dense.size == store.lexical.size == 4000


def _ingest_and_die(home: Path, folder: Path) -> None:
    publish = Journal.publish
    puts: list[object] = []

    def die_at_the_second(*args: Any) -> list[str]:
        puts.append(None)
        if len(puts) == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return publish(*args)

    Journal.publish = die_at_the_second  # type: ignore[assignment, method-assign]
    with Store.open(home, BigramEncoder()) as store:
        ingest(store, [folder])
