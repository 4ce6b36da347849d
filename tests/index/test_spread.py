"""Files read by Ray on this machine, through the command: the same documents as from processes of our own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import SettingError
from index.reading import ReadingLimits, Sheet
from index.spread import read_spread

APP = Path(__file__).parents[2] / "app.py"


def a_folder(folder: Path) -> Path:
    """Forty rules, and one file that is none."""
    folder.mkdir()
    for number in range(40):
        text = (
            f"云岭市园区{number}号管理办法\n第一条 入驻企业每年补贴{number + 1}万元。\n第二条 自2025年1月1日起施行。\n"
        )
        (folder / f"{number:02d}.txt").write_text(text, encoding="utf-8")
    (folder / "坏.pdf").write_bytes(b"%PDF-1.7 nothing more")
    return folder


def wence(home: Path, *command: str) -> tuple[int, Any]:
    """Exit status and what was printed as JSON."""
    environment = {name: value for name, value in os.environ.items() if name != "RAY_ADDRESS"}
    done = subprocess.run(
        [sys.executable, str(APP), *command, "--json"],
        env=environment | {"WENCE_HOME": str(home)},
        stdout=subprocess.PIPE,
        timeout=300,
        check=False,
    )
    return done.returncode, json.loads(done.stdout)


def test_a_folder_read_by_ray_gives_the_documents_that_it_gives_otherwise(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "files")

    alone, spread = (
        wence(tmp_path / name, "ingest", str(folder), *more) for name, more in (("a", ()), ("b", ("--spread",)))
    )

    assert (spread[0], spread[1]["added"]) == (1, 40)
    assert [it["path"] for it in spread[1]["failed"]] == [str(folder / "坏.pdf")]
    assert {**spread[1], "seconds": 0} == {**alone[1], "seconds": 0}
    assert wence(tmp_path / "a", "docs", "list") == wence(tmp_path / "b", "docs", "list")


def test_without_ray_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)

    with pytest.raises(SettingError, match=r"wence\[scale\]"):
        list(read_spread([Sheet("/无", "无", 1)], ReadingLimits()))
