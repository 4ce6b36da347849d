"""Fitting the weights of `assistant.features`: `python -m evals.weights ../shared/bench/reading/train.json`.

Each question is asked of an index of all paragraphs; the sentences that hold a reference span are right. The weights
maximise the softmax likelihood of a right sentence among all sentences found, with a small L2 penalty. Four fifths of
the questions are fitted, the last fifth is for checking.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.evidence import Sentence, weigh
from assistant.features import WEIGHTS
from assistant.open import Assistant, assistant_over, open_encoder_of
from assistant.places import whereabouts
from assistant.question import understand
from assistant.settings import Settings
from evals import metrics
from evals.passages import indexed
from evals.reading import Item, evenly, flat, read_benchmark
from index.search import search

_DEPTH = 12
_PENALTY = 1e-3
_CHECKED = 5


@dataclass(frozen=True, slots=True)
class Example:
    """The sentences found for one question: their features, and which of them answer."""

    features: NDArray[np.float64]
    right: NDArray[np.bool_]


def examples(assistant: Assistant, items: Sequence[Item]) -> list[Example]:
    """One example for each question for which a right sentence was found."""
    made = []
    for item in items:
        question = understand(item.question, max_chars=10_000)
        hits = search(assistant.store, question.standalone, _DEPTH)
        where = whereabouts(question.standalone)
        found = weigh(question, hits, where, assistant.lexicon, assistant.store.encoder)
        right = np.array([_answers(sentence, item) for sentence in found], dtype=bool)
        if right.any():
            made.append(Example(np.array([sentence.features.vector for sentence in found]), right))
    return made


def _answers(sentence: Sentence, item: Item) -> bool:
    same = sentence.hit.chunk.card.doc_id == item.passage_id
    return same and any(metrics.contains(sentence.text, span) for span in item.spans)


def fit(made: Sequence[Example], start: NDArray[np.float64]) -> NDArray[np.float64]:
    """The weights that make a right sentence most likely to be chosen."""
    from scipy.optimize import minimize

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, gradient = _PENALTY * float(weights @ weights), 2 * _PENALTY * weights
        for one in made:
            scores = one.features @ weights
            all_of, right_of = _softmax(scores), _softmax(scores[one.right])
            total -= (_log_sum(scores[one.right]) - _log_sum(scores)) / len(made)
            gradient = gradient - (one.features[one.right].T @ right_of - one.features.T @ all_of) / len(made)
        return total, gradient

    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x)


def chosen_right(made: Sequence[Example], weights: NDArray[np.float64]) -> float:
    """Share of the examples whose best sentence is right."""
    return metrics.mean([float(one.right[int(np.argmax(one.features @ weights))]) for one in made]) or 0.0


def _softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum())


def _log_sum(scores: NDArray[np.float64]) -> float:
    return float(np.log(np.exp(scores - scores.max()).sum()) + scores.max())


def main(path: Path, limit: int | None = None) -> None:
    """Prints the share of right sentences before and after, and the weights to put into `assistant.features`."""
    passages, items = flat(read_benchmark(path))
    settings = Settings(model=None)
    with indexed(passages, open_encoder_of(settings)) as (store, _):
        made = examples(assistant_over(store, settings), evenly(items, limit))
    fitted = [one for at, one in enumerate(made) if at % _CHECKED]
    checked = [one for at, one in enumerate(made) if at % _CHECKED == 0]
    weights = fit(fitted, 3 * WEIGHTS)
    print(f"{len(items)} questions, {len(made)} with a right sentence found")
    print(f"before: {chosen_right(checked, WEIGHTS):.4f}  after: {chosen_right(checked, weights):.4f}")
    print("WEIGHTS =", [round(float(weight), 3) for weight in weights])


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else None)
