"""The sample corpus can be read, and the known-answer cases hold what its documents say."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from corpus.document import Document
from corpus.load import load
from evals.case import Case, read_cases
from evals.metrics import contains, states

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted((ROOT / "corpus" / "documents").iterdir())
RESTATED = {
    "燕郊高新区面向北京开展招商月.md",
    "河北承接北京非首都功能疏解.html",
    "沧州市一季度招商引资综述.txt",
    "滨海新区出台强化招商引资意见.md",
    "海口高新区精准招商签约244亿元.docx",
    "平原经济开发区聚力招商.txt",
}
SEEDS = ROOT.parent / "shared" / "seeds"
SAMPLE_CASES = read_cases(ROOT / "evals" / "cases" / "sample.jsonl")
SEED_CASES = read_cases(ROOT / "evals" / "cases" / "seeds.jsonl")


@cache
def read(path: Path) -> Document:
    return load(path)


def absent_facts(case: Case, folder: Path) -> list[tuple[str, ...]]:
    texts = [read(folder / source).text for source in case.sources]
    return [
        variants for variants in case.facts if not any(states(text, variant) for text in texts for variant in variants)
    ]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_sample_document_reads_as_chinese_without_damage(path: Path) -> None:
    document = read(path)
    assert len(document.text) > 300
    assert "\ufffd" not in document.text
    assert document.card.title in path.stem or contains(document.text, document.card.title)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_sample_document_says_whether_it_is_restated_or_invented(path: Path) -> None:
    notice = "由项目作者" if path.name in RESTATED else "本文件为演示用虚构文本"
    assert contains(read(path).text, notice)


def test_the_sample_corpus_shows_all_five_formats() -> None:
    formats = Counter(path.suffix for path in DOCUMENTS)
    assert set(formats) == {".txt", ".md", ".html", ".pdf", ".docx"}
    assert min(formats.values()) >= 2


@pytest.mark.parametrize("case", SAMPLE_CASES, ids=lambda case: case.id)
def test_every_fact_of_a_sample_case_stands_in_its_source(case: Case) -> None:
    assert absent_facts(case, ROOT / "corpus" / "documents") == []


@pytest.mark.parametrize("case", SEED_CASES, ids=lambda case: case.id)
def test_every_fact_of_a_seed_case_stands_in_its_source(case: Case) -> None:
    if not SEEDS.is_dir():
        pytest.skip("the scraped articles lie beside the project, and are absent here")
    assert absent_facts(case, SEEDS) == []


@pytest.mark.parametrize("cases", [SAMPLE_CASES, SEED_CASES], ids=["sample", "seeds"])
def test_a_case_either_names_facts_and_sources_or_must_be_refused(cases: tuple[Case, ...]) -> None:
    for case in cases:
        assert case.refuse == case.kind.startswith("refuse")
        assert case.refuse != bool(case.facts and case.sources), case.id


def test_every_sample_document_is_asked_about() -> None:
    asked = {source for case in SAMPLE_CASES for source in case.sources}
    assert {path.name for path in DOCUMENTS} == asked
