"""Numbered clauses of policy papers: which of 一、（一）1. head a part of the text, and which are items of a list."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.structure.headings import (
    LONGEST_HEADING,
    SENTENCE_END,
    Heading,
    Number,
    Rank,
    annex,
    article,
    bare_number,
    first_words,
    lead,
    number,
    part,
    question,
)

_LONGEST_ITEM = 100
"""A bracketed paragraph longer than this stands for itself, even if it has no heading."""
_LEAST_POINT = 60
"""A point 1. with a heading stands for itself from this length on; a shorter one reads better with its neighbours."""
_LEAST_BELOW = 30
"""Characters of a line below a short point that is text and no further name."""
_ITEM_END = re.compile(r"[；;、]$|[；;][和或及以]$")


@dataclass
class Clauses:
    """Reads numbered lines one after another, and remembers which lists they are in."""

    items: dict[int, int] = field(default_factory=dict)
    """By rank, the number of the last line that was an item of a list."""

    def heading(self, lines: Sequence[str], at: int) -> Heading | None:
        """What the numbered line at `at` heads; None where it is an item, or not numbered."""
        line = lines[at]
        found = number(line) or bare_number(line)
        if found is None:
            return None
        below = lines[at + 1] if at + 1 < len(lines) else ""
        heading = None
        if not self._goes_on(found):
            heading = _heading(line, found, below)
        is_item = heading is None and (
            bool(_ITEM_END.search(line)) or not SENTENCE_END.search(line) or self._goes_on(found)
        )
        self.items = {rank: last for rank, last in self.items.items() if rank < found.rank}
        if is_item:
            self.items[found.rank] = found.value
        return heading

    def _goes_on(self, found: Number) -> bool:
        """Whether the number is the next one of a list of items. 一、 never is: an empty part may stand before it."""
        return found.rank != Rank.NUMBERED and self.items.get(found.rank) == found.value - 1


def _heading(line: str, found: Number, below: str) -> Heading | None:
    if line.endswith(("；", ";")):
        return None
    if found.end >= len(line):
        # The number stands alone above its paragraph.
        label = f"{line.strip()}{first_words(below)}"
        return Heading(found.rank, label, alone=True) if _opens(found, below) else None
    if end := lead(line, found.end):
        return _led(line, found, end)
    if _may_stand_alone(line, found, below):
        return Heading(found.rank, line, alone=True) if _opens(found, below) else None
    if end := lead(line, found.end, spaced=True):
        return _led(line, found, end)
    if found.rank == Rank.NUMBERED or (found.rank == Rank.BRACKETED and len(line) > _LONGEST_ITEM):
        words = first_words(line[found.end :])
        return Heading(found.rank, f"{line[: found.end].strip()}{words}", alone=False)
    return None


def _led(line: str, found: Number, end: int) -> Heading | None:
    """A paragraph that its first words head."""
    if found.rank >= Rank.ARABIC and len(line) < _LEAST_POINT:
        return None
    return Heading(found.rank, line[:end], alone=False)


def _may_stand_alone(line: str, found: Number, below: str) -> bool:
    if len(line) > LONGEST_HEADING or " | " in line:
        return False
    if line.endswith(("？", "?")):
        return True
    if SENTENCE_END.search(line):
        return False
    if found.rank < Rank.ARABIC:
        return True
    deeper = (below_number := number(below)) is not None and below_number.rank > found.rank
    return not re.search("[：:]", line) and (deeper or len(below) >= _LEAST_BELOW or below.endswith("。"))


def _opens(found: Number, below: str) -> bool:
    """Whether what stands below belongs to the heading: text or deeper numbers, and not its sibling or an outer part."""
    if not below or part(below) or annex(below):
        return False
    next_number = number(below) or bare_number(below)
    if next_number is None:
        return True
    return next_number.rank > found.rank and not (article(below) and found.rank > Rank.NUMBERED)


def opens_questions(lines: Sequence[str], at: int) -> bool:
    """Whether a numbered line among questions and answers opens a new part of them: a question stands below it."""
    below = [*lines[at + 1 : at + 3], "", ""]
    return not SENTENCE_END.search(lines[at]) and question(below[0], below[1]) is not None
