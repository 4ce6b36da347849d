"""What a question and the lines found for it share in characters and pairs, the rare ones counting most.

Characters see what the cutter hides: 谥号 in 追谥, 流入 in 流, a name that it glued to the word behind.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.scene import Column, Grid, Scene
from corpus.normalize import fold

_MUTE = frozenset("的是了在有和与及或被把将为于其他这那个一种些由对从到以上中所之年月日请问吗呢")
"""Characters that most lines have and that say nothing."""
_LONGEST = 14
"""Characters of a title that are looked for in the question."""


def subject(question: str, title: str) -> str:
    """The longest stretch of two characters or more that the folded question and a title share; empty if there is none."""
    for length in range(min(len(title), _LONGEST), 1, -1):
        for at in range(len(title) - length + 1):
            if title[at : at + length] in question:
                return title[at : at + length]
    return ""


def overlaps(scene: Scene) -> dict[str, Column]:
    """Shares of the question's characters and pairs that each line has, weighted by rarity among the lines."""
    titles = [_core(fold(hit.chunk.card.title or hit.chunk.heading)) for hit in scene.hits]
    subjects = {title: subject(scene.asked.text, title) for title in set(titles)}
    topic = max(subjects.values(), key=len, default="")
    asked = scene.asked.stated.replace(topic, " ") if topic else scene.asked.stated
    singles = _present([one for one in dict.fromkeys(asked) if one.isalnum() and one not in _MUTE], scene)
    twos = _present(_pairs(asked), scene)
    all_pairs = _present(_pairs(scene.asked.text), scene)
    rare_here = np.zeros_like(singles)
    for mask in scene.documents():
        rare_here[mask] = _rarity(singles[mask])
    return {
        "characters": _share(singles, _rarity(singles)),
        "characters_here": (singles * rare_here).sum(axis=1) / np.maximum(rare_here.sum(axis=1), 1e-9),
        "characters_with_before": _share(np.maximum(singles, scene.earlier(singles)), _rarity(singles)),
        "pairs": _share(twos, _rarity(twos)),
        "pairs_with_before": _share(np.maximum(twos, scene.earlier(twos)), _rarity(twos)),
        "all_pairs": _share(all_pairs, _rarity(all_pairs)),
    }


def _core(title: str) -> str:
    """A title without what stands in brackets behind its name."""
    return title.partition("(")[0] or title


def _pairs(text: str) -> list[str]:
    pairs = dict.fromkeys(first + second for first, second in pairwise(text))
    return [pair for pair in pairs if pair.isalnum()]


def _present(pieces: Sequence[str], scene: Scene) -> Grid:
    rows = [[piece in line for piece in pieces] for line in scene.folded]
    return np.array(rows, dtype=np.float64).reshape(len(scene.lines), len(pieces))


def _rarity(present: Grid) -> NDArray[np.float64]:
    """What each piece counts: less the more lines have it."""
    return np.asarray(np.log((len(present) + 2) / (present.sum(axis=0) + 1)))


def _share(present: Grid, weights: NDArray[np.float64]) -> Column:
    return np.asarray(present @ weights / max(float(weights.sum()), 1e-9))
