"""Case files are read strictly, and a mistake in one is easy to find."""

from datetime import date
from pathlib import Path

import pytest

from corpus.document import Kind, Status
from corpus.errors import BadCases
from evals.case import read_cases
from index.hit import Filters


def write(folder: Path, *lines: str) -> Path:
    path = folder / "cases.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_case_is_read_with_everything_it_says(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        '{"id": "rent", "question": "那租金呢？", "history": [{"question": "面积多大？", "answer": "三百亩。"}],'
        ' "facts": [["12元", "十二元"]], "sources": ["park.md"], "kind": "follow-up"}',
        "",
        '{"id": "far", "question": "今天天气如何？", "refuse": true, "kind": "refuse"}',
    )

    rent, far = read_cases(path)

    assert rent.history[0].answer == "三百亩。"
    assert rent.facts == (("12元", "十二元"),)
    assert far.refuse


def test_a_case_may_set_the_day_and_filters_as_a_person_does(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        '{"id": "then", "question": "问", "facts": [["甲"]], "as_of": "2021-06-30", "status": "repealed",'
        ' "filters": {"region": "示例市", "kind": "法规", "include_past": true}}',
    )

    (then,) = read_cases(path)

    assert then.status is Status.REPEALED
    assert then.narrowed == Filters(region="示例市", kind=Kind.REGULATION, include_past=True, as_of=date(2021, 6, 30))


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text('{"id": 1, "question": "问", "refuse": true}', encoding="utf-8-sig")

    assert read_cases(path)[0].id == "1"


GOOD = '{"id": "a", "question": "问", "refuse": true}'


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        ((GOOD, "{broken"), "第 2 行"),
        ((GOOD, "", '{"id": "b"}'), "第 3 行"),
        ((GOOD, GOOD), "重复"),
        (('{"id": "a", "question": "问", "facts": ["60家"]}',), "facts.0"),
        (('{"id": "a", "question": "问", "facts": [[]]}',), "facts.0"),
        (('{"id": "a", "question": "问"}',), "无从判断"),
        (('{"id": "a", "question": "问", "facts": [["x"]], "refuse": true}',), "refuse"),
        (('{"id": "a", "question": "问", "refuse": true, "status": "expired"}',), "status"),
        (('{"id": "a", "question": "问", "refuse": true, "filters": {"city": "示例市"}}',), "filters.city"),
        (('{"id": "a", "question": " ", "refuse": true}',), "question"),
        ((), "没有用例"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_place(tmp_path: Path, lines: tuple[str, ...], named: str) -> None:
    path = write(tmp_path, *lines)

    with pytest.raises(BadCases) as problem:
        read_cases(path)

    assert named in str(problem.value)
    assert str(path) in str(problem.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadCases, match=r"nowhere\.jsonl"):
        read_cases(tmp_path / "nowhere.jsonl")


def test_a_file_in_another_encoding_is_not_guessed_at(tmp_path: Path) -> None:
    path = tmp_path / "gbk.jsonl"
    path.write_bytes('{"id": "a", "question": "问", "refuse": true}'.encode("gb18030"))

    with pytest.raises(BadCases, match="UTF-8"):
        read_cases(path)
