"""Figures are held against labels that name a place; what moved or changed is said to be lost, never guessed."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from corpus.errors import BadCases
from corpus.load import load
from evals.commands import cli
from evals.facts import digest, read_labels, run

TEXT = """示例园区扶持办法

第一条 固定资产投资达到5000万元以上的，给予最高300万元奖励。

第二条 办理时限为七日，每月十日前受理，一站式办结。
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "办法.txt").write_text(TEXT, "utf-8")
    return tmp_path / "data"


def label(data: Path, span: str, kind: str | None, **more: object) -> dict[str, Any]:
    text = load(data / "办法.txt").text
    at = text.index(span)
    return {
        "id": span,
        "path": "办法.txt",
        "sha256": hashlib.sha256((data / "办法.txt").read_bytes()).hexdigest(),
        "text": span,
        "around": digest(text, at, at + len(span)),
        "kind": kind,
    } | more


def write(data: Path, *labels: dict[str, Any]) -> Path:
    path = data / "labels.jsonl"
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in labels), "utf-8")
    return path


def outcomes(data: Path, *labels: dict[str, Any]) -> list[str]:
    return [one.outcome.value for one in run(read_labels(write(data, *labels)), data).judged]


def test_a_figure_is_right_only_with_its_span_value_unit_and_bounds(data: Path) -> None:
    assert outcomes(
        data,
        label(data, "5000万元以上", "amount", low="50000000", unit="元"),
        label(data, "5000万元", "amount", low="50000000", unit="元"),
        label(data, "300万元", "amount", high="3000000", unit="元"),
        label(data, "300万元", "amount", low="3000000", high="3000000", unit="元"),
        label(data, "七日", "period", low="7", high="7", unit="工作日"),
        label(data, "固定资产", "count", low="1", unit="个"),
    ) == ["right", "partly", "right", "partly", "partly", "missed"]


def test_a_look_alike_is_right_when_no_figure_is_read_there(data: Path) -> None:
    assert outcomes(data, label(data, "十日", None), label(data, "一站", None), label(data, "七日", None)) == [
        "right",
        "right",
        "false",
    ]


def test_a_label_whose_file_changed_is_lost_and_not_guessed(data: Path) -> None:
    stays = label(data, "七日", "period", low="7", high="7", unit="日")
    absent = label(data, "300万元", "amount", high="3000000", unit="元") | {"id": "absent", "path": "别处.txt"}
    moved = label(data, "十日", None) | {"id": "moved", "around": "0" * 12}

    result = run(read_labels(write(data, stays, absent, moved)), data)

    assert [one.label.id for one in result.judged] == ["七日"]
    assert set(result.lost) == {"absent", "moved"}


def test_labels_of_other_data_are_refused_with_the_option_to_use(data: Path, tmp_path: Path) -> None:
    labels = read_labels(write(data, label(data, "七日", None)))

    with pytest.raises(BadCases, match="--data"):
        run(labels, tmp_path / "empty")


def test_a_label_that_lacks_its_unit_is_named_by_its_line(data: Path) -> None:
    with pytest.raises(BadCases, match=r"第 1 行.*unit"):
        read_labels(write(data, label(data, "七日", "period", low="7")))


def test_the_command_prints_shares_by_kind_and_what_is_wrong(data: Path) -> None:
    labels = write(
        data,
        label(data, "300万元", "amount", high="3000000", unit="元", qualifiers=["给予", "最高"], role="benefit"),
        label(data, "七日", None),
    )

    printed = CliRunner().invoke(cli, ["facts", str(labels), "--data", str(data), "--json"])
    result = json.loads(printed.stdout)

    assert (result["n"], result["right"], result["qualifiers"], result["roles"]) == (2, 0.5, 1.0, 1.0)
    assert result["by_kind"]["amount"]["right"] == 1
    assert [one["text"] for one in result["wrong"]] == ["七日"]


def test_of_the_figures_labelled_in_real_files_nineteen_in_twenty_are_right(shared_dir: Path) -> None:
    labels = Path(__file__).resolve().parents[2] / "evals" / "cases" / "facts.jsonl"

    result = run(read_labels(labels), shared_dir).to_json()

    assert result["figures"]["share"] >= 0.95
    assert result["look_alikes"]["share"] >= 0.95
    assert result["lost"] <= 20
