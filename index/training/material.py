"""The texts that the built-in encoder learns from, as they lie in the bench folder."""

import csv
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, Field

HELD_OUT = 0
"""The tenth of the STARD questions that training never sees, neither the questions nor their answers."""


def tenth_of(name: str) -> int:
    """Which tenth something is in, 0 to 9: a STARD question by its id, a paragraph by its text."""
    return zlib.crc32(name.encode()) % 10


def is_held_out(query_id: str) -> bool:
    """True for the tenth that training never sees."""
    return tenth_of(query_id) == HELD_OUT


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a law."""

    article_id: str
    heading: str
    """Title of the law, its chapter and the article's number."""
    text: str

    @property
    def passage(self) -> str:
        """What is encoded: the heading in front, as `Chunk.heading` is put in front of a chunk."""
        return f"{self.heading} {self.text}"


@dataclass(frozen=True, slots=True)
class Question:
    """A layperson's question about the law."""

    question_id: str
    text: str
    answer: str
    """An expert's answer; empty where there is none."""
    relevant: tuple[str, ...]
    """Ids of the articles that answer it."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an encyclopedia with questions that it answers."""

    text: str
    questions: tuple[str, ...]


class _ArticleRow(BaseModel):
    id: str = Field(alias="_id")
    title: str
    text: str


class _Metadata(BaseModel):
    answer: str | None = None


class _QuestionRow(BaseModel):
    id: str = Field(alias="_id")
    text: str
    metadata: _Metadata = _Metadata()


class _Question(BaseModel):
    question: str


class _Paragraph(BaseModel):
    context: str
    qas: list[_Question]


class _Entry(BaseModel):
    paragraphs: list[_Paragraph]


class _Reading(BaseModel):
    data: list[_Entry]


def read_articles(bench: Path) -> list[Article]:
    """`stard/corpus.jsonl`; raises OSError or pydantic's ValidationError."""
    rows = (_ArticleRow.model_validate_json(line) for line in _lines(bench / "stard" / "corpus.jsonl"))
    return [Article(row.id, row.title, row.text) for row in rows]


def read_questions(bench: Path) -> list[Question]:
    """`stard/queries.jsonl` with its relevant articles, the held-out ones too; raises as `read_articles` does."""
    relevant: defaultdict[str, list[str]] = defaultdict(list)
    with (bench / "stard" / "qrels" / "train.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            relevant[row["query-id"]].append(row["corpus-id"])
    rows = (_QuestionRow.model_validate_json(line) for line in _lines(bench / "stard" / "queries.jsonl"))
    return [Question(row.id, row.text, row.metadata.answer or "", tuple(relevant[row.id])) for row in rows]


def read_paragraphs(file: Path) -> list[Paragraph]:
    """A SQuAD-form file, such as `reading/train.json`; raises as `read_articles` does."""
    reading = _Reading.model_validate_json(file.read_bytes())
    return [
        Paragraph(paragraph.context, tuple(each.question for each in paragraph.qas))
        for entry in reading.data
        for paragraph in entry.paragraphs
    ]


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as file:
        yield from file
