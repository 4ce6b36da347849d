"""An ingest that is interrupted says what is kept and how to go on."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.commands import cli


def test_ctrl_c_ends_an_ingest_cleanly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENCE_HOME", str(tmp_path / "home"))
    text = "示例市停车办法\n第一条 停车费每小时5元。"
    (tmp_path / "停车.txt").write_text(text, encoding="utf-8")
    assert CliRunner().invoke(cli, ["ingest", str(tmp_path / "停车.txt")]).exit_code == 0

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("index.ingest.ingest", interrupted)
    done = CliRunner().invoke(cli, ["ingest", str(tmp_path)])
    assert done.exit_code == 130
    assert "现有 1 份文件可查" in done.stderr
    assert "再次运行" in done.stderr
