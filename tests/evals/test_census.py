"""`wence eval corpus` says what reading makes of a folder."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from corpus.document import Document, Section
from corpus.split import split
from evals.census import count
from evals.commands import cli
from tests.fakes import make_card

LAW = """示例市促进条例
第一章 总则
第一条 为了促进产业，制定本条例。
第二条 {long}
第三条 本条例自2024年5月1日起施行。《示例市产业办法》同时废止。
"""
SAMPLES = Path("corpus/documents").resolve()


def census(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(cli, ["corpus", str(folder), *options])


def value(folder: Path) -> dict[str, Any]:
    """The one JSON value on standard output."""
    result = census(folder, "--json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    below = tmp_path / "文件" / "示例市"
    below.mkdir(parents=True)
    (below / "条例.md").write_text(LAW.format(long="对新引进的企业给予奖励。" * 90), "utf-8")
    (below / "条例（修订）.txt").write_text(LAW.format(long="对企业给予奖励。"), "utf-8")
    (below / "空.txt").write_text("\n", "utf-8")
    return tmp_path / "文件"


def test_every_file_is_counted_and_a_refusal_has_its_reason(folder: Path) -> None:
    found = value(folder)

    assert (found["files"], found["read"]) == (3, 2)
    assert [Path(one["path"]).name for one in found["refused"]] == ["空.txt"]
    assert found["refused"][0]["reason"]


def test_an_article_that_was_cut_counts_once(folder: Path) -> None:
    found = value(folder)

    assert found["articles"] == 6
    assert found["chunks"]["n"] > 6
    assert found["chunks"]["longest"] <= 600


def test_what_files_state_is_counted_by_file(folder: Path) -> None:
    stated = value(folder)["stated"]

    assert stated["effective_on"] == 2
    assert stated["repeals_others"] == 2
    assert stated["titles_in_versions"] == 1


def test_people_read_a_table_and_the_refusals(folder: Path) -> None:
    result = census(folder)

    assert result.exit_code == 0
    assert "articles" in result.stdout
    assert "空.txt" in result.stdout
    assert not (folder.parent / ".wence").exists()


def test_text_outside_of_every_chunk_and_a_changed_quote_are_found() -> None:
    document = Document(make_card(), "甲乙丙丁。戊己庚辛。", (Section((), 0, 10),))
    half = Document(make_card(), "甲乙丙丁。", (Section((), 0, 5),))

    assert count(document, split(half)).covered == 5
    assert count(document, split(Document(make_card(), "子丑寅卯。", half.sections))).verbatim == 0


def test_a_heading_without_its_text_is_found() -> None:
    document = Document(make_card(), "第一章 总则\n甲。", (Section(("第一章 总则",), 0, 7), Section((), 7, 9)))
    assert count(document, split(document)).bare == 1


def test_the_sample_documents_lie_in_chunks_word_for_word() -> None:
    found = value(SAMPLES)

    assert found["refused"] == []
    assert found["covered"] == found["verbatim"] == 1
    assert found["articles"] > 50


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    result = census(tmp_path / "nowhere", "--json")

    assert result.exit_code == 1
    assert "nowhere" in result.stderr
    assert result.stderr.count("\n") == 1
