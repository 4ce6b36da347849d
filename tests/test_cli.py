"""The command line as another program uses it: one process a command, JSON on standard output."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "corpus" / "documents"


class Wence:
    """Runs commands on one home."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def run(self, *words: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("WENCE_")}
        environment |= {"WENCE_HOME": str(self.home), "PYTHONUTF8": "1", "PYTHONWARNINGS": "default"}
        command = [sys.executable, str(ROOT / "app.py"), *map(str, words)]
        return subprocess.run(
            command, cwd=self.home.parent, env=environment, input=stdin, capture_output=True, text=True, check=False
        )

    def json(self, *words: str | Path, exit_code: int = 0) -> Any:
        done = self.run(*words, "--json")
        assert done.returncode == exit_code, done.stderr
        return json.loads(done.stdout)


@pytest.fixture(scope="module")
def wence(tmp_path_factory: pytest.TempPathFactory) -> Wence:
    """The sample corpus, ingested."""
    wence = Wence(tmp_path_factory.mktemp("cli") / "home")
    report = wence.json("ingest", SAMPLE)
    assert report["failed"] == []
    assert report["added"] >= 12
    return wence


def test_help_names_every_command(wence: Wence) -> None:
    text = wence.run("--help").stdout
    assert all(name in text for name in ("ingest", "docs", "search", "ask", "chat", "serve", "eval", "doctor"))


def test_a_second_ingest_changes_nothing(wence: Wence) -> None:
    report = wence.json("ingest", SAMPLE)
    assert (report["added"], report["updated"], report["removed"]) == (0, 0, 0)
    assert report["unchanged"] >= 12


def test_documents_are_listed_with_what_they_say_of_themselves(wence: Wence) -> None:
    rows = {Path(row["source_path"]).name: row for row in wence.json("docs", "list", "--as-of", "2026-11-22")}
    assert rows["示例市招商引资优惠政策若干措施.docx"]["doc_number"] == "示政发〔2024〕12号"
    assert rows["示例市招商引资优惠政策若干措施.docx"]["status"] == "in_force"
    assert rows["示例市招商引资优惠办法（试行）.txt"]["status"] == "repealed"
    assert rows["示例市工业企业稳岗扩岗补贴办法.md"]["status"] == "expired"
    assert rows["示例市数据产业促进办法.html"]["status"] == "not_yet"
    fields = {"doc_id", "title", "issuer", "region", "kind", "published_on", "effective_on", "expires_on"}
    assert fields | {"status_evidence", "chunks", "repairs"} <= rows["青岚产业园区招商扶持政策.md"].keys()


def test_a_document_is_shown_with_its_text(wence: Wence) -> None:
    row = wence.json("docs", "list")[0]
    shown = wence.json("docs", "show", row["doc_id"])
    assert shown["title"] == row["title"]
    assert len(shown["text"]) > 100


def test_a_document_is_shown_with_its_figures(wence: Wence) -> None:
    rows = {Path(row["source_path"]).name: row["doc_id"] for row in wence.json("docs", "list")}
    shown = wence.json("docs", "show", rows["示例市招商引资优惠政策若干措施.docx"])
    facts = {fact["text"]: fact for fact in shown["facts"]}
    assert all(shown["text"][fact["start"] : fact["end"]] == fact["text"] for fact in shown["facts"])
    bonus, condition = facts["2000万元"], facts["1000万美元以上"]
    assert (bonus["high"], bonus["unit"], bonus["role"]) == (20_000_000, "元", "benefit")
    assert (condition["low"], condition["unit"], condition["role"]) == (10_000_000, "美元", "threshold")


def test_search_gives_places_and_reasons(wence: Wence) -> None:
    found = wence.json("search", "标准厂房 租金补贴", "--k", "5")
    assert found["query"] == "标准厂房 租金补贴"
    assert [hit["rank"] for hit in found["hits"]] == [1, 2, 3, 4, 5]
    assert "租金" in found["hits"][0]["text"]
    assert {"score", "chunk_id", "doc_id", "title", "source_path", "path", "status"} <= found["hits"][0].keys()


def test_search_is_filtered_by_region_and_kind(wence: Wence) -> None:
    hits = wence.json("search", "招商", "--region", "河北")["hits"]
    assert hits
    assert not any("示例市" in hit["title"] for hit in hits)


def test_ask_answers_with_a_verbatim_citation(wence: Wence) -> None:
    answer = wence.json("ask", "东湖高新区标准厂房的租金补贴是多少？")
    assert answer["outcome"] == "answered"
    assert answer["model"] == "extractive"
    assert "80%" in answer["answer"]
    assert "[1]" in answer["answer"]
    citation = answer["citations"][0]
    assert citation["quote"] in wence.json("docs", "show", citation["doc_id"])["text"]
    assert Path(citation["source_path"]).suffix == ".pdf"
    assert citation["page"] >= 1


def test_ask_prints_the_answer_and_then_its_sources(wence: Wence) -> None:
    lines = wence.run("ask", "东湖高新区标准厂房的租金补贴是多少？").stdout.splitlines()
    assert "80%" in lines[0]
    assert any(line.startswith("[1] 《东湖高新技术产业开发区产业扶持办法》") for line in lines)


def test_ask_refuses_what_the_corpus_does_not_say(wence: Wence) -> None:
    answer = wence.json("ask", "比特币明天会涨吗？")
    assert answer["outcome"] == "not_found"
    assert answer["citations"] == []


def test_chat_carries_the_park_over(wence: Wence) -> None:
    done = wence.run("chat", stdin="东湖高新区标准厂房的租金补贴是多少？\n那青岚园区呢？\n\n")
    assert done.returncode == 0, done.stderr
    first, second = done.stdout.split("那青岚园区呢" if "那青岚园区呢" in done.stdout else "青岚产业园区", 1)
    assert "80%" in first
    assert "50%" in second


def test_known_answers_are_scored(wence: Wence, tmp_path: Path) -> None:
    cases = tmp_path / "cases.jsonl"
    rows: list[dict[str, Any]] = [
        {"id": "a", "question": "东湖高新区标准厂房的租金补贴是多少？", "facts": [["80%"]], "kind": "fact"},
        {"id": "b", "question": "比特币明天会涨吗？", "refuse": True, "kind": "refuse-far"},
    ]
    cases.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    result = wence.json("eval", "answers", cases)
    assert result["n"] == 2
    assert result["accuracy"] == 1
    assert result["citation_precision"] == 1
    assert [case["id"] for case in result["cases"]] == ["a", "b"]


def test_doctor_finds_everything_in_order(wence: Wence) -> None:
    findings = wence.json("doctor")
    assert [finding["ok"] for finding in findings] == [True] * len(findings)


def test_a_removed_document_is_gone(wence: Wence, tmp_path: Path) -> None:
    own = Wence(tmp_path / "home")
    note = tmp_path / "停车办法.txt"
    note.write_text("示例市停车办法\n第一条 停车费每小时5元。", encoding="utf-8")
    own.json("ingest", note)
    doc_id = own.json("docs", "list")[0]["doc_id"]
    assert own.run("docs", "remove", doc_id).returncode == 0
    assert own.json("docs", "list") == []
    assert own.json("search", "停车费")["hits"] == []
    assert doc_id in own.run("docs", "show", doc_id).stderr


def test_an_ingest_tells_of_each_file_what_became_of_it(tmp_path: Path) -> None:
    wence = Wence(tmp_path / "home")
    folder = tmp_path / "files"
    folder.mkdir()
    text = "示例市停车办法\n第一条 停车费每小时5元。"
    for name in ("一.txt", "二.txt"):
        (folder / name).write_text(text, encoding="utf-8")
    report = wence.json("ingest", folder)
    assert report["duplicates"] == [{"path": str(folder / "二.txt"), "same_as": str(folder / "一.txt")}]
    assert {Path(it["path"]).name: it["outcome"] for it in report["files"]} == {
        "一.txt": "added",
        "二.txt": "duplicate",
    }
    assert report["files"][0]["title"] == "示例市停车办法"
    (row,) = wence.json("docs", "list")
    shown = wence.json("docs", "show", row["doc_id"])
    assert [Path(it).name for it in shown["source_paths"]] == ["一.txt", "二.txt"]
    assert shown["copies"] == []
    spelled = wence.run("docs", "show", row["doc_id"]).stdout
    assert "二.txt" in spelled
    assert "{" not in spelled  # for a person, nothing is shown as the program holds it


def test_files_that_cannot_be_read_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    wence = Wence(tmp_path / "home")
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "好.txt").write_text("示例市停车办法\n第一条 停车费每小时5元。", encoding="utf-8")
    (folder / "空.txt").write_bytes(b"")
    (folder / "假.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "坏.pdf").write_bytes(b"%PDF-1.7\nnothing of the kind")
    report = wence.json("ingest", folder, tmp_path / "没有.txt", exit_code=1)
    failed = {Path(entry["path"]).name: entry["reason"] for entry in report["failed"]}
    assert failed.keys() == {"空.txt", "假.txt", "坏.pdf", "没有.txt"}
    assert all(failed.values())
    assert report["added"] == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ask", ""), "空"),
        (("search", "  "), "空"),
        (("docs", "show", "nothing"), "wence docs list"),
        (("ask", "租金补贴", "--as-of", "昨天"), "昨天"),
        (("eval", "answers", "没有.jsonl"), "没有.jsonl"),
    ],
    ids=["empty question", "blank query", "unknown document", "no date", "no cases"],
)
def test_bad_input_is_one_clear_sentence(wence: Wence, words: tuple[str, ...], said: str) -> None:
    done = wence.run(*words)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_question_of_100_000_characters_is_refused_politely(wence: Wence) -> None:
    done = wence.run("ask", "-", stdin="问" * 100_000)
    assert done.returncode == 1
    assert "100000" in done.stderr
    assert "Traceback" not in done.stderr
