"""The second stage: people's questions, each against the articles that the model itself takes for its answer.

Nearly all that can be learnt from other questions' articles is learnt soon; what is left to learn is to tell the right
article from those that look right.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.training.contrast import Recipe, Sides, Table, pace_at
from index.training.terms import Rows
from index.vectors import Vectors, unit

_BATCH = 256
_NATURAL = 128
"""Headings with their texts in each batch, and a third as many reading questions, so that the first stage is not unlearnt."""
_WRONG = 3
"""Passages looked right for each pair with an article."""
_LOOKED_RIGHT = 100
"""The wrong partners are drawn from so many nearest."""
_MINED_EVERY = 3
"""Passes after which the nearest are looked up again."""
_PACE = 0.5
"""Of the first stage's learning rate."""
_ANSWER = -1


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its expert's answer, as the rows of their terms, and its articles by their place."""

    question: Rows
    answer: Rows
    """Empty where there is none."""
    articles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Example:
    """One pair to learn: what asks, and what it asks for."""

    asker: int
    by_answer: bool
    """Whether the expert's answer stands for the question."""
    article: int
    """Its place, or _ANSWER: the partner is the expert's answer."""


@dataclass(frozen=True, slots=True)
class _Batch:
    lefts: list[Rows]
    rights: list[Rows]
    masked: NDArray[np.bool_]


class _Passages:
    """The articles as rows, which of them say the same, and how near they are to the questions."""

    def __init__(self, passages: Sequence[Rows], texts: Sequence[Rows]) -> None:
        self.rows = passages
        known: dict[bytes, int] = {}
        self.same = np.array([known.setdefault(text.tobytes(), at) for at, text in enumerate(texts)])
        """Of each article the first with the same text."""

    def nearest(self, asked: Sequence[Asked], vectors: Vectors) -> list[NDArray[np.intp]]:
        """For each question the articles that are nearest without being right, nearest first."""
        encoded = _encode(self.rows, vectors)
        found = []
        for each, vector in zip(asked, _encode([each.question for each in asked], vectors), strict=True):
            scores = encoded @ vector
            count = min(len(scores), _LOOKED_RIGHT + len(each.articles))
            top = np.argpartition(-scores, count - 1)[:count]
            top = top[np.lexsort((top, -scores[top]))]
            found.append(top[~np.isin(self.same[top], self.same[list(each.articles)])][:_LOOKED_RIGHT])
        return found


def sharpen(
    vectors: Vectors,
    asked: Sequence[Asked],
    articles: Sequence[Sides],
    reading: Sequence[Sides],
    recipe: Recipe,
    report: Callable[[str], None],
) -> Vectors:
    """The vectors after learning from `asked`; `articles` are heading and text, `reading` question and paragraph.

    InfoNCE as in `train`, with the wrong partners of ANCE (Xiong et al. 2021) beside those of the batch.
    """
    rng = np.random.default_rng(recipe.seed)
    passages = _Passages([np.concatenate(each) for each in articles], [text for _, text in articles])
    examples = [example for at, each in enumerate(asked) for example in _examples(at, each)]
    table = Table(vectors)
    per_pass = max(1, len(examples) // _BATCH)
    wrong: list[NDArray[np.intp]] = []
    for number in range(recipe.sharpening if examples else 0):
        if number % _MINED_EVERY == 0:
            wrong = passages.nearest(asked, table.vectors.numpy())
        order, total = rng.permutation(len(examples)), 0.0
        for step in range(per_pass):
            some = [examples[at] for at in order[step * _BATCH : (step + 1) * _BATCH]]
            natural = _natural(articles, reading, rng)
            batch = _batch(some, asked, passages, wrong, natural, rng)
            progress = (number * per_pass + step) / (recipe.sharpening * per_pass)
            pace = _PACE * recipe.learning_rate * pace_at(progress, recipe.warm_up)
            total += table.learn(batch.lefts, batch.rights, batch.masked, pace, recipe.temperature)
        report(f"sharpening {number + 1} of {recipe.sharpening}: loss {total / per_pass:.4f}")
    return table.vectors.numpy()


def _examples(at: int, each: Asked) -> Iterator[_Example]:
    """The question with every article that answers it, the answer with the same, and the two with each other."""
    for article in each.articles:
        yield _Example(at, False, article)
        if each.answer.size:
            yield _Example(at, True, article)
    if each.answer.size:
        yield _Example(at, False, _ANSWER)


def _natural(articles: Sequence[Sides], reading: Sequence[Sides], rng: np.random.Generator) -> list[Sides]:
    drawn = [(articles, _NATURAL), (reading, _NATURAL // 3)]
    pairs = [pairs[at] for pairs, count in drawn if pairs for at in rng.integers(0, len(pairs), count)]
    return [(left, right) for left, right in pairs if left.size and right.size]


def _batch(
    examples: Sequence[_Example],
    asked: Sequence[Asked],
    passages: _Passages,
    wrong: Sequence[NDArray[np.intp]],
    natural: Sequence[Sides],
    rng: np.random.Generator,
) -> _Batch:
    """The examples, then the natural pairs, then what looked right; a text that is right for a question is masked."""
    lefts = [asked[it.asker].answer if it.by_answer else asked[it.asker].question for it in examples]
    rights = [asked[it.asker].answer if it.article == _ANSWER else passages.rows[it.article] for it in examples]
    drawn = [
        int(at)
        for it in examples
        if it.article != _ANSWER and wrong[it.asker].size
        for at in rng.choice(wrong[it.asker], min(_WRONG, wrong[it.asker].size), replace=False)
    ]
    keys = np.array(
        [
            *(_answer_key(it.asker) if it.article == _ANSWER else passages.same[it.article] for it in examples),
            *_natural_keys(natural),
            *passages.same[drawn],
        ]
    )
    masked = np.zeros((len(examples) + len(natural), len(keys)), dtype=bool)
    for at, it in enumerate(examples):
        right = [*passages.same[list(asked[it.asker].articles)], _answer_key(it.asker)]
        masked[at] = np.isin(keys, right)
    same = keys[: len(masked), None] == keys[None, : len(masked)]
    masked[:, : len(masked)] |= same
    np.fill_diagonal(masked, False)
    lefts += [left for left, _ in natural]
    rights += [*(right for _, right in natural), *(passages.rows[at] for at in drawn)]
    return _Batch(lefts, rights, masked)


def _answer_key(asker: int) -> int:
    return -1 - asker


def _natural_keys(natural: Sequence[Sides]) -> list[int]:
    """Numbers beyond those of articles and answers, the same for the same text."""
    known: Mapping[bytes, int] = {text.tobytes(): at for at, (_, text) in enumerate(natural)}
    return [10**9 + known[text.tobytes()] for _, text in natural]


def _encode(texts: Sequence[Rows], vectors: Vectors, at_once: int = 8192) -> Vectors:
    """Vectors of shape (len(texts), dimensions), L2-normalised."""
    from scipy.sparse import csr_matrix

    encoded = np.zeros((len(texts), vectors.shape[1]), dtype=np.float32)
    for start in range(0, len(texts), at_once):
        some = texts[start : start + at_once]
        ends = np.cumsum([0, *(text.size for text in some)])
        counts = csr_matrix(
            (np.ones(ends[-1], dtype=np.float32), np.concatenate(some), ends), (len(some), len(vectors))
        )
        counts.sum_duplicates()
        encoded[start : start + at_once] = counts @ vectors
    return unit(encoded)
