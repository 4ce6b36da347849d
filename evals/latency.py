"""How long an answer takes over many passages: without a model, and up to the moment when a model is called."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.answer import Answer
from assistant.ask import ask
from assistant.generate import NO_EVIDENCE
from assistant.open import Assistant, assistant_over
from assistant.settings import Settings
from corpus.errors import BadCases
from evals import metrics
from evals.beir import rows
from evals.passages import OnStep, Passage, indexed, silently
from evals.reading import evenly
from evals.report import figures
from evals.stages import STAGES, shares_of_time
from index.encoder import Encoder
from index.store import Store

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_WARM_UP = 20
"""Questions that are asked before the clock runs."""
_PROFILED = 40
"""Questions that are asked once more to see which stage their time goes to."""


@dataclass(frozen=True, slots=True)
class Latency:
    """A finished run; all times in seconds."""

    passages: int
    first: float
    """Of the very first question, which reads what all others share."""
    total: tuple[float, ...]
    """Of each extractive answer."""
    processor: tuple[float, ...]
    """What each extractive answer took of the processor's time: on a busy machine the truer figure."""
    search: tuple[float, ...]
    """The part of the answer's time that searching took."""
    called: tuple[float, ...]
    """From each question to the call of the model, where one was called."""
    processor_called: tuple[float, ...]
    """What that took of the processor's time."""
    written: tuple[float, ...]
    """From each question to the first piece of the model's text."""
    stages: Mapping[str, float]
    """Share of an extractive answer's time by stage, with the profiler's own cost."""

    def to_json(self) -> dict[str, object]:
        """Median and 95th percentile of everything."""
        rest = [total - search for total, search in zip(self.total, self.search, strict=True)]
        return {
            "n": len(self.total),
            "passages": self.passages,
            "first_question": round(self.first, 4),
            "extractive": metrics.spread(self.total),
            "processor": metrics.spread(self.processor),
            "search": metrics.spread(self.search),
            "after_search": metrics.spread(rest),
            "model_called": {"n": len(self.called), **metrics.spread(self.called)},
            "model_called_processor": metrics.spread(self.processor_called),
            "model_first_text": {"n": len(self.written), **metrics.spread(self.written)},
            "stages": {name: round(share, 4) for name, share in self.stages.items()},
        }


def figure_names() -> set[str]:
    """The names of all figures of a run, nested ones joined by a full stop."""
    nothing = Latency(0, 0.0, (), (), (), (), (), (), dict.fromkeys(STAGES, 0.0))
    return set(figures.flat(nothing.to_json()))


def run(
    folder: Path,
    encoder: Encoder,
    settings: Settings,
    *,
    questions: int = 300,
    home: Path | None = None,
    on_step: OnStep = silently,
) -> Latency:
    """Asks `questions` of a BEIR folder's queries over its passages, extractively and with a model that answers at once.

    The index is built in `home`, or used if it is there already; without it, in a folder that is thrown away.

    Raises:
        BadCases: a file is absent or does not follow its format, or holds no question.
        StoreError: `home` cannot be used.
    """
    texts = [row.text for row in rows(folder / "queries.jsonl")]
    if not texts:
        raise BadCases(f"{folder / 'queries.jsonl'} 里没有问题。")
    chosen = evenly(texts, questions)
    with _passages(folder, encoder, home, on_step) as store:
        assistant = assistant_over(store, settings.model_copy(update={"model": None}))
        first = _extractive(assistant, chosen[0]).total_seconds
        for text in evenly(texts, _WARM_UP):
            _extractive(assistant, text)
        answers, processor = [], []
        for text in chosen:
            began = time.process_time()
            answers.append(_extractive(assistant, text))
            processor.append(time.process_time() - began)
            on_step("提问")
        overheads = _with_model(assistant, chosen)
        again = evenly(chosen, _PROFILED)
        stages = shares_of_time(lambda: [_extractive(assistant, text) for text in again])
        passages = len(store.catalog.cards())
    total = tuple(answer.total_seconds for answer in answers)
    search = tuple(answer.search_seconds for answer in answers)
    return Latency(passages, first, total, tuple(processor), search, *overheads, stages)


@contextmanager
def _passages(folder: Path, encoder: Encoder, home: Path | None, on_step: OnStep) -> Iterator[Store]:
    corpus = [Passage(row.row_id, row.title, row.text) for row in rows(folder / "corpus.jsonl") if row.text.strip()]
    if home is None:
        with indexed(corpus, encoder, on_step) as (store, _):
            yield store
        return
    with Store.open(home, encoder) as store:
        held = {card.doc_id for card in store.catalog.cards()}
        missing = [passage.as_document() for passage in corpus if passage.passage_id not in held]
        if missing:
            on_step("建立索引")
            store.add(missing)
        yield store


def _extractive(assistant: Assistant, question: str) -> Answer:
    *_, answer = ask(assistant, question)
    if not isinstance(answer, Answer):
        raise TypeError(f"the last item of an answer's stream is {type(answer).__name__}, not Answer")
    return answer


Times = tuple[float, ...]


def _with_model(assistant: Assistant, questions: Sequence[str]) -> tuple[Times, Times, Times]:
    """Seconds to the model's call, of the processor up to then, and to its first text, where it is called."""
    calls: list[tuple[float, float]] = []
    instant = replace(assistant, model=_instant_model(calls))
    called, processor, written = [], [], []
    for question in questions:
        calls.clear()
        began, spent = time.perf_counter(), time.process_time()
        items = ask(instant, question)
        next(items)
        first_text = time.perf_counter()
        for _ in items:
            pass  # the answer is finished, so that nothing of it runs into the next one
        if calls:
            called.append(calls[0][0] - began)
            processor.append(calls[0][1] - spent)
            written.append(first_text - began)
    return tuple(called), tuple(processor), tuple(written)


def _instant_model(calls: list[tuple[float, float]]) -> "BaseChatModel":
    """A chat model that notes when it is called and answers at once."""
    from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
    from langchain_core.messages import AIMessage

    def replies() -> Iterator[AIMessage | str]:
        while True:
            calls.append((time.perf_counter(), time.process_time()))
            yield AIMessage(NO_EVIDENCE)

    return GenericFakeChatModel(messages=replies())
