"""Staff correct, undo and look for problems on the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from assistant.commands import cli

TEXT = "支持企业租用标准厂房实施办法\n（2023年3月1日印发）\n\n第一条 按年租金的百分之五十给予补贴。\n"


class Wence:
    def run(self, *words: str) -> Result:
        return CliRunner().invoke(cli, words)

    def json(self, *words: str) -> Any:
        result = self.run(*words, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "文件"
    folder.mkdir()
    (folder / "租金.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture
def wence(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Wence:
    monkeypatch.setenv("WENCE_HOME", str(tmp_path / "home"))
    wence = Wence()
    wence.json("ingest", str(folder))
    return wence


def listed(wence: Wence) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = wence.json("docs", "list")
    return rows


def test_a_correction_is_listed_kept_and_undone(wence: Wence, folder: Path) -> None:
    (before,) = listed(wence)
    told = ("--set", "region=河北省沧州市", "--set", "施行日期=2023年4月1日", "--by", "王芳")
    deed = wence.json("docs", "correct", before["doc_id"], *told)
    assert deed["changes"]["region"] == {"before": None, "after": "河北省沧州市"}
    (folder / "租金.txt").write_text(TEXT + "第二条 每家最高二十万元。\n", encoding="utf-8")
    assert wence.json("ingest", str(folder))["updated"] == 1
    (row,) = listed(wence)
    assert (row["region"], row["effective_on"], row["status"]) == ("河北省沧州市", "2023-04-01", "in_force")
    wence.json("docs", "undo", deed["id"][:6], "--by", "李雷")
    assert listed(wence)[0]["region"] == before["region"]
    past = wence.json("docs", "history", before["doc_id"])
    assert [(it["deed"], it["by"]) for it in past] == [("undo", "李雷"), ("correct", "王芳")]
    assert "王芳  更正  支持企业租用标准厂房实施办法" in wence.run("docs", "history").stdout


def test_a_document_kept_out_comes_back_with_undo_and_a_plain_removal_with_the_next_ingest(
    wence: Wence, folder: Path
) -> None:
    doc_id = listed(wence)[0]["doc_id"]
    assert wence.run("docs", "remove", doc_id).exit_code == 0
    assert listed(wence) == []
    assert wence.json("ingest", str(folder))["added"] == 1
    said = wence.run("docs", "remove", doc_id, "--keep-out", "王芳").stderr
    report = wence.json("ingest", str(folder))
    assert (report["added"], report["kept_out"], listed(wence)) == (0, 1, [])
    assert "已移除" in wence.run("ingest", str(folder)).stdout
    undo = said[said.index("undo ") + 5 :].split()[0]
    wence.json("docs", "undo", undo, "--by", "王芳")
    assert listed(wence)[0]["doc_id"] == doc_id


def test_a_document_is_read_again(wence: Wence) -> None:
    doc_id = listed(wence)[0]["doc_id"]
    assert wence.json("docs", "reread", doc_id, "--by", "王芳")["outcome"] == "updated"


def test_problems_are_listed_with_what_to_do(wence: Wence, folder: Path) -> None:
    (folder / "空.txt").write_text("", encoding="utf-8")
    wence.run("ingest", str(folder))
    rows = wence.json("docs", "problems")
    assert [(it["sort"], it["remedies"]) for it in rows] == [
        ("failed", ["replace", "retry", "dismiss"]),
        ("no_status", ["correct", "repeal"]),
        ("no_issuer", ["correct"]),
    ]
    assert "时效不明" in wence.run("docs", "problems").stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("correct", "无", "--set", "title=甲", "--by", "王芳"), "没有编号为 无 的文件"),
        (("correct", "无", "--set", "title", "--by", "王芳"), "字段=值"),
        (("undo", "无", "--by", "王芳"), "没有编号为“无”的更正或移除"),
    ],
)
def test_mistakes_are_said_in_a_sentence(wence: Wence, words: tuple[str, ...], says: str) -> None:
    result = wence.run("docs", *words)
    assert (result.exit_code, says in result.stderr) == (1, True)
