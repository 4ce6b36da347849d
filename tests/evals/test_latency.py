"""The time of an answer is measured with and without a model."""

import json
from pathlib import Path

import pytest

from assistant.settings import Settings
from corpus.errors import BadCases
from evals.latency import figure_names, run
from evals.report.figures import flat
from tests.fakes import BigramEncoder

RENT = "青岚园区标准厂房租金为每平方米每月12元，前三年减半收取。"
TALENT = "示例市对新引进的博士每人给予安家补贴二十万元。"


@pytest.fixture
def benchmark(tmp_path: Path) -> Path:
    passages = [{"_id": "a", "title": "租金", "text": RENT}, {"_id": "b", "title": "人才", "text": TALENT}]
    queries = [{"_id": "q", "text": "青岚园区标准厂房租金是多少？"}, {"_id": "r", "text": "木星有几颗卫星？"}]
    for name, lines in (("corpus", passages), ("queries", queries)):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(json.dumps(it) for it in lines), "utf-8")
    return tmp_path


def test_every_question_is_timed_and_the_model_only_where_it_is_called(benchmark: Path) -> None:
    result = run(benchmark, BigramEncoder(), Settings(), questions=2)

    assert result.passages == 2
    assert len(result.total) == 2
    assert all(0 <= search <= total for search, total in zip(result.search, result.total, strict=True))
    assert len(result.called) == 1, "a question without evidence never reaches the model"
    assert result.written[0] >= result.called[0]
    assert set(flat(result.to_json())) == figure_names()
    assert sum(result.stages.values()) == pytest.approx(1)


def test_an_index_that_was_kept_is_used_again(benchmark: Path, tmp_path: Path) -> None:
    steps: list[str] = []
    for _ in range(2):
        run(benchmark, BigramEncoder(), Settings(), questions=1, home=tmp_path / "kept", on_step=steps.append)

    assert steps.count("建立索引") == 1


def test_a_folder_without_questions_is_refused_by_name(benchmark: Path) -> None:
    (benchmark / "queries.jsonl").write_text("", "utf-8")

    with pytest.raises(BadCases, match=r"queries\.jsonl"):
        run(benchmark, BigramEncoder(), Settings())
