"""Where a quote from the cleaned text stands on a page of its PDF.

Cleaning joins lines, drops blanks and turns rows of a table into `name：cell | name：cell`, so the two texts are compared
without white space, in one width, and row by row cell by cell.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.readers.radicals import without_radicals
from corpus.readers.tables import SEPARATOR

_CLAUSE = re.compile(r"(?<=[，。；：！？,;:!?])")
_LEAST_FOUND = 0.6
"""Share of a line's characters that its clauses must bring where the line is not found whole."""
_SHORTEST_CLAUSE = 4
"""Characters; shorter ones stand on every page."""
_SAME_LINE = 0.5
"""Share of the lower box's height by which the boxes of one line may be out of line."""


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of a line, in pixels from the top left corner of the picture."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character of a page and where it stands."""

    character: str
    box: Box


@lru_cache(maxsize=8192)
def _folded(character: str) -> str:
    text, _ = without_radicals(character)
    return "".join(unicodedata.normalize("NFKC", text).split())


def folded(text: str) -> str:
    """Text as it is compared: in one width, with characters for radicals, without white space."""
    return "".join(map(_folded, text))


def boxes_of(quote: str, glyphs: Sequence[Glyph], before: str = "") -> tuple[Box, ...]:
    """The boxes of a quote, one for each line that it stands on; empty where the page does not show it.

    `before` is the cleaned text of the page ahead of the quote: it tells which of several equal stretches is meant.
    """
    places = [at for at, glyph in enumerate(glyphs) for _ in _folded(glyph.character)]
    page = "".join(_folded(glyph.character) for glyph in glyphs)
    found: set[int] = set()
    at = 0
    for line in quote.split("\n"):
        spans = _row(line, page, places, glyphs) if SEPARATOR in line else _prose(line, page, folded(before), at)
        at = max((end for _, end in spans), default=at)
        found |= {places[it] for start, end in spans for it in range(start, end)}
    return _merged([glyphs[it].box for it in sorted(found)])


def _prose(line: str, page: str, before: str, after: int) -> list[tuple[int, int]]:
    """Where a line stands in the page: as a whole, else clause by clause."""
    wanted = folded(line)
    if not wanted:
        return []
    starts = _all(wanted, page)
    if starts:
        following = [it for it in starts if it >= after] if after else starts[before.count(wanted) :]
        start = (following or starts)[0]
        return [(start, start + len(wanted))]
    spans, at = [], after
    for clause in filter(None, map(folded, _CLAUSE.split(line))):
        start = page.find(clause, at) if len(clause) >= _SHORTEST_CLAUSE else -1
        if start < 0 and len(clause) >= _SHORTEST_CLAUSE:
            start = page.find(clause)
        if start >= 0:
            at = start + len(clause)
            spans.append((start, at))
    return spans if sum(end - start for start, end in spans) >= _LEAST_FOUND * len(wanted) else []


def _row(line: str, page: str, places: Sequence[int], glyphs: Sequence[Glyph]) -> list[tuple[int, int]]:
    """Where the cells of a row stand: the rarest of them tells the height, the others are looked for beside it."""
    cells = []
    for cell in line.split(SEPARATOR):
        # The name of the column stands at the head of the table, not in the row.
        wanted = next((it for it in (folded(cell), folded(cell.partition("：")[2])) if it and it in page), "")
        if wanted:
            cells.append((wanted, _all(wanted, page)))
    if not cells:
        return []

    def height(start: int) -> float:
        box = glyphs[places[start]].box
        return (box.top + box.bottom) / 2

    anchor, starts = min(cells, key=lambda cell: (len(cell[1]), -len(cell[0])))
    level = height(starts[0])
    nearest = [(wanted, min(found, key=lambda it: abs(height(it) - level))) for wanted, found in cells]
    return [(start, start + len(wanted)) for wanted, start in nearest if wanted != anchor or start == starts[0]]


def _all(wanted: str, page: str) -> list[int]:
    starts, at = [], page.find(wanted)
    while at >= 0:
        starts.append(at)
        at = page.find(wanted, at + len(wanted))
    return starts


def _merged(boxes: Sequence[Box]) -> tuple[Box, ...]:
    """The boxes of characters drawn together into those of lines."""
    lines: list[Box] = []
    for box in boxes:
        if box.right <= box.left or box.bottom <= box.top:
            continue
        if lines and _goes_on(lines[-1], box):
            last = lines[-1]
            lines[-1] = Box(last.left, min(last.top, box.top), max(last.right, box.right), max(last.bottom, box.bottom))
        else:
            lines.append(box)
    return tuple(lines)


def _goes_on(line: Box, box: Box) -> bool:
    height = min(line.bottom - line.top, box.bottom - box.top)
    level = abs((line.top + line.bottom) - (box.top + box.bottom)) / 2
    gap = box.left - line.right
    return level <= _SAME_LINE * height and -height <= gap <= 2 * height
