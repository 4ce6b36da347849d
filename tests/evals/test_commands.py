"""`wence eval …` prints what other programs rely on, and leaves the index of WENCE_HOME alone."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from assistant.commands import cli as commands
from evals.commands import cli as evaluations
from evals.scripted import chat_server

ARTICLE = """示例园区招商简介

示例园区已入驻60家企业，总投资200多亿元。园区标准厂房租金为每平方米每月12元。
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / ".wence"


def evaluate(*arguments: str | Path) -> Result:
    return CliRunner().invoke(evaluations, [str(argument) for argument in arguments])


def value(result: Result) -> dict[str, Any]:
    """The one JSON value on standard output."""
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def write(path: Path, *values: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in values), "utf-8")
    return path


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    (tmp_path / "园区.txt").write_text(ARTICLE, "utf-8")
    assert CliRunner().invoke(commands, ["ingest", str(tmp_path / "园区.txt")]).exit_code == 0
    return write(
        tmp_path / "cases.jsonl",
        {"id": "count", "question": "示例园区入驻了多少家企业？", "facts": [["60家"]], "sources": ["园区.txt"]},
        {"id": "wrong", "question": "示例园区入驻了多少家企业？", "facts": [["61家"]]},
        {"id": "far", "question": "木星有几颗卫星？", "refuse": True, "kind": "refuse"},
    )


def test_answers_are_judged_on_the_documents_that_were_ingested(cases: Path) -> None:
    result = value(evaluate("answers", cases, "--json"))

    assert set(result) == {
        "n", "accuracy", "citation_recall", "citation_precision", "refusal_recall", "wrong_refusals", "status_accuracy",
        "by_kind", "seconds", "cases",
    }  # fmt: skip
    assert [one["correct"] for one in result["cases"]] == [True, False, True]
    assert set(result["cases"][0]) == {
        "id", "correct", "outcome", "answer", "citations", "missing_facts", "question", "kind", "seconds", "support",
        "source_rank",
    }  # fmt: skip
    assert result["cases"][0]["source_rank"] == 1
    assert result["cases"][0]["citations"][0]["source_path"].endswith("园区.txt")
    assert result["citation_precision"] == 1


def test_people_read_a_table_and_what_went_wrong(cases: Path) -> None:
    result = evaluate("answers", cases)

    assert result.exit_code == 0
    assert "accuracy" in result.stdout
    assert result.stdout.index("│ fact") < result.stdout.index("│ refuse"), "the worst kind comes first"
    assert "缺少：61家" in result.stdout
    assert "示例园区入驻了多少家企业" in result.stdout


def test_a_folder_of_results_names_what_was_measured(cases: Path, tmp_path: Path) -> None:
    printed = value(evaluate("answers", cases, "--out", tmp_path / "results", "--json"))

    written = json.loads((tmp_path / "results" / "answers-cases.json").read_text("utf-8"))
    run = written.pop("run")
    assert written == printed
    assert run["model"] == "extractive"
    assert run["documents"] == 1
    page = (tmp_path / "results" / "answers-cases.html").read_text("utf-8")
    assert "缺少：61家" in page
    assert run["embedder"] in page


def test_a_run_is_compared_with_an_earlier_one(cases: Path, tmp_path: Path) -> None:
    assert evaluate("answers", cases, "--out", tmp_path / "before", "--json").exit_code == 0
    text = cases.read_text("utf-8").replace("61家", "60家").replace('"60家"]], "sources"', '"59家"]], "sources"')
    cases.write_text(text, "utf-8")

    spoken = evaluate("answers", cases, "--against", tmp_path / "before", "--out", tmp_path / "after")
    changes = value(evaluate("answers", cases, "--against", tmp_path / "before" / "answers-cases.json", "--json"))[
        "changes"
    ]

    assert "新答错 1 例：count" in spoken.stdout
    assert "新答对 1 例：wrong" in spoken.stdout
    assert [one["id"] for one in changes["newly_wrong"]] == ["count"]
    assert "新答错：1 例" in (tmp_path / "after" / "answers-cases.html").read_text("utf-8")


def test_a_bound_that_is_not_kept_ends_with_exit_code_1_and_its_name(cases: Path) -> None:
    kept = evaluate("answers", cases, "--min", "accuracy=0.6", "--max", "seconds.p95=60", "--min", "by_kind.refuse=1")
    result = evaluate("answers", cases, "--json", "--min", "accuracy=0.9", "--min", "citation_precision=1")

    assert kept.exit_code == 0
    assert result.exit_code == 1
    assert json.loads(result.stdout)["n"] == 3, "the result is printed all the same"
    assert "accuracy 为 0.6667，应不低于 0.9" in result.stderr
    assert "citation_precision" not in result.stderr


def test_a_model_scores_the_answers_that_were_given(
    cases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with chat_server('{"statements": ["有60家"], "verdicts": [true], "questions": ["有几家企业"]}') as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "none")
        monkeypatch.setenv("WENCE_MODEL", "openai:judge")
        result = value(
            evaluate("answers", cases, "--judge", "--json", "--out", tmp_path, "--min", "judged.faithfulness=1")
        )

    assert result["judged"]["faithfulness"] == result["judged"]["citation_recall"] == 1
    assert result["judged"]["n"] == 2, "a refusal is not judged"
    assert "openai:judge judge-statements@" in (tmp_path / "answers-cases.html").read_text("utf-8")


def test_scores_need_a_model(cases: Path) -> None:
    result = evaluate("answers", cases, "--judge")

    assert result.exit_code == 1
    assert "WENCE_MODEL" in result.stderr


def test_retrieval_is_measured_in_a_store_of_its_own(tmp_path: Path, home: Path) -> None:
    write(tmp_path / "corpus.jsonl", {"_id": "a", "title": "示例市养犬规定", "text": "携犬出户应当束牵引带。"})
    write(tmp_path / "queries.jsonl", {"_id": "q", "text": "携犬出户要牵引带吗"})
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "dev.tsv").write_text("query-id\tcorpus-id\tscore\nq\ta\t1\n", "utf-8")

    result = value(evaluate("retrieval", tmp_path, "--k", "1,5", "--json"))

    assert set(result) == {
        "n", "recall@1", "recall@5", "hit@1", "hit@5", "mrr@10", "ndcg@10", "seconds_per_query", "index",
    }  # fmt: skip
    assert result["recall@1"] == 1
    assert set(result["index"]) == {"passages", "seconds", "peak_memory_mb"}
    assert not home.exists()


def test_reading_is_measured_in_a_store_of_its_own(tmp_path: Path, home: Path) -> None:
    asked = {"question": "示例园区标准厂房租金是多少？", "answers": [{"text": "12元", "answer_start": 0}]}
    article = {"title": "示例园区", "paragraphs": [{"context": ARTICLE, "qas": [asked]}]}
    file = write(tmp_path / "reading.json", {"data": [article]})

    result = value(evaluate("reading", file, "--json"))

    assert set(result) == {
        "n", "paragraph_hit@1", "answer_hit", "f1", "median_answer_chars", "by_kind", "seconds_per_question",
    }  # fmt: skip
    assert result["by_kind"] == {"amount": {"n": 1, "accuracy": 1}}
    assert result["paragraph_hit@1"] == result["answer_hit"] == 1
    assert not home.exists()


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("answers", "nowhere.jsonl"), "nowhere.jsonl"),
        (("retrieval", "nowhere"), "nowhere"),
        (("retrieval", ".", "--k", "ten"), "--k"),
        (("retrieval", ".", "--k", "0"), "--k"),
        (("reading", "nowhere.json"), "nowhere.json"),
        (("reading", "nowhere.json", "--min", "accuracy=1"), "answer_hit"),
        (("reading", "nowhere.json", "--max", "f1"), "--max f1"),
        (("reading", "nowhere.json", "--against", "before"), "before"),
    ],
)
def test_a_mistake_is_one_sentence_and_exit_code_1(arguments: tuple[str, ...], named: str) -> None:
    result = evaluate(*arguments, "--json")

    assert result.exit_code == 1
    assert named in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""
