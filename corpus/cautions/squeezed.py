"""A text without what is put between letters to hide words from a search, and where each letter stood."""

import re
import unicodedata
from array import array
from dataclasses import dataclass

_GAP = re.compile(r"[\s._*~`\\\-·•‧・]+")
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e007f\U000e0100-\U000e01ef]+"
)
"""Characters that take no room, turn the direction of others, or carry a hidden copy of ASCII (tags)."""


def squeezed(text: str) -> str:
    """Half width, lower case, no blanks and no marks between letters."""
    return _GAP.sub("", INVISIBLE.sub("", unicodedata.normalize("NFKC", text))).lower()


@dataclass(frozen=True, slots=True)
class Mapped:
    """A squeezed text with the offset in the original of each of its characters."""

    text: str
    offsets: "array[int]"

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the original the characters from `start` to before `end` stand."""
        return self.offsets[start], self.offsets[end - 1] + 1


def mapped(text: str) -> Mapped:
    """`squeezed`, character by character, with offsets."""
    pieces: list[str] = []
    offsets = array("Q")
    for at, character in enumerate(text):
        piece = squeezed(character)
        pieces.append(piece)
        offsets.extend([at] * len(piece))
    return Mapped("".join(pieces), offsets)
