"""`wence doctor --deep`: what differs is named, and `--repair` ends in service."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant.commands import cli

TEXT = """云岭市东园区租金补贴办法
第一条 企业租用标准厂房的，前两年按照实际租金的80%给予补贴，每家企业每年最高100万元。
第二条 本办法自2025年3月1日起施行。
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "东园.txt").write_text(TEXT, "utf-8")
    monkeypatch.setenv("WENCE_HOME", str(tmp_path / "home"))
    assert wence("ingest", str(tmp_path / "东园.txt")).exit_code == 0
    return tmp_path / "home"


def wence(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


def test_a_sound_store_is_said_to_be_sound(home: Path) -> None:
    said = wence("doctor", "--deep")
    assert said.exit_code == 0
    assert "逐一对应" in said.stdout
    assert "1 份原件都与登记的摘要相符" in said.stdout


@pytest.mark.parametrize("folder", ["chroma", "lexical"])
def test_a_lost_or_damaged_index_is_built_anew_from_the_catalog(home: Path, folder: str) -> None:
    for damage in (shutil.rmtree, _garble):
        damage(home / folder)
        mended = wence("doctor", "--deep", "--repair")
        assert mended.exit_code == 0, mended.stdout
        assert "100万元" in wence("ask", "东园区的租金补贴每年最高多少？").stdout


def _garble(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            path.write_bytes(b"\x00garbage" * 50)


def test_a_changed_original_is_named_and_fetched_again_from_its_file(home: Path) -> None:
    (original,) = (home / "originals").iterdir()
    original.write_bytes(b"changed")
    said = wence("doctor", "--deep")
    assert said.exit_code == 1
    assert "东园.txt（内容被改动）" in said.stdout
    assert "--repair" in said.stdout or "wence ingest" in said.stdout
    assert wence("doctor", "--deep", "--repair").exit_code == 0
    assert "第一条" in original.read_text("utf-8")


def test_repair_alone_says_that_it_goes_with_deep(home: Path) -> None:
    said = wence("doctor", "--repair")
    assert said.exit_code == 1
    assert "--deep" in said.output
