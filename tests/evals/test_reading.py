"""A file in SQuAD's form is indexed and asked."""

import json
from pathlib import Path

import pytest

from assistant.settings import Settings
from corpus.errors import BadCases
from evals.reading import evenly, read_benchmark, run
from tests.fakes import BigramEncoder

RENT = "青岚园区标准厂房租金为每平方米每月12元，前三年减半收取。"
TALENT = "示例市对新引进的博士每人给予安家补贴二十万元。"


def write(folder: Path, *paragraphs: tuple[str, list[tuple[str, list[str]]]]) -> Path:
    articles = [
        {
            "title": f"文章{number}",
            "paragraphs": [
                {
                    "context": context,
                    "qas": [
                        {"question": question, "answers": [{"text": span, "answer_start": 0} for span in spans]}
                        for question, spans in asked
                    ],
                }
            ],
        }
        for number, (context, asked) in enumerate(paragraphs)
    ]
    path = folder / "reading.json"
    path.write_text(json.dumps({"data": articles}, ensure_ascii=False), "utf-8")
    return path


def test_paragraph_and_span_are_found_and_measured(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        (RENT, [("青岚园区标准厂房租金是多少？", ["每平方米每月12元", "12元"])]),
        (TALENT, [("博士安家补贴是多少？", ["二十萬元"]), ("没有参考答案的问题？", [])]),
    )

    result = run(path, BigramEncoder(), Settings()).to_json()

    assert result["n"] == 2
    assert result["paragraph_hit@1"] == 1
    assert result["answer_hit"] == 1, "also where the reference is in Traditional characters"
    assert 0 < result["f1"] <= 1  # type: ignore[operator]
    assert 4 <= result["median_answer_chars"] <= len(RENT)  # type: ignore[operator]


def test_a_refusal_hits_nothing_and_has_no_length(tmp_path: Path) -> None:
    path = write(tmp_path, (RENT, [("木星有几颗卫星？", ["12"])]))

    result = run(path, BigramEncoder(), Settings()).to_json()

    assert result["answer_hit"] == 0
    assert result["f1"] == 0
    assert result["median_answer_chars"] is None


def test_a_text_that_occurs_twice_is_one_passage(tmp_path: Path) -> None:
    path = write(
        tmp_path, (RENT, [("厂房租金多少？", ["12元"])]), (RENT, [("前几年减半收取租金？", ["前三年"])]), (TALENT, [])
    )
    steps: list[str] = []

    reading = run(path, BigramEncoder(), Settings(), on_step=steps.append)

    assert steps.count("建立索引") == 2
    assert [read.found for read in reading.reads] == [True, True]


def test_a_limit_takes_questions_evenly_from_the_whole_file() -> None:
    items = list(range(10))

    assert evenly(items, 4) == [0, 2, 5, 7]
    assert evenly(items, None) == evenly(items, 99) == items


@pytest.mark.parametrize("content", ["{}", "not json", '{"data": [{"paragraphs": [{"context": "文"}]}]}'])
def test_another_form_is_refused_by_name(tmp_path: Path, content: str) -> None:
    path = tmp_path / "other.json"
    path.write_text(content, "utf-8")

    with pytest.raises(BadCases, match=r"other\.json 不是 SQuAD"):
        read_benchmark(path)


def test_a_file_without_questions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadCases, match="没有带参考答案的问题"):
        run(write(tmp_path, (RENT, [])), BigramEncoder(), Settings())
