"""Damaged copies of files are read or refused; whole ones among them come out as they do alone."""

from pathlib import Path

import pytest

from corpus.errors import BadCases
from corpus.load import load
from evals.damaged import DAMAGES, run
from evals.specimens import FORMATS
from index.reading import Fault, ReadingLimits
from tests.fakes import BigramEncoder

TEXT = "示例市停车办法\n" + "".join(
    f"第{number}条 停车费每小时{number}元，由示例市停车管理中心收取。\n" for number in "一二三四五六七"
)


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_file_made_of_text_is_read_as_that_text(tmp_path: Path, suffix: str) -> None:
    for number, make in enumerate(FORMATS[suffix]):
        path = tmp_path / f"{number}{suffix}"
        path.write_bytes(make(TEXT))
        assert "停车费每小时六元，由示例市停车管理中心收取" in "".join(load(path).text.split())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    for number in range(8):
        (folder / f"{number}.txt").write_text(TEXT.replace("停车", f"停车{number}号"), encoding="utf-8")
    return folder


def test_each_copy_is_accounted_for_and_no_whole_file_is_lost(folder: Path) -> None:
    result = run([folder], BigramEncoder(), copies=40, seed=1, limits=ReadingLimits(processes=1)).to_json()
    assert (result["copies"], result["unmentioned"], result["whole"], result["whole_lost"]) == (40, 0, 8, 0)
    assert result["faults"] == {"none": result["refused"]}
    assert result["read"] + result["refused"] == 40  # type: ignore[operator]  # numbers
    assert set(result["by_damage"]) <= set(DAMAGES)  # type: ignore[call-overload]  # a mapping


def test_the_same_seed_damages_the_same(folder: Path) -> None:
    first, again = (run([folder], BigramEncoder(), copies=10, seed=3, limits=ReadingLimits(processes=1)) for _ in "ab")
    assert [(it.name, it.is_read) for it in first.cases] == [(it.name, it.is_read) for it in again.cases]


def test_a_reader_that_dies_is_counted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.reading.prepare", "no function at all")
    result = run([folder], BigramEncoder(), copies=2, limits=ReadingLimits(processes=1))
    assert {it.report.fault for it in result.cases if it.report} == {Fault.DEATH}
    assert len(result.lost) == result.whole == 8


def test_a_folder_without_files_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadCases, match=tmp_path.name):
        run([tmp_path], BigramEncoder())
