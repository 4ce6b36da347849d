"""Fitting the weights of `assistant.answerable`: `python -m evals.refusal_fit ../shared/bench/reading/train.json`.

Reading questions are asked twice, once with their paragraph in the index and once without; the project's own cases with
the sentence that answers and without it. Only the first half of the cases, by a hash of the question, is fitted; the
other half is for reporting. Logistic regression with an L2 penalty; checked over five disjoint sets of documents.

The weights that ship are from a run of this fit before the present trees of `assistant.selector`. A run since, with 800
reading questions (two minutes of one core), tells no more apart: area under the curve of the other half's near questions
.947 (shipped .948), of reading questions of other documents .978 (.978), and at the threshold that ships .075 of the
other half wrongly refused (.05). So they stay.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answerable import BY_HAND, NAMES, measure
from assistant.evidence import best_of
from assistant.look import look
from assistant.open import assistant_over, open_encoder_of
from assistant.question import Intent, questions
from assistant.settings import Settings
from evals.case import Case, read_cases
from evals.passages import indexed
from evals.reading import evenly, flat, read_benchmark
from evals.refusal import DOCUMENTS, held
from evals.silenced import first_half, taken_out, write_silenced
from index.hit import Filters
from index.store import Store

_SETTINGS = Settings(model=None)
_CASES = Path(__file__).parent / "cases"
_PENALTY = 3.0
_FOLDS = 5
_FAR = 150
"""Reading questions that are asked of the policy documents."""
_FOR = frozenset(
    "passage|context|news|heaviest|three heaviest|asked|pairs|pairs of sentence|pairs of document|bm25|count there".split(
        "|"
    )
)
_AGAINST = frozenset("another benefit|money missing|count missing|numbers missing|another year".split("|"))
"""What can only speak for an answer, or against it, whatever few examples seem to say."""
_OWN, _OWN_CUT, _READING = 4.0, 0.8, 0.5
"""What an example of each origin counts: few of the project's own cases stand for what people ask."""


@dataclass(frozen=True, slots=True)
class Example:
    """The measures of one question, whether it is answerable, what it counts, and which document it hangs on."""

    measures: NDArray[np.float64]
    answerable: bool
    weight: float
    group: str


def of_reading(path: Path, limit: int) -> Iterator[Example]:
    """Each question once with its paragraph and once without."""
    passages, items = flat(read_benchmark(path))
    out = taken_out(passages)
    for left_out in (True, False):
        kept = [passage for passage in passages if (passage.passage_id in out) is not left_out]
        with indexed(kept, open_encoder_of(_SETTINGS)) as (store, _):
            for item in evenly(items, limit):
                answerable = (item.passage_id in out) is not left_out
                yield from _example(store, item.question, answerable, _READING, item.passage_id)


def of_cases(cases: Sequence[Case], far: Sequence[str]) -> Iterator[Example]:
    """Each case over the sample documents, and once more with what answers it cut out; and questions from far away."""
    with held(DOCUMENTS, open_encoder_of(_SETTINGS)) as store:
        for case in cases:
            yield from _example(store, case.question, not case.refuse, _OWN, case.question)
        for question in far:
            yield from _example(store, question, False, _OWN_CUT, question)
    answerable = [case for case in cases if not case.refuse and case.facts]
    for cut in (answerable[::2], answerable[1::2]):
        with (
            tempfile.TemporaryDirectory(prefix="wence-fit-") as folder,
            held(write_silenced(DOCUMENTS, cut, Path(folder)), open_encoder_of(_SETTINGS)) as store,
        ):
            for case in cut:
                yield from _example(store, case.question, False, _OWN_CUT, case.question)


def _example(store: Store, text: str, answerable: bool, weight: float, group: str) -> Iterator[Example]:
    """Nothing for questions that are answered otherwise than by a passage, or for which nothing was found."""
    assistant = assistant_over(store, _SETTINGS)
    first, *more = questions(text, max_chars=10_000)
    if more or first.intent not in (Intent.FACT, Intent.LIST):
        return
    looked = look(assistant, first, Filters())
    best = best_of(looked.question, looked.found)
    if best is not None and looked.question.words:
        document = assistant.text_of(best.hit.chunk.card)
        measures = measure(looked.question, best, document, assistant.lexicon)
        yield Example(measures, answerable, weight, group)


def fit(examples: Sequence[Example]) -> tuple[NDArray[np.float64], float]:
    """Weights and constant of the log-odds that a question is answerable, for the measures as they come."""
    from scipy.optimize import minimize

    rows = np.array([one.measures for one in examples])
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    rows = np.column_stack([(rows - mean) / scale, np.ones(len(rows))])
    signs = np.array([1.0 if one.answerable else -1.0 for one in examples])
    counts = np.array([one.weight for one in examples])
    penalty = np.append(np.full(len(mean), _PENALTY), 0.0)

    bounds = [*map(_bounds, NAMES), (None, None)]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margins = signs * (rows @ weights)
        total = float(counts @ np.logaddexp(0, -margins) + penalty @ weights**2 / 2)
        return total, penalty * weights - rows.T @ (counts * signs / (1 + np.exp(margins)))

    found = np.asarray(minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x)
    weights = found[:-1] / scale
    return weights, float(found[-1] - weights @ mean)


def _bounds(name: str) -> tuple[float | None, float | None]:
    """Of the weight of one measure."""
    if name in BY_HAND:
        return 0.0, 0.0
    return 0.0 if name in _FOR else None, 0.0 if name in _AGAINST else None


def checked(examples: Sequence[Example]) -> NDArray[np.float64]:
    """The support of each example by weights that were fitted on other documents."""
    folds = np.array([int.from_bytes(one.group.encode()[-4:], "big") % _FOLDS for one in examples])
    support = np.zeros(len(examples))
    for fold in range(_FOLDS):
        weights, bias = fit([one for one, own in zip(examples, folds, strict=True) if own != fold])
        for at in np.flatnonzero(folds == fold).tolist():
            support[at] = examples[at].measures @ weights + bias
    return support


def main(path: Path, limit: int = 1000) -> None:
    """Prints the weights to put into `assistant.answerable`, and what they tell apart on documents not fitted."""
    cases = [
        case for name in ("refusal", "sample") for case in read_cases(_CASES / f"{name}.jsonl") if not case.history
    ]
    half = [case for case in cases if first_half(case.question)]
    far = [item.question for item in evenly(flat(read_benchmark(path))[1], _FAR)]
    examples = [*of_cases(half, far), *of_reading(path, limit)]
    support, answerable = checked(examples), np.array([one.answerable for one in examples])
    own = np.array([one.weight > _READING for one in examples])
    for name, these in (("own", own), ("reading", ~own)):
        yes, no = support[these & answerable], support[these & ~answerable]
        for wrong in (0.02, 0.05):
            threshold = np.quantile(yes, wrong)
            print(
                f"{name}: {len(yes)} + {len(no)}, threshold {threshold:.2f}: {wrong} refused wrongly, {(no < threshold).mean():.3f} rightly"
            )
    weights, bias = fit(examples)
    print("_FITTED =", {n: w for n, w in zip(NAMES, weights.round(3).tolist(), strict=True) if n not in BY_HAND})
    print("BIAS =", round(bias, 3))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
