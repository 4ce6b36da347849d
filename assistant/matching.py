"""How far the lines of a scene express each word of the question."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.lexicon import Lexicon, literals, paraphrased
from assistant.nearness import Place, places
from assistant.scene import Column, Grid, Scene
from corpus.worked_out import worked_out

_ALREADY_SAID = 0.85
"""A word that the heading expresses so far is no news in the lines under it."""
_TELLING = 0.2
"""Share of the question's weight under which the words that are news are chaff: the heading says all that is asked."""
_LIKE = 0.5
"""Cosine from which a word stands for one of the question's."""
_WRITTEN = 0.8
"""A word that is expressed so far in characters needs no like one."""
_HEADING = 0.3
"""What a word that the heading says counts for nearness, of what it counts else."""


@dataclass(frozen=True)
class Matching:
    """For each line and word of the question, 0 to 1."""

    scene: Scene
    words: tuple[str, ...]
    weights: NDArray[np.float64]
    literal: Grid
    """By characters."""
    cosines: Grid
    """Of the line's word that is nearest in meaning."""
    expressed: Grid
    """The better of both."""
    heading: Grid
    """By the heading."""
    vocabulary: dict[str, int]
    """The words of all lines."""
    likeness: NDArray[np.float64]
    """Cosine of each word of the question to each of the vocabulary."""

    @property
    def before(self) -> Grid:
        """By the line before. Clauses between ； share their subject, so what the earlier ones say still holds."""
        held = self.scene.earlier(self.expressed)
        for at in range(1, len(held)):
            same = self.scene.section[at] == self.scene.section[at - 1]
            if same and self.scene.lines[at - 1].text.endswith(("；", ";")):
                held[at] = np.maximum(held[at], held[at - 1])
        return held

    def shares(self, matched: Grid) -> tuple[Column, Column]:
        """Shares of the question's weight that are expressed: of all its words, and of those that the heading does not
        say, which are what is asked of the thing rather than the thing."""
        whole = self.share(matched)
        news = self.weights * (self.heading < _ALREADY_SAID)
        sums = news.sum(axis=1)
        tells = (sums >= _TELLING * self.weights.sum()) & (sums > 0)
        return whole, np.where(tells, (matched * news).sum(axis=1) / np.where(sums > 0, sums, 1.0), whole)

    def share(self, matched: Grid, weights: NDArray[np.float64] | None = None) -> Column:
        """Share of the weight of all words that is expressed."""
        weights = self.weights if weights is None else weights
        return np.asarray(matched @ weights / max(float(weights.sum()), 1e-9))

    @property
    def rarity(self) -> NDArray[np.float64]:
        """What each word counts among the lines: less the more of them have it."""
        return np.asarray(np.log((len(self.literal) + 2) / ((self.literal >= _WRITTEN).sum(axis=0) + 1)))

    @property
    def told(self) -> list[list[float]]:
        """What each word counts in each line: less where its heading says it."""
        return list((self.weights * np.where(self.heading < _ALREADY_SAID, 1.0, _HEADING)).tolist())

    def places(self, at: int) -> list[list[Place]]:
        """Where line `at` has each word of the question, or else the word nearest in meaning."""
        line, found = self.scene.lines[at], []
        for number, (word, is_like) in enumerate(zip(self.words, self._like[at], strict=True)):
            own = places(line.folded, word)
            found.append([self._nearest(at, number)] if is_like and not own else own)
        return found

    @worked_out
    def _like(self) -> list[list[bool]]:
        """Which words each line expresses by one of like meaning alone."""
        return list(((self.literal < _WRITTEN) & (self.cosines > _LIKE)).tolist())

    @worked_out
    def _paraphrased(self) -> list[list[float]]:
        return list(paraphrased(self.likeness).tolist())

    def _nearest(self, at: int, number: int) -> Place:
        start, best, shares = 0, (0, 0, 0.0), self._paraphrased[number]
        for word in self.scene.lines[at].words:
            known = self.vocabulary.get(word)
            share = shares[known] if known is not None else 0.0
            if share > best[2]:
                best = (start, start + len(word), share)
            start += len(word)
        return best


def match(scene: Scene, lexicon: Lexicon) -> Matching:
    """Every line against every word of the question."""
    words = scene.question.words
    vocabulary: dict[str, int] = {}
    rows = []
    for line in scene.lines:
        rows.append([vocabulary.setdefault(word, len(vocabulary)) for word in line.telling if len(word) > 1])
    likeness = lexicon.likeness(words, list(vocabulary))
    shape = (len(scene.lines), len(words))
    written = literals(words, scene.folded)
    cosines = np.zeros(shape)
    for at, row in enumerate(rows):
        if row:
            cosines[at] = likeness[:, row].max(axis=1)
    single = np.array([len(word) == 1 for word in words], dtype=bool)
    expressed = np.maximum(written, np.where(single, 0.0, paraphrased(cosines)))
    return Matching(
        scene,
        words,
        lexicon.weights(words),
        written,
        cosines,
        expressed,
        _headings(scene, words, lexicon),
        vocabulary,
        likeness,
    )


def _headings(scene: Scene, words: Sequence[str], lexicon: Lexicon) -> Grid:
    headings = [f"{hit.chunk.heading} {hit.chunk.card.region or ''}" for hit in scene.hits]
    numbers = {heading: at for at, heading in enumerate(dict.fromkeys(headings))}
    said = lexicon.matches_each(words, list(numbers))
    return said[[numbers[heading] for heading in headings]][scene.owner]
