"""Everything that is weighed for one question, laid out in the order of the documents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.cut import Cut, cut
from assistant.interrogative import Asking, asking
from assistant.question import Question
from corpus.worked_out import worked_out
from index.hit import Hit

Column = NDArray[np.float64]
"""One value for each line."""
Grid = NDArray[np.float64]
"""One row for each line."""


@dataclass(frozen=True)
class Scene:
    """The sentences of all hits. Chunks of one section stand behind one another, so that what a sentence leans on is found
    before it, also where it was cut off there."""

    question: Question
    hits: tuple[Hit, ...]
    """By document, then by place."""
    lines: tuple[Cut, ...]
    owner: NDArray[np.intp]
    """Index of each line's hit."""

    @worked_out
    def asked(self) -> Asking:
        """The question, taken apart."""
        return asking(self.question.standalone)

    @worked_out
    def folded(self) -> tuple[str, ...]:
        """The lines, folded."""
        return tuple(line.folded for line in self.lines)

    @worked_out
    def section(self) -> NDArray[np.intp]:
        """Number of each line's section: one heading of one document."""
        numbers: dict[tuple[str, tuple[str, ...]], int] = {}
        of_hit = [numbers.setdefault((hit.chunk.card.doc_id, hit.chunk.path), len(numbers)) for hit in self.hits]
        return np.array(of_hit, dtype=np.intp)[self.owner]

    def by_hit(self, values: Sequence[float]) -> Column:
        """The value of each line's hit."""
        return np.array(values, dtype=np.float64)[self.owner]

    def documents(self) -> Iterator[NDArray[np.bool_]]:
        """Which lines belong to each document."""
        numbers = {hit.chunk.card.doc_id: at for at, hit in enumerate(self.hits)}
        of_line = np.array([numbers[hit.chunk.card.doc_id] for hit in self.hits], dtype=np.intp)[self.owner]
        for number in dict.fromkeys(of_line.tolist()):
            yield of_line == number

    def earlier(self, values: Grid, by: int = 1) -> Grid:
        """The values of the line before (`by` 1) or behind (-1) in the same section; 0 where there is none."""
        moved = np.zeros_like(values)
        same = self.section[1:] == self.section[:-1]
        if by > 0:
            moved[1:][same] = values[:-1][same]
        else:
            moved[:-1][same] = values[1:][same]
        return moved

    def most(self, values: Grid) -> Grid:
        """The largest value of each line's document."""
        out = np.empty_like(values)
        for mask in self.documents():
            out[mask] = values[mask].max(axis=0)
        return out


def scene(question: Question, hits: Sequence[Hit]) -> Scene:
    """The sentences of `hits`."""
    first = {hit.chunk.card.doc_id: at for at, hit in reversed(list(enumerate(hits)))}
    ordered = sorted(hits, key=lambda hit: (first[hit.chunk.card.doc_id], hit.chunk.start))
    passages = [cut(hit.chunk.text) for hit in ordered]
    owner = np.repeat(np.arange(len(ordered)), [len(passage) for passage in passages])
    return Scene(question, tuple(ordered), tuple(line for passage in passages for line in passage), owner)
