"""The sample corpus can be read, and every document of it is asked about."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from corpus.document import Document
from corpus.load import load
from evals.case import read_cases
from evals.metrics import contains

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
SAMPLE_CASES = read_cases(ROOT / "evals" / "cases" / "sample.jsonl")


@cache
def read(path: Path) -> Document:
    return load(path)


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


def test_every_sample_document_is_asked_about() -> None:
    asked = {source for case in SAMPLE_CASES for source in case.sources}
    assert {path.name for path in DOCUMENTS} == asked
