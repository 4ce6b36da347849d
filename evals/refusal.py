"""How well Wence refuses: questions that its documents answer, almost answer, and have nothing to do with.

Answerable are reading questions whose paragraph is in the index, and the cases that are not to be refused. Near are
reading questions whose paragraph was taken out of the index, the same cases once the answering sentences were cut out
of the documents, and the cases that are to be refused. Far are reading questions asked of the policy documents, and
the cases of a kind named far.
"""

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np

import corpus
from assistant.answer import Outcome
from assistant.answerable import ENOUGH
from assistant.open import Assistant, assistant_over
from assistant.settings import Settings
from corpus.errors import BadCases
from evals.asked import last_word
from evals.case import Case
from evals.metrics import mean
from evals.passages import OnStep, Passage, indexed, silently
from evals.reading import Item, evenly, flat, read_benchmark
from evals.silenced import taken_out, write_silenced
from index.encoder import Encoder
from index.ingest import ingest
from index.store import Store

DOCUMENTS = Path(corpus.__file__).parent / "documents"
"""The sample corpus, which the project's own cases are about."""
_FAR = 3
"""One reading question of so many is asked of the policy documents, too."""
_CURVE = 41
"""Points of the curve."""


class Sort(StrEnum):
    """What the index holds for a question."""

    ANSWERABLE = "answerable"
    NEAR = "near"
    FAR = "far"


@dataclass(frozen=True, slots=True)
class Probe:
    """A question, what should become of it, and where it is from."""

    question: str
    sort: Sort
    origin: str
    """`reading`, `reading, article out` (no other paragraph of it is left), `cases` or `cases, sentence out`."""


@dataclass(frozen=True, slots=True)
class Probed:
    """A probe that was asked."""

    probe: Probe
    refused: bool
    support: float | None
    """Log-odds that the evidence answers; None where the answer was looked up, so that no threshold decided."""

    @property
    def is_right(self) -> bool:
        """Whether it was refused just where that is due."""
        return self.refused is (self.probe.sort is not Sort.ANSWERABLE)

    def refused_at(self, threshold: float) -> bool:
        """Whether it would be refused at another threshold."""
        return self.refused if self.support is None else self.support < threshold


@dataclass(frozen=True, slots=True)
class Refusals:
    """A finished run."""

    probed: tuple[Probed, ...]

    def to_json(self) -> dict[str, object]:
        """Counts, the shares refused as shipped, by origin too, the curve over thresholds, and what went wrong."""
        origins = dict.fromkeys(one.probe.origin for one in self.probed)
        return {
            "n": dict(Counter(one.probe.sort.value for one in self.probed)),
            "threshold": ENOUGH,
            **self.shares(),
            "auc_near": self._auc(Sort.NEAR),
            "auc_far": self._auc(Sort.FAR),
            "by_origin": {
                origin: self._shares([one for one in self.probed if one.probe.origin == origin]) for origin in origins
            },
            "curve": self.curve(),
            "wrong": [
                {"question": one.probe.question, "sort": one.probe.sort, "origin": one.probe.origin}
                | {"support": one.support}
                for one in self.probed
                if not one.is_right
            ],
        }

    def shares(self) -> dict[str, float | None]:
        """Shares of the far, near and answerable questions that were refused."""
        return self._shares(self.probed)

    def curve(self) -> list[dict[str, float | None]]:
        """The shares refused at thresholds from the least to the greatest support."""
        known = [one.support for one in self.probed if one.support is not None]
        if not known:
            return []
        thresholds = np.unique(np.quantile(known, np.linspace(0, 1, _CURVE)))
        return [{"threshold": float(at), **self._shares(self.probed, float(at))} for at in thresholds]

    @staticmethod
    def _shares(probed: Sequence[Probed], threshold: float | None = None) -> dict[str, float | None]:
        def share(sort: Sort) -> float | None:
            of_sort = [one for one in probed if one.probe.sort is sort]
            return mean([float(one.refused if threshold is None else one.refused_at(threshold)) for one in of_sort])

        return {
            "refused_far": share(Sort.FAR),
            "refused_near": share(Sort.NEAR),
            "wrong_refusals": share(Sort.ANSWERABLE),
        }

    def _auc(self, sort: Sort) -> float | None:
        """Chance that an answerable question has more support than one of `sort`; equal ones count half."""
        ours, others = (
            np.array([one.support for one in self.probed if one.probe.sort is it and one.support is not None])
            for it in (Sort.ANSWERABLE, sort)
        )
        if not (ours.size and others.size):
            return None
        return float((ours[:, None] > others).mean() + (ours[:, None] == others).mean() / 2)


def run(
    path: Path,
    encoder: Encoder,
    settings: Settings,
    *,
    cases: Sequence[Case] = (),
    documents: Path = DOCUMENTS,
    limit: int | None = None,
    on_step: OnStep = silently,
) -> Refusals:
    """Asks, of throw-away stores, the questions of a file in SQuAD's form, at most `limit`, and the cases about `documents`.

    Raises:
        BadCases: the file is absent, does not follow its format or holds no question; names the place.
        SettingError: the chat model cannot be used as configured.
    """
    passages, items = flat(read_benchmark(path))
    chosen = evenly(items, limit)
    if not chosen:
        raise BadCases(f"{path} 里没有带参考答案的问题；应为 SQuAD 格式的 JSON。")
    out = taken_out(passages)
    kept = [passage for passage in passages if passage.passage_id not in out]
    probed: list[Probed] = []
    with indexed(kept, encoder, on_step) as (store, _):
        probed += _asked(store, settings, _of_reading(passages, chosen, out), on_step)
    far = [Probe(item.question, Sort.FAR, "reading") for item in evenly(chosen, -(-len(chosen) // _FAR))]
    with held(documents, encoder) as store:
        probed += _asked(store, settings, [*far, *map(_of_case, cases)], on_step)
    answerable = [case for case in cases if not case.refuse and case.facts]
    for cut in (answerable[::2], answerable[1::2]):
        with (
            tempfile.TemporaryDirectory(prefix="wence-eval-") as folder,
            held(write_silenced(documents, cut, Path(folder)), encoder) as store,
        ):
            silent = [Probe(case.question, Sort.NEAR, "cases, sentence out") for case in cut]
            probed += _asked(store, settings, silent, on_step)
    return Refusals(tuple(probed))


def _of_reading(passages: Sequence[Passage], items: Sequence[Item], out: frozenset[str]) -> list[Probe]:
    titles = {passage.passage_id: passage.title for passage in passages}
    remain = {title for passage_id, title in titles.items() if passage_id not in out}

    def probe(item: Item) -> Probe:
        sort = Sort.NEAR if item.passage_id in out else Sort.ANSWERABLE
        return Probe(item.question, sort, "reading" if titles[item.passage_id] in remain else "reading, article out")

    return [probe(item) for item in items]


def _of_case(case: Case) -> Probe:
    refused = Sort.FAR if "far" in case.kind else Sort.NEAR
    return Probe(case.question, refused if case.refuse else Sort.ANSWERABLE, "cases")


def _asked(store: Store, settings: Settings, probes: Iterable[Probe], on_step: OnStep) -> Iterator[Probed]:
    assistant: Assistant = assistant_over(store, settings)
    for probe in probes:
        answer = last_word(assistant, probe.question)
        on_step("提问")
        yield Probed(probe, answer.outcome is Outcome.NOT_FOUND, answer.support)


@contextmanager
def held(documents: Path, encoder: Encoder) -> Iterator[Store]:
    """A store of a folder's documents, gone with the context."""
    with tempfile.TemporaryDirectory(prefix="wence-eval-") as folder, Store.open(Path(folder), encoder) as store:
        ingest(store, [documents])
        yield store
