"""A full or read-only disk ends in service or in one sentence, and is forgotten once there is room again."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant.answer import Answer
from assistant.ask import ask
from assistant.commands import cli
from assistant.log.door import kept
from assistant.log.entry import Channel
from assistant.open import open_assistant
from assistant.settings import Settings
from assistant.stock.uploads import Given, take
from corpus.errors import StoreError
from index.hit import Filters

TEXT = "云岭市{}园区租金补贴办法\n第一条 企业租用标准厂房的，按照实际租金的{}%给予补贴，每家企业每年最高{}万元。\n"
_MEGABYTES = 24


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small file system of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={_MEGABYTES}m", "tmpfs", str(folder)]
    try:
        subprocess.run(mounting, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"这里不能挂载文件系统：{error}")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def home(disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = tmp_path / "files"
    files.mkdir()
    (files / "东.txt").write_text(TEXT.format("东", 80, 100), "utf-8")
    monkeypatch.setenv("WENCE_HOME", str(disk / "home"))
    assert wence("ingest", str(files)).exit_code == 0
    return disk / "home"


def wence(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


def fill(disk: Path) -> Path:
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as writer:
        try:
            while True:
                writer.write(b"\0" * 65536)
        except OSError:
            return ballast


def is_told(result: Result) -> bool:
    """Served, or one sentence in Chinese that says what to do."""
    ended = result.exception is None or isinstance(result.exception, SystemExit)
    return ended and (result.exit_code == 0 or "请" in result.output or "运行" in result.output)


def test_a_full_disk_is_told_and_forgotten_when_there_is_room(home: Path, disk: Path, tmp_path: Path) -> None:
    ballast = fill(disk)
    (tmp_path / "files" / "西.txt").write_text(TEXT.format("西", 70, 50) * 200, "utf-8")
    for command in (
        ("ingest", str(tmp_path / "files")),
        ("ask", "东园区的租金补贴每年最高多少？"),
        ("search", "租金补贴"),
        ("reindex",),
        ("backup", str(disk / "b.tar.gz")),
        ("doctor", "--deep"),
    ):
        said = wence(*command)
        assert is_told(said), (command, said.output, said.exception)
    ballast.unlink()
    assert wence("ingest", str(tmp_path / "files")).exit_code == 0
    assert wence("doctor", "--deep").exit_code == 0
    assert "100万元" in wence("ask", "东园区的租金补贴每年最高多少？").stdout


def test_an_upload_onto_a_full_disk_is_refused_in_one_sentence_while_questions_are_answered(
    home: Path, disk: Path, tmp_path: Path
) -> None:
    document = tmp_path / "西.txt"
    document.write_text(TEXT.format("西", 70, 50) * 200, "utf-8")
    given = [Given(document.name, document)]
    with (
        open_assistant(Settings(home=home)) as assistant,
        kept(ask, assistant, Channel.WEB) as door,
    ):
        ballast = fill(disk)
        with pytest.raises(StoreError, match=r"请确认.*磁盘未满"):
            take(assistant.store, given)
        *_, answer = door(assistant, "东园区的租金补贴每年最高多少？", (), Filters())
        assert isinstance(answer, Answer)
        assert "100万元" in answer.text
        ballast.unlink()
        assert len(take(assistant.store, given).report.added) == 1
        *_, answer = door(assistant, "西园区的租金补贴每年最高多少？", (), Filters())
        assert isinstance(answer, Answer)
        assert "50万元" in answer.text


def test_a_read_only_disk_is_told(home: Path, disk: Path, tmp_path: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    for command in (("ingest", str(tmp_path / "files")), ("ask", "租金补贴最高多少？"), ("reindex",)):
        said = wence(*command)
        assert is_told(said), (command, said.output, said.exception)
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    assert "100万元" in wence("ask", "东园区的租金补贴每年最高多少？").stdout
