"""How well passages are read: questions with known spans, asked over the paragraphs that hold them (SQuAD's form)."""

import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.answer import Answer
from assistant.open import assistant_over
from assistant.question import Expected, understand
from assistant.settings import Settings
from corpus.errors import BadCases
from evals import metrics
from evals.asked import last_word, said
from evals.case import first_problem
from evals.passages import OnStep, Passage, indexed, silently
from evals.report import figures
from index.encoder import Encoder

T = TypeVar("T")
_OTHER = "other"


class Span(BaseModel):
    """A reference answer."""

    text: str


class Asking(BaseModel):
    """A question with its reference answers."""

    model_config = ConfigDict(coerce_numbers_to_str=True)

    id: str = ""
    question: str
    answers: tuple[Span, ...]


class Paragraph(BaseModel):
    """A text and what is asked of it."""

    context: str
    qas: tuple[Asking, ...]


class Article(BaseModel):
    """Paragraphs under one title."""

    title: str = ""
    paragraphs: tuple[Paragraph, ...]


class Benchmark(BaseModel):
    """A whole file."""

    model_config = ConfigDict(frozen=True)

    data: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A question, its reference spans, and the passage that answers it."""

    question: str
    spans: tuple[str, ...]
    passage_id: str
    item_id: str = ""
    """What the file calls it."""


@dataclass(frozen=True, slots=True)
class Read:
    """A question that was asked."""

    item: Item
    answer: Answer
    seconds: float

    @property
    def rank(self) -> int | None:
        """Rank of the right paragraph among the hits; None where it was not found."""
        ranks = [hit.rank for hit in self.answer.hits if hit.chunk.card.doc_id == self.item.passage_id]
        return min(ranks, default=None)

    @property
    def found(self) -> bool:
        """Whether the first hit is the right paragraph."""
        return self.rank == 1

    @property
    def kind(self) -> str:
        """What sort of thing is asked for: amount, time, person …; `other` where the question does not say."""
        expected = understand(self.item.question, max_chars=len(self.item.question)).expected
        return next((kind.value for kind in Expected if kind in expected), _OTHER)

    @property
    def answered(self) -> bool:
        """Whether the answer contains a reference span."""
        return any(metrics.contains(said(self.answer), span) for span in self.item.spans)

    @property
    def f1(self) -> float:
        """By characters, against the reference that fits best."""
        return max(metrics.character_f1(said(self.answer), span) for span in self.item.spans)

    def to_json(self) -> dict[str, object]:
        """The question's entry in the report."""
        return {
            "id": self.item.item_id,
            "correct": self.answered,
            "outcome": self.answer.outcome.value,
            "answer": self.answer.text,
            "question": self.item.question,
            "kind": self.kind,
            "references": list(self.item.spans),
            "passage_rank": self.rank,
            "f1": round(self.f1, 4),
            "seconds": round(self.seconds, 4),
        }


@dataclass(frozen=True, slots=True)
class Reading:
    """A finished run."""

    reads: tuple[Read, ...]
    passages: int = 0
    """How many paragraphs the questions were asked over."""

    def to_json(self) -> dict[str, object]:
        """The figures, under the names of the contract; the length is that of answers that were not refused."""
        lengths = [len(said(read.answer)) for read in self.reads if said(read.answer)]
        return {
            "n": len(self.reads),
            "paragraph_hit@1": metrics.mean([float(read.found) for read in self.reads]),
            "answer_hit": metrics.mean([float(read.answered) for read in self.reads]),
            "f1": metrics.mean([read.f1 for read in self.reads]),
            "median_answer_chars": median(lengths) if lengths else None,
            "by_kind": self._by_kind(),
            "seconds_per_question": metrics.spread([read.seconds for read in self.reads]),
        }

    def _by_kind(self) -> dict[str, object]:
        """By what is asked for, the share of answers that contain a reference span."""
        kinds: defaultdict[str, list[float]] = defaultdict(list)
        for read in self.reads:
            kinds[read.kind].append(float(read.answered))
        return {kind: {"n": len(hits), "accuracy": metrics.mean(hits)} for kind, hits in kinds.items()}


def figure_names() -> set[str]:
    """The names of all figures of a run, nested ones joined by a full stop."""
    kinds = {f"by_kind.{kind}.{name}" for kind in (*Expected, _OTHER) for name in ("n", "accuracy")}
    return kinds | figures.flat(Reading(()).to_json()).keys()


def run(
    path: Path, encoder: Encoder, settings: Settings, *, limit: int | None = None, on_step: OnStep = silently
) -> Reading:
    """Indexes all paragraphs of the file in a throw-away store and asks its questions.

    With a `limit` only so many are asked, taken evenly from the whole file, because such files are sorted by origin.

    Raises:
        BadCases: the file is absent, does not follow its format or holds no question; names the place.
        SettingError: the chat model cannot be used as configured.
    """
    passages, items = flat(read_benchmark(path))
    if not items:
        raise BadCases(f"{path} 里没有带参考答案的问题；应为 SQuAD 格式的 JSON。")
    with indexed(passages, encoder, on_step) as (store, _):
        assistant, reads = assistant_over(store, settings), []
        for item in evenly(items, limit):
            started = time.perf_counter()
            answer = last_word(assistant, item.question)
            reads.append(Read(item, answer, time.perf_counter() - started))
            on_step("提问")
    return Reading(tuple(reads), len(passages))


def evenly(items: Sequence[T], limit: int | None) -> list[T]:
    """At most `limit` of the items, at even distances."""
    count = len(items) if limit is None else min(limit, len(items))
    return [items[index * len(items) // count] for index in range(count)]


def read_benchmark(path: Path) -> Benchmark:
    """The file, checked.

    Raises:
        BadCases: it is absent, not UTF-8 or not of SQuAD's form.
    """
    try:
        return Benchmark.model_validate_json(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadCases(f"打不开 {path}（{error.strerror}）；请检查路径。") from error
    except UnicodeDecodeError as error:
        raise BadCases(f"{path} 不是 UTF-8 编码；请先转成 UTF-8 再评测。") from error
    except ValidationError as error:
        raise BadCases(f"{path} 不是 SQuAD 格式的 JSON：{first_problem(error)}") from error


def flat(benchmark: Benchmark) -> tuple[list[Passage], list[Item]]:
    """Each text becomes one passage, however often it occurs; questions without a reference are left out."""
    passages: dict[str, Passage] = {}
    items: list[Item] = []
    for article in benchmark.data:
        for paragraph in article.paragraphs:
            new = Passage(f"p{len(passages)}", article.title, paragraph.context)
            passage = passages.setdefault(paragraph.context, new)
            for asking in paragraph.qas:
                spans = tuple(span.text for span in asking.answers if span.text.strip())
                if spans:
                    items.append(Item(asking.question, spans, passage.passage_id, asking.id or str(len(items))))
    return list(passages.values()), items
