"""Clean text made into damaged text, in the ways in which scraped pages were found damaged."""

import random
from dataclasses import dataclass
from difflib import SequenceMatcher

from corpus.normalize import simplify
from corpus.repair.quality import DAMAGE

_SYLLABLES = "guó qū wǎng zhāo běi jīng shì chǎn yè xīn fā zhǎn jì shù huì lǐ".split()
_CUT_AT = (b"\xa3\xbf", b"\xa3\xa1", b"\xa3\xac", b"\xa3\xbb")
"""？！，； as bytes: tools that look for them in bytes find them across two characters too: 海口 is BA·A3BF·DA."""


_HALF_WIDTH = {0xFF1F: "?", 0xFF01: "!", 0xFF0C: ",", 0xFF1B: ";"}


@dataclass(frozen=True, slots=True)
class Loss:
    """How a byte goes missing, and what a decoder makes of the rest."""

    mark: str
    """Shown for the lost byte: ?, U+FFFD, or nothing."""
    swallows: bool
    """Whether a pair that spells nothing is shown as one mark, or its first byte only."""
    half_width: bool
    """Whether ？！，； are made half-width afterwards."""


LOSSES = tuple(
    Loss(mark, swallows, half) for mark in ("?", "\ufffd", "") for swallows in (True, False) for half in (True, False)
)


def cut_places(line: str) -> list[int]:
    """Indices of the characters whose second byte and the next one's first spell ？！，；."""
    found = []
    for at in range(len(line) - 1):
        first, second = line[at].encode("gb18030"), line[at + 1].encode("gb18030")
        if len(first) == len(second) == 2 and first[1:] + second[:1] in _CUT_AT:
            found.append(at)
    return found


def lose_byte(line: str, at: int, loss: Loss) -> str:
    """`line` after the first byte of its character `at` was lost."""
    shown, data = line[:at] + loss.mark, line[at:].encode("gb18030")[1:]
    mark = loss.mark or "?"
    while data:
        size = 1 if data[0] < 0x80 else 2  # characters of four bytes are rare: they only add marks
        try:
            piece = data[:size].decode("gbk" if loss.swallows else "gb18030")
        except UnicodeDecodeError:
            piece, size = mark, 2 if loss.swallows else 1
        shown, data = shown + piece, data[size:]
    return shown.translate(_HALF_WIDTH) if loss.half_width else shown


def annotated(line: str, chance: random.Random, share: float = 0.3) -> str:
    """`line` with pinyin in brackets behind characters that have a Traditional form, as some sites print it."""
    pieces = []
    for character in line:
        pieces.append(character)
        if character != simplify(character) and chance.random() < share:
            pieces.append(f"({_SYLLABLES[ord(character) % len(_SYLLABLES)]})")
    return "".join(pieces)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the characters that a damage touched."""

    restored: int
    marked: int
    """Characters in whose place the mark for a loss stands."""
    wrong: int
    """Characters that read as Chinese but are not what stood there."""
    left: int
    """Characters of a damage that was left as it was found, in sight as such."""

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(
            self.restored + other.restored,
            self.marked + other.marked,
            self.wrong + other.wrong,
            self.left + other.left,
        )


def judge(clean: str, damaged: str, repaired: str) -> Outcome:
    """Compare a line before the damage, after it, and after the repair."""
    clean, damaged, repaired = (text.translate(_HALF_WIDTH) for text in (clean, damaged, repaired))
    touched = _differing(clean, damaged)
    if repaired == damaged:
        return Outcome(0, 0, 0, touched)
    marked = wrong = 0
    for tag, a, b, c, d in SequenceMatcher(None, clean, repaired, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        marks = repaired[c:d].count(DAMAGE) + repaired[c:d].count("\ufffd")
        marked += marks and b - a
        if not marks and repaired[c:d].strip("?"):
            wrong += max(b - a, d - c)
    return Outcome(max(0, touched - marked - wrong), marked, wrong, 0)


def _differing(clean: str, damaged: str) -> int:
    blocks = SequenceMatcher(None, clean, damaged, autojunk=False).get_matching_blocks()
    return len(clean) - sum(block.size for block in blocks)
