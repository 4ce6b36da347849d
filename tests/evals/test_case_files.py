"""What the project's own known-answer cases expect stands in the documents that they name."""

import unicodedata
from functools import cache
from pathlib import Path

import pytest

from corpus.load import load
from evals.case import Case, read_cases
from evals.metrics import contains

CASES = Path("evals/cases")
FOLDERS = {
    "sample": Path("corpus/documents"),
    "status": Path("corpus/documents"),
    "conversation": Path("corpus/documents"),
    "seeds": Path("../shared/seeds"),
    "regulations": Path("../shared/regulations"),
    "unseen": Path("../shared/regulations"),
}
_WORKED_OUT = {"estimate", "conditions", "small-talk"}
"""Kinds whose facts are the outcome of arithmetic or of a judgement rather than words of a document."""
_SAID_OF = ("现行有效", "已废止", "已失效", "尚未施行", "废止", "取代", "未见规定", "没有找到")
"""What an answer says of a document's standing, or of its silence, in words of its own."""
_ASKS_BACK = {"chk-which-policy"}
"""Cases in which it is right to ask, and nothing is there to be cited."""


def corpora() -> list[object]:
    skip = pytest.mark.skip(reason="needs the data beside the project")
    return [pytest.param(name, marks=() if folder.is_dir() else skip) for name, folder in FOLDERS.items()]


@cache
def files(name: str) -> dict[str, Path]:
    return {unicodedata.normalize("NFC", path.name): path for path in FOLDERS[name].rglob("*") if path.is_file()}


@cache
def text(path: Path) -> str:
    document = load(path)
    return f"{document.card.title} {document.card.doc_number or ''}\n{document.text}"


def absent(name: str, case: Case) -> list[tuple[str, ...]]:
    """The facts of which no variant stands in any source of the case."""
    sources = [text(files(name)[unicodedata.normalize("NFC", source)]) for source in case.sources]
    return [
        variants
        for variants in case.facts
        if not any(variant in _SAID_OF or contains(it, variant) for it in sources for variant in variants)
    ]


@pytest.mark.parametrize("name", corpora())
def test_every_fact_of_a_case_stands_in_a_source_that_it_names(name: str) -> None:
    wrong = {
        case.id: absent(name, case)
        for case in read_cases(CASES / f"{name}.jsonl")
        if case.kind not in _WORKED_OUT and not case.refuse
    }
    assert {id: facts for id, facts in wrong.items() if facts} == {}


@pytest.mark.parametrize("name", corpora())
def test_every_answerable_case_names_sources_that_are_there(name: str) -> None:
    for case in read_cases(CASES / f"{name}.jsonl"):
        assert bool(case.sources) is not (case.refuse or case.id in _ASKS_BACK), case.id
        assert {unicodedata.normalize("NFC", source) for source in case.sources} <= files(name).keys(), case.id


def test_the_cases_are_of_many_kinds_of_difficulty_and_each_has_its_own_id() -> None:
    cases = [case for name in FOLDERS for case in read_cases(CASES / f"{name}.jsonl")]
    assert len({case.id for case in cases}) == len(cases) >= 200
    assert len({case.kind for case in cases}) >= 20
