"""Choosing the answering sentence: small boosted trees over the measures of all sentences found."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from assistant.measures import Columns
from assistant.scene import Column, Scene
from corpus.errors import SettingError

WEIGHTS = Path(__file__).with_name("selector.safetensors")
"""Fitted by `evals.weights`."""

PLAIN = (
    "coverage context context_focus news news_focus coverage_before coverage_behind cosines cosines_focus rare_coverage "
    "characters characters_here characters_with_before pairs pairs_with_before all_pairs cosine cosine_before cosine_behind "
    "expected lacking candidates near around clause candidate_clause behind_word before_word beside_noun same_ending length new_words "
    "new_share leans question_length question_words question_weight question_start"
).split()
"""Columns that the trees see as they are, …"""
AMONG_ALL = "rare_coverage coverage cosine characters_with_before near candidate_clause".split()
"""… less the largest of all lines, …"""
IN_DOCUMENT = (
    "characters_here near context_focus characters pairs_with_before pairs rare_coverage cosine characters_with_before all_pairs "
    "candidate_clause"
).split()
"""… and less the largest of the line's document."""
LINEAR = {
    "coverage": 0.6,
    "focus": 3.1,
    "context": 1.9,
    "context_focus": 1.4,
    "passage": 2.1,
    "cosine": 2.3,
    "hit": 2.6,
    "first": 1.4,
    "named": 1.2,
    "expected": 1.0,
    "lacking": -1.0,
    "all_pairs": 1.7,
    "listing": 1.6,
}
"""Weights of single measures, in log-odds. How a line's passage stands among the others is weighed only here: reading
questions have their answer in the first hit nearly always, policy questions often in another article of it. `named` and
`listing`, which reading questions hardly show, are set by hand on the project's own cases."""
_TRUST = 0.5
"""What the trees add counts half: they know reading questions, and at full weight they lose policy cases."""

_NOISE = 1e-5
"""What a measure may be above a limit and counts as equal to it. Many are exactly at one, and the order in which a machine
adds up must not decide."""


def table(scene: Scene, columns: Columns) -> NDArray[np.float64]:
    """What the trees see, of shape (lines, measures)."""
    plain = [columns[name] for name in PLAIN]
    among = [columns[name] - columns[name].max() for name in AMONG_ALL]
    inside = [columns[name] - scene.most(columns[name]) for name in IN_DOCUMENT]
    return np.stack([*plain, *among, *inside], axis=1)


def linear(columns: Columns) -> Column:
    """Log-odds of the measures that are simply weighted."""
    return np.asarray(sum(weight * columns[name] for name, weight in LINEAR.items()), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Trees:
    """Regression trees of one depth, their nodes in the order of a heap."""

    measure: NDArray[np.uint8]
    """Which measure a node looks at; shape (trees, nodes)."""
    limit: NDArray[np.float32]
    """Up to it the left branch is taken; shape (trees, nodes)."""
    value: NDArray[np.float32]
    """Shape (trees, nodes + 1)."""

    @classmethod
    def open(cls, path: Path = WEIGHTS) -> Self:
        """Reads them; raises SettingError where the file is absent or is none of these."""
        from safetensors import SafetensorError
        from safetensors.numpy import load

        try:
            arrays = load(path.read_bytes())
            return cls(arrays["measure"], arrays["limit"], arrays["value"])
        except (OSError, SafetensorError, KeyError) as error:
            raise SettingError(
                f"选句模型 {path} 读不出来（{error}）；请重新安装，或运行 python -m evals.weights 重新训练"
            ) from error

    def score(self, seen: NDArray[np.float64]) -> Column:
        """Log-odds of each row of `seen`, up to a constant."""
        known = seen.T.astype(np.float32)  # as `evals.boosting` saw them: a limit is one of the values
        goes_right = known[self.measure] > self.limit[:, :, None] + _NOISE
        value = np.broadcast_to(self.value[:, :, None], (*self.value.shape, len(seen)))
        first = self.limit.shape[1] // 2  # of the nodes of the lowest level; from there up to the root
        while value.shape[1] > 1:
            level = goes_right[:, first : 2 * first + 1]
            value = np.where(level, value[:, 1::2], value[:, ::2])
            first //= 2
        return np.asarray(value[:, 0].sum(axis=0), dtype=np.float64)


@cache
def trees() -> Trees:
    """The trees that ship with the package."""
    return Trees.open()


def select(scene: Scene, columns: Columns) -> Column:
    """How well each line answers, as log-odds up to a constant."""
    return linear(columns) + _TRUST * trees().score(table(scene, columns))


def names() -> Sequence[str]:
    """The measures that the trees see, in order."""
    return (*PLAIN, *(f"{name} among all" for name in AMONG_ALL), *(f"{name} in its document" for name in IN_DOCUMENT))
