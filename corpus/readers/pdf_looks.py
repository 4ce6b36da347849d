"""Which characters of a PDF page nobody sees, through pypdfium2."""

import ctypes
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from corpus.readers.render import covering_pictures
from corpus.readers.unseen import OUTSIDE, TINY, TRANSPARENT

UNDRAWN, SAME_COLOUR = "没有画出来的文字", "与底色相同"

_TEXT = 1
_INVISIBLE = (3, 7)
"""Modes of drawing text that leave no mark: not at all, and as a cutting line only."""
_STROKED = 1
_TINY = 1.3
"""Points from the lowest to the highest of a line: letters of one point."""
_DARK = 96
"""Up to this value of each of red, green and blue, letters show on any paper."""
_ALIKE = 40
"""Difference in red, green or blue that nobody sees in letters."""
_FAINT = 16
"""Opacity, of 255."""
_MOST_GLYPHS = 40_000
_MOST_OBJECTS = 20_000
_DEEPEST = 8
_LAYER = 0.9
"""Share of a scanned page's characters that are not drawn, where they are what somebody's recognition laid under it."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """A character that nobody sees, its place in points from the lower left corner, and why."""

    character: str
    left: float
    middle: float
    why: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A page's text without what nobody sees, and that."""

    text: str
    unseen: tuple[Unseen, ...]
    is_layer: bool = False
    """Whether the text lies, undrawn, under a picture of the page."""

    def stretches(self) -> Iterator[tuple[str, str]]:
        """What nobody sees, run by run, each behind its reason."""
        for why, run in groupby(self.unseen, key=lambda it: it.why):
            yield why, "".join(it.character for it in run)


def seen(document: Any, index: int) -> Seen | None:
    """The page with this 0-based index as it is seen; None where all of its text is plainly visible."""
    page = document[index]
    try:
        if not _is_suspect(page):
            return None
        return _looked_at(page)
    finally:
        page.close()


def _is_suspect(page: Any) -> bool:
    """Whether any text is drawn otherwise than in dark letters of some size on the page."""
    import pypdfium2.raw as raw

    width, height = page.get_size()
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    for count, thing in enumerate(page.get_objects(filter=(_TEXT,), max_depth=_DEEPEST)):
        if count >= _MOST_OBJECTS:
            return True
        if raw.FPDFTextObj_GetTextRenderMode(thing.raw) not in (0, 2):
            return True
        raw.FPDFPageObj_GetFillColor(thing.raw, red, green, blue, alpha)
        if max(red.value, green.value, blue.value) > _DARK or alpha.value <= _FAINT:
            return True
        left, bottom, right, top = thing.get_bounds()
        if top - bottom < _TINY or right < 0 or top < 0 or left > width or bottom > height:
            return True
    return False


def _looked_at(page: Any) -> Seen:
    text = page.get_textpage()
    paper = _Paper(page)
    shown: list[str] = []
    unseen: list[Unseen] = []
    drawn = 0
    for at in range(min(text.count_chars(), _MOST_GLYPHS)):
        character, why = _looked_at_one(text, at, paper)
        if why is None:
            shown.append(character)
            drawn += bool(character.strip())
        else:
            left, bottom, _, top = text.get_charbox(at, loose=True)
            unseen.append(Unseen(character, left, (bottom + top) / 2, why))
    undrawn = sum(it.why == UNDRAWN for it in unseen)
    if undrawn and undrawn >= _LAYER * (undrawn + drawn) and covering_pictures(page):
        return Seen(text.get_text_range(), (), is_layer=True)
    return Seen("".join(shown), tuple(it for it in unseen if it.character.strip()))


def _looked_at_one(text: Any, at: int, paper: "_Paper") -> tuple[str, str | None]:
    import pypdfium2.raw as raw

    character = chr(raw.FPDFText_GetUnicode(text, at))
    if raw.FPDFText_IsGenerated(text, at) or not character.strip():
        return character, None
    thing = raw.FPDFText_GetTextObject(text, at)
    mode = raw.FPDFTextObj_GetTextRenderMode(thing) if thing else 0
    if mode in _INVISIBLE:
        return character, UNDRAWN
    box = text.get_charbox(at, loose=True)
    if box[3] - box[1] < _TINY:
        return character, TINY
    colour, alpha = _colour(text, at, is_stroke=mode == _STROKED)
    if alpha <= _FAINT:
        return character, TRANSPARENT
    return character, paper.why_lost(box, colour)


def _colour(text: Any, at: int, *, is_stroke: bool) -> tuple[tuple[int, int, int], int]:
    import pypdfium2.raw as raw

    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    ask = raw.FPDFText_GetStrokeColor if is_stroke else raw.FPDFText_GetFillColor
    if not ask(text, at, red, green, blue, alpha):
        return (0, 0, 0), 255
    return (red.value, green.value, blue.value), alpha.value


class _Paper:
    """What is behind the letters: the page drawn small, when it is first asked for."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._drawn: tuple[Any, Any] | None = None
        self._size = page.get_size()

    def why_lost(self, box: Sequence[float], colour: tuple[int, int, int]) -> str | None:
        """Why a letter in this box, in points, and of this colour is not seen; None where it may be."""
        pixels, convert = self._picture()
        corners = (convert.to_bitmap(box[0], box[1]), convert.to_bitmap(box[2], box[3]))
        (left, right), (top, bottom) = (sorted(it[axis] for it in corners) for axis in (0, 1))
        height, width = pixels.shape[:2]
        if right <= 0 or bottom <= 0 or left >= width or top >= height:
            return OUTSIDE
        if max(colour) <= _DARK:
            return None
        around = _ring(pixels, int(left) - 1, int(top) - 1, int(right) + 1, int(bottom) + 1)
        ground = Counter(around).most_common(1)
        alike = bool(ground) and all(abs(a - b) < _ALIKE for a, b in zip(ground[0][0], colour, strict=True))
        return SAME_COLOUR if alike else None

    def _picture(self) -> tuple[Any, Any]:
        if self._drawn is None:
            bitmap = self._page.render(scale=1, rev_byteorder=True, may_draw_forms=False)
            self._drawn = (bitmap.to_numpy(), bitmap.get_posconv(self._page))
        return self._drawn


def _ring(pixels: Any, left: int, top: int, right: int, bottom: int) -> Iterator[tuple[int, int, int]]:
    """The pixels around a letter, in steps: what is there is the paper."""
    height, width = pixels.shape[:2]
    left, top, right, bottom = max(left, 0), max(top, 0), min(right, width - 1), min(bottom, height - 1)
    places = [(y, x) for x in range(left, right + 1) for y in (top, bottom)]
    places += [(y, x) for y in range(top, bottom + 1) for x in (left, right)]
    for y, x in places:
        if 0 <= y < height and 0 <= x < width:
            red, green, blue = (int(it) // 8 * 8 for it in pixels[y, x][:3])
            yield red, green, blue
