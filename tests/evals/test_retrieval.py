"""A benchmark in BEIR's form is measured over a real store."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from corpus.errors import BadCases
from evals.beir import read_qrels
from evals.retrieval import run
from tests.fakes import BigramEncoder

PASSAGES = {
    "rent": ("青岚园区租金办法", "标准厂房租金每平方米每月十二元，前三年减半收取。"),
    "talent": ("示例市人才办法", "新引进的博士每人给予安家补贴二十万元。"),
    "water": ("示例市节水规定", "洗车应当使用循环用水设施，违者责令改正。"),
    "dogs": ("示例市养犬规定", "携犬出户应当束牵引带，并主动避让行人。"),
}
QUERIES = {"q1": "标准厂房租金多少", "q2": "博士安家补贴", "q3": "没有人标注过的问题", "q4": "携犬出户要牵引带吗"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    passages = ({"_id": key, "title": title, "text": text} for key, (title, text) in PASSAGES.items())
    write_lines(tmp_path / "corpus.jsonl", passages)
    write_lines(tmp_path / "queries.jsonl", ({"_id": key, "text": text} for key, text in QUERIES.items()))
    (tmp_path / "qrels").mkdir()
    judge(tmp_path / "qrels" / "first.tsv", ("q1", "rent", 1), ("q1", "water", 0), ("q4", "nowhere", 1))
    judge(tmp_path / "qrels" / "second.tsv", ("q2", "talent", 2), ("q4", "dogs", 1), ("unknown", "dogs", 1))
    return tmp_path


def write_lines(path: Path, values: Iterable[Mapping[str, str]]) -> None:
    path.write_text("".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values), "utf-8")


def judge(path: Path, *rows: tuple[str, str, int]) -> None:
    lines = ["query-id\tcorpus-id\tscore", *("\t".join(map(str, row)) for row in rows)]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def test_every_judged_query_is_searched_and_measured(folder: Path) -> None:
    result = run(folder, BigramEncoder(), ks=(1, 10)).to_json()

    assert result["n"] == 3, "a query without judgements, or a judgement without its query, is passed over"
    assert result["recall@1"] == pytest.approx((1 + 1 + 0.5) / 3)
    assert result["hit@1"] == 1
    assert result["mrr@10"] == 1
    assert result["index"]["passages"] == 4  # type: ignore[index]


def test_one_file_of_judgements_can_be_chosen(folder: Path) -> None:
    chosen = run(folder, BigramEncoder(), ks=(10,), qrels=folder / "qrels" / "second.tsv")

    assert [one.relevant for one in chosen.ranked] == [{"talent": 2}, {"dogs": 1}]


def test_queries_can_be_held_to_those_that_training_never_saw(folder: Path) -> None:
    assert len(run(folder, BigramEncoder(), takes_part=lambda query_id: query_id == "q2").ranked) == 1


def test_a_long_passage_ranks_once_by_its_best_part(folder: Path) -> None:
    filler = "".join(f"第{number}项设备应当登记造册并由专人保管。\n" for number in range(200))
    long = {"_id": "long", "title": "示例市厂房手册", "text": filler + "标准厂房租金由管委会核定。\n" + filler}
    with (folder / "corpus.jsonl").open("a", encoding="utf-8") as corpus:
        corpus.write(json.dumps(long, ensure_ascii=False) + "\n")

    (rent, *_) = run(folder, BigramEncoder(), ks=(5,)).ranked

    assert rent.ranking.count("long") == 1
    assert set(PASSAGES) <= set(rent.ranking), "its many parts must not crowd out the others"


def test_progress_is_told_for_each_passage_and_query(folder: Path) -> None:
    steps: list[str] = []

    run(folder, BigramEncoder(), on_step=steps.append)

    assert {stage: steps.count(stage) for stage in steps} == {"建立索引": 4, "检索": 3}


@pytest.mark.parametrize(
    ("file", "content", "named"),
    [
        ("queries.jsonl", '{"_id": "q1", "text": "问"}\n{"text": "无编号"}\n', r"queries\.jsonl 第 2 行"),
        ("corpus.jsonl", '{"_id": "a"}\n', r"corpus\.jsonl 第 1 行"),
        ("qrels/first.tsv", "query-id\tcorpus-id\tscore\nq1 rent 1\n", r"first\.tsv 第 2 行"),
        ("qrels/first.tsv", "q1\trent\tvery\n", r"first\.tsv 第 1 行"),
        ("queries.jsonl", '{"_id": "x", "text": "问"}\n', "没有可评测的问题"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_line(folder: Path, file: str, content: str, named: str) -> None:
    (folder / file).write_text(content, "utf-8")

    with pytest.raises(BadCases, match=named):
        run(folder, BigramEncoder())


def test_a_folder_without_judgements_says_what_it_expected(tmp_path: Path) -> None:
    with pytest.raises(BadCases, match="qrels"):
        run(tmp_path, BigramEncoder())


def test_judgements_without_a_header_are_read_too(tmp_path: Path) -> None:
    path = tmp_path / "bare.tsv"
    path.write_text("q\ta\t1\r\nq\tb\t0\r\n", "utf-8")

    assert read_qrels([path]) == {"q": {"a": 1}}
