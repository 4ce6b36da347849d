"""Fitting the sentence selector: `python -m evals.weights ../shared/bench/reading/train.json 1500`.

Each question is asked of an index of all paragraphs; the sentences of its paragraph that hold a reference span are right.
Four fifths of the questions are fitted first, and the share of the last fifth whose chosen sentence is right is
printed; then all are fitted and `assistant/selector.safetensors` is written. The number limits the questions, taken evenly;
without it all are used. The trees that ship are what this very command wrote: 1,493 questions had a right sentence among
those found, .9030 of the last fifth were right. A minute of one core.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.evidence import columns_of
from assistant.library import Library
from assistant.open import Assistant, assistant_over, open_encoder_of
from assistant.places import whereabouts
from assistant.question import understand
from assistant.scene import scene
from assistant.selector import LINEAR, WEIGHTS, Trees, linear, table
from assistant.settings import Settings
from evals import metrics
from evals.boosting import Example, grow
from evals.passages import indexed
from evals.reading import Item, evenly, flat, read_benchmark
from index.hit import Filters

_CHECKED = 5


def example(assistant: Assistant, item: Item) -> Example | None:
    """What is seen of the sentences found for a question; None where none is right."""
    library, question = Library(assistant, Filters()), understand(item.question, max_chars=10_000)
    laid = scene(question, library.near(question, library.search(question)))
    if not laid.lines:
        return None
    where = whereabouts(question.standalone)
    columns = columns_of(laid, where, assistant.lexicon, assistant.sentence_encoders[0])
    own = [laid.hits[owner].chunk.card.doc_id == item.passage_id for owner in laid.owner]
    right = np.array(
        [
            its and any(metrics.contains(line.text, span) for span in item.spans)
            for its, line in zip(own, laid.lines, strict=True)
        ]
    )
    may = columns["filler"] == 0
    if not right[may].any():
        return None
    # The share that the heading does not say is left for the trees to find: fitted on top of it they rest on it too much.
    start = linear(columns) - LINEAR["focus"] * columns["focus"]
    return Example(table(laid, columns)[may].astype(np.float32), start[may], right[may])


def chosen_right(examples: Sequence[Example], trees: Trees) -> float:
    """Share of the examples whose best sentence is right."""
    best = [int(np.argmax(trees.score(one.seen.astype(float)) + one.start)) for one in examples]
    return metrics.mean([float(one.right[at]) for one, at in zip(examples, best, strict=True)]) or 0.0


def write(trees: Trees, path: Path) -> None:
    """Writes the trees for `Trees.open`."""
    from safetensors.numpy import save

    arrays = {name: np.ascontiguousarray(getattr(trees, name)) for name in ("measure", "limit", "value")}
    path.write_bytes(save(arrays))  # `save_file` lets nobody else read what it writes


def main(path: Path, limit: int | None = None) -> None:
    """Prints the share of right sentences of the last fifth, and writes the trees fitted on all questions."""
    passages, items = flat(read_benchmark(path))
    settings = Settings(model=None)
    with indexed(passages, open_encoder_of(settings)) as (store, _):
        assistant = assistant_over(store, settings)
        made = [one for item in evenly(items, limit) if (one := example(assistant, item)) is not None]
    checked = made[::_CHECKED]
    fitted = grow([one for at, one in enumerate(made) if at % _CHECKED])
    print(f"{len(evenly(items, limit))} questions, {len(made)} with a right sentence found")
    print(f"right of the last fifth: {chosen_right(checked, fitted):.4f}")
    write(grow(made), WEIGHTS)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else None)
