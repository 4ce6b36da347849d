"""Two runs are compared case by case."""

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import BadCases
from evals.report.against import Run, changes, read_run


def run(*cases: dict[str, object], **fields: Any) -> dict[str, Any]:
    setup = {"cases": "cases.jsonl", "commit": "abc", "measured_at": "2026-01-31T10:05:00+00:00"}
    whole = [{"question": "问", "answer": "答", "correct": True} | case for case in cases]
    return {"run": setup | fields.pop("run", {}), "cases": whole, **fields}


def test_cases_are_told_apart_by_what_became_of_them() -> None:
    before = run({"id": "a"}, {"id": "b", "correct": False}, {"id": "c"}, {"id": "d"}, {"id": "gone"})
    after = run({"id": "a", "correct": False}, {"id": "b"}, {"id": "c", "answer": "另答"}, {"id": "d"}, {"id": "new"})

    found = changes(Run.model_validate(before), after)

    assert [one.id for one in found.newly_wrong] == ["a"]
    assert [one.id for one in found.newly_right] == ["b"]
    assert [(one.id, one.before, one.after) for one in found.reworded] == [("c", "答", "另答")]
    assert (found.only_before, found.only_now) == (("gone",), ("new",))


def test_figures_are_better_or_worse_by_what_they_measure() -> None:
    before = run(accuracy=0.8, wrong_refusals=0.1, n=3, seconds={"p50": 0.100, "p95": 0.2}, citation_recall=1.0)
    after = run(accuracy=0.9, wrong_refusals=0.2, n=4, seconds={"p50": 0.105, "p95": 0.4}, citation_recall=1.0)

    found = {one.name: one.verdict for one in changes(Run.model_validate(before), after).moved}

    assert found == {
        "accuracy": "better",
        "wrong_refusals": "worse",
        "n": "",
        "seconds.p50": "",
        "seconds.p95": "worse",
    }


def test_what_was_measured_otherwise_is_named() -> None:
    before = run(run={"cases": "other.jsonl", "embedder": "old"})
    after = run(run={"embedder": "new", "measured_at": "later"})

    assert changes(Run.model_validate(before), after).setup == (
        ("用例", "other.jsonl", "cases.jsonl"),
        ("编码器", "old", "new"),
    )


def test_a_run_is_found_by_its_folder(tmp_path: Path) -> None:
    (tmp_path / "answers-sample.json").write_text(json.dumps(run({"id": 7})), "utf-8")

    assert read_run(tmp_path, "answers-sample.json").cases[0].id == "7"


@pytest.mark.parametrize("content", ["", "[]", '{"n": 3}', '{"run": {}, "cases": [{"id": "a"}]}'])
def test_another_file_is_refused_by_name(tmp_path: Path, content: str) -> None:
    path = tmp_path / "other.json"
    path.write_text(content, "utf-8")

    with pytest.raises(BadCases, match=r"other\.json 不是"):
        read_run(path, "answers-sample.json")
