"""Fitting the weights of `index.rank`: `python -m evals.fusion ../shared/bench MODEL --tenths 1 2 3`.

MODEL is an encoder that never saw these tenths: `python -m index.train --leave-out 1 2 3 --out MODEL`. The likeness that
an encoder gives to what it learnt from would be trusted too much.

Each question of these tenths is searched among all articles, and each reading question among the paragraphs of these
tenths. The weights maximise the softmax likelihood of each right passage among the wrong ones, with a small L2 penalty,
and are checked by leaving out one tenth after another.
"""

import tempfile
from argparse import ArgumentParser
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.split import split
from evals import metrics
from evals.passages import Passage
from index.authority import asks_for_law
from index.dense import Subset
from index.encoder import Encoder, passage_text
from index.fuse import DEPTH, DEPTH_OF_WORDS
from index.lexical import Lexical
from index.query import parse
from index.rank import FEATURES, WEIGHTS, measure, rankings
from index.static import StaticEncoder
from index.training.material import Article, read_articles, read_paragraphs, read_questions, tenth_of

_PENALTY = 3e-3
_READING = 0.5
"""What all reading questions together count, beside 1 for all questions of law."""
_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Asking:
    """A question and the ids of the passages that are right."""

    tenth: int
    text: str
    right: frozenset[str]


@dataclass(frozen=True, slots=True)
class Example:
    """What was found for one question: features, the passages' ids, and which are right."""

    tenth: int
    features: NDArray[np.float64]
    passages: tuple[str, ...]
    wanted: frozenset[str]
    weight: float

    @property
    def right(self) -> NDArray[np.bool_]:
        """Of each row."""
        return np.array([it in self.wanted for it in self.passages], dtype=bool)

    def order(self, weights: NDArray[np.float64]) -> list[str]:
        """The passages as search would order them."""
        scores = self.features @ weights
        return list(dict.fromkeys(self.passages[at] for at in np.argsort(-scores, kind="stable")))


def examples(folder: Path, encoder: Encoder, passages: Iterable[Passage], askings: Sequence[Asking]) -> list[Example]:
    """What is found for each question among `passages`; `folder` takes the inverted index."""
    chunks = [chunk for passage in passages if passage.text.strip() for chunk in split(passage.as_document())]
    lexical = Lexical(folder)
    with lexical.writing():
        for at in range(0, len(chunks), _AT_ONCE):
            lexical.apply(chunks[at : at + _AT_ONCE])
    lexical.refresh()
    vectors = encoder.encode_passages([passage_text(chunk) for chunk in chunks])
    dense = Subset(tuple(chunk.chunk_id for chunk in chunks), vectors)
    owners = {chunk.chunk_id: chunk.card.doc_id for chunk in chunks}
    return [_example(asking, encoder, dense, lexical, owners, 1 / len(askings)) for asking in askings]


def _example(
    asking: Asking, encoder: Encoder, dense: Subset, lexical: Lexical, owners: dict[str, str], weight: float
) -> Example:
    question = parse(asking.text)
    by_meaning = dense.query(encoder.encode_queries([question.text])[0], DEPTH)
    by_words = lexical.query(question.terms, DEPTH_OF_WORDS)
    found = list(dict(by_meaning) | dict(by_words))
    looks = lexical.looked_at(question.words, found)
    features = measure(found, *rankings(by_meaning, by_words), looks, legal=asks_for_law(question.text))
    return Example(asking.tenth, features, tuple(owners[it] for it in found), asking.right, weight)


def fit(made: Sequence[Example]) -> NDArray[np.float64]:
    """The weights that make each right passage most likely beside the wrong ones."""
    from scipy.optimize import minimize

    able = [one for one in made if one.right.any()]
    spread = np.concatenate([one.features for one in able]).std(axis=0)
    spread[spread == 0] = 1
    scaled = [(one.features / spread, one.right, one.weight) for one in able]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = _PENALTY * float(weights @ weights), 2 * _PENALTY * weights
        for features, right, weight in scaled:
            each, its_slope = _loss(features @ weights, right)
            total += weight * each
            slope = slope + weight * (features.T @ its_slope)
        return total, slope

    return np.asarray(minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B").x / spread)


def _loss(scores: NDArray[np.float64], right: NDArray[np.bool_]) -> tuple[float, NDArray[np.float64]]:
    """Mean negative log-likelihood of each right passage among the wrong ones, and its slope by the scores."""
    powers = np.exp(scores - scores.max())
    wrong = powers[~right].sum()
    total, slope, count = 0.0, np.zeros_like(scores), int(right.sum())
    for at in np.flatnonzero(right):
        among = wrong + powers[at]
        total -= float(np.log(powers[at] / among)) / count
        slope[~right] += powers[~right] / among / count
        slope[at] += (powers[at] / among - 1) / count
    return total, slope


def figures(made: Sequence[Example], weights: NDArray[np.float64]) -> dict[str, float | None]:
    """How well the weights order what was found; what was not found counts as missed."""
    orders = [(one.order(weights), dict.fromkeys(one.wanted, 1)) for one in made]
    return {
        "recall@10": metrics.mean([metrics.recall_at(order, wanted, 10) for order, wanted in orders]),
        "recall@100": metrics.mean([metrics.recall_at(order, wanted, 100) for order, wanted in orders]),
        "mrr@10": metrics.mean([metrics.reciprocal_rank(order, wanted, 10) for order, wanted in orders]),
        "first": metrics.mean([float(order[0] in wanted) for order, wanted in orders]),
    }


def law(bench: Path, tenths: Collection[int]) -> tuple[list[Passage], list[Asking]]:
    """All articles, and the questions of these tenths."""
    askings = [
        Asking(tenth_of(it.question_id), it.text, frozenset(it.relevant))
        for it in read_questions(bench)
        if tenth_of(it.question_id) in tenths and it.relevant
    ]
    return [_passage(article) for article in read_articles(bench)], askings


def _passage(article: Article) -> Passage:
    return Passage(article.article_id, article.heading, article.text)


def reading(bench: Path, tenths: Collection[int]) -> tuple[list[Passage], list[Asking]]:
    """The paragraphs of reading/train.json in these tenths, with their questions."""
    passages, askings = [], []
    for at, paragraph in enumerate(read_paragraphs(bench / "reading" / "train.json")):
        if (tenth := tenth_of(paragraph.text)) in tenths:
            passages.append(Passage(f"p{at}", "", paragraph.text))
            askings += [Asking(tenth, question, frozenset([f"p{at}"])) for question in paragraph.questions]
    return passages, askings


def main(bench: Path, model: Path, tenths: Sequence[int]) -> None:
    """Prints how well each tenth is ordered by weights fitted on the others, and the weights fitted on all."""
    encoder = StaticEncoder.open(model)
    with tempfile.TemporaryDirectory(prefix="wence-fusion-") as folder:
        of_law = examples(Path(folder) / "law", encoder, *law(bench, tenths))
        of_reading = [
            Example(one.tenth, one.features, one.passages, one.wanted, _READING * one.weight)
            for one in examples(Path(folder) / "reading", encoder, *reading(bench, tenths))
        ]
    for name, made in (("law", of_law), ("reading", of_reading)):
        print(name, len(made), "now", figures(made, WEIGHTS))
        for tenth in tenths:
            weights = fit([one for one in of_law + of_reading if one.tenth != tenth])
            print(name, "tenth", tenth, figures([one for one in made if one.tenth == tenth], weights))
    weights = fit(of_law + of_reading)
    print("WEIGHTS =", dict(zip(FEATURES, (round(float(it), 2) for it in weights), strict=True)))


if __name__ == "__main__":
    parser = ArgumentParser(prog="python -m evals.fusion", description="Fit the weights of index.rank.")
    parser.add_argument("bench", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("--tenths", type=int, nargs="+", default=[1, 2, 3])
    options = parser.parse_args()
    main(options.bench, options.model, options.tenths)
