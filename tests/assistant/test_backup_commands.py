"""`wence backup` and `wence restore`, as the operator of a bureau uses them."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant.commands import cli
from evals.postgres import Server

TEXT = """云岭市东园区租金补贴办法
第一条 企业租用标准厂房的，前两年按照实际租金的80%给予补贴，每家企业每年最高100万元。
第二条 本办法自2025年3月1日起施行。
"""


def wence(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


def test_an_empty_home_answers_again_after_a_restore(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "东园.txt").write_text(TEXT, "utf-8")
    monkeypatch.setenv("WENCE_HOME", str(tmp_path / "home"))
    assert wence("ingest", str(tmp_path / "东园.txt")).exit_code == 0
    asked = wence("ask", "东园区的租金补贴每年最高多少？", "--json")
    taken = wence("backup", str(tmp_path / "b.tar.gz"), "--json")
    assert json.loads(taken.stdout)["files"] == 2  # the catalog and one original

    monkeypatch.setenv("WENCE_HOME", str(tmp_path / "anew"))
    restored = wence("restore", str(tmp_path / "b.tar.gz"))
    assert restored.exit_code == 0, restored.output
    again = wence("ask", "东园区的租金补贴每年最高多少？", "--json")
    assert json.loads(again.stdout)["answer"] == json.loads(asked.stdout)["answer"]
    assert "100万元" in json.loads(again.stdout)["answer"]
    assert wence("log", "list").stdout.count("东园区的租金补贴") >= 1  # what was asked came along


def test_a_store_moves_into_postgresql_by_a_backup_and_no_command_tells_the_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres: Server
) -> None:
    (tmp_path / "东园.txt").write_text(TEXT, "utf-8")
    monkeypatch.setenv("WENCE_HOME", str(tmp_path / "home"))
    assert wence("ingest", str(tmp_path / "东园.txt")).exit_code == 0
    assert wence("backup", str(tmp_path / "b.tar.gz")).exit_code == 0
    monkeypatch.setenv("WENCE_HOME", str(tmp_path / "shared"))
    monkeypatch.setenv("WENCE_CATALOG_URL", postgres.make("moved"))

    said = [wence("restore", str(tmp_path / "b.tar.gz")), wence("ingest", str(tmp_path / "东园.txt"), "--json")]
    said += [wence("ask", "东园区的租金补贴每年最高多少？"), wence("doctor", "--deep"), wence("doctor")]
    said += [wence("backup", str(tmp_path / "c.tar.gz")), wence("log", "list"), wence("doctor", "--settings")]
    monkeypatch.setenv("WENCE_CATALOG_URL", postgres.url("none"))
    away = wence("ask", "东园区的租金补贴每年最高多少？")

    assert [it.exit_code for it in said] == [0] * len(said), [it.output for it in said]
    assert json.loads(said[1].stdout)["unchanged"] == 1
    assert "100万元" in said[2].output
    assert f"PostgreSQL 127.0.0.1:{postgres.port}/moved" in said[4].output
    assert away.exit_code == 1
    assert "打不开" in away.output
    assert postgres.password not in "".join(it.output for it in [*said, away])


def test_restoring_over_something_is_refused_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENCE_HOME", str(tmp_path))
    said = wence("restore", str(tmp_path / "b.tar.gz"))
    assert said.exit_code == 1
    (tmp_path / "something").write_text("in use", "utf-8")
    assert "不是空的" in wence("restore", str(tmp_path / "b.tar.gz")).output
