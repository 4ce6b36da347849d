"""Pages of a PDF as pictures, through pypdfium2, and what is drawn on them."""

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.readers.limits import MOST_PAGES
from corpus.readers.quoted import Box, Glyph

if TYPE_CHECKING:
    import numpy as np
    from PIL.Image import Image

_DOTS_PER_POINT = 200 / 72
"""200 dpi: small print stays legible, and a page takes seconds."""
_MOST_PIXELS = 16_000_000
"""An A3 page at 200 dpi has 8 million; a poster is drawn smaller."""
_LEAST_PICTURE = 0.3
"""Share of a page that a picture covers if it is the page's text; letterheads and seals cover less."""
_FEWEST_PATHS = 40
"""Shapes on a page without text whose letters were turned into outlines."""
_LEAST_LENGTH = 12.0
"""Points; dots and the strokes of letters are shorter."""
_FEWEST_RULES = 4
_FEWEST_STROKES = 8
"""Strokes of a shape that may be a whole grid."""
_MOST_OBJECTS = 20_000
"""Objects looked at on one page: maps and plans have more, and neither tables nor text."""
_PATH, _IMAGE = 2, 3
_MOST_GLYPHS = 40_000
"""Characters looked at on one page; a newspaper page has 10,000."""
_CATALOG = re.compile(rb"(\d{1,7}) (\d{1,5}) obj\s{0,4}<<[^>]{0,300}/Type\s{0,2}/Catalog\b")
_TAIL = 2048


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """A PDF ready to be drawn. Raises pypdfium2's PdfiumError where it cannot be opened."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        yield document
    finally:
        document.close()


def rescued_texts(data: bytes) -> list[str]:
    """Text of each page of a file that pypdf cannot open; empty where there is nothing to find."""
    import pypdfium2

    texts: list[str] = []
    try:
        with opened(_with_trailer(data)) as document:
            for index in range(min(len(document), MOST_PAGES)):
                page = document[index]
                texts.append(page.get_textpage().get_text_range())
                page.close()
    except pypdfium2.PdfiumError:  # what was found before the damage counts
        return texts
    return texts


def _with_trailer(data: bytes) -> bytes:
    """A file that was cut, with the note at its end that says where its contents begin."""
    catalog = next(reversed([*_CATALOG.finditer(data)]), None)
    if catalog is None or b"trailer" in data[-_TAIL:]:
        return data
    return data + b"\nendobj\ntrailer\n<</Root %s %s R>>\nstartxref\n0\n%%%%EOF" % (catalog[1], catalog[2])


def picture(document: Any, index: int) -> "np.ndarray":
    """The page with this 0-based index, drawn at 200 dpi: height × width × 3 bytes, RGB."""
    import numpy as np

    page = document[index]
    try:
        width, height = page.get_size()
        scale = min(_DOTS_PER_POINT, math.sqrt(_MOST_PIXELS / max(1.0, width * height)))
        bitmap = page.render(scale=scale, rev_byteorder=True, may_draw_forms=False)
        return np.array(bitmap.to_numpy()[:, :, :3]) if bitmap.n_channels >= 3 else _grey(bitmap.to_numpy())
    finally:
        page.close()


def _grey(pixels: "np.ndarray") -> "np.ndarray":
    import numpy as np

    return np.repeat(pixels.reshape(*pixels.shape[:2], 1), 3, axis=2)


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as a picture, with what is needed to tell where its characters stand."""

    image: "Image"
    page: Any
    to_pixels: Any
    """Gives the pixel of a point of the page."""


def shown(document: Any, index: int, width: int) -> Shown:
    """The page with this 0-based index, drawn `width` pixels wide, smaller where it would be too large."""
    page = document[index]
    across, up = page.get_size()
    scale = min(width / max(1.0, across), math.sqrt(_MOST_PIXELS / max(1.0, across * up)))
    bitmap = page.render(scale=scale, rev_byteorder=True, may_draw_forms=False)
    return Shown(bitmap.to_pil().convert("RGB"), page, bitmap.get_posconv(page))


def glyphs(shown: Shown) -> list[Glyph]:
    """The characters of a page in the order of the file, with their boxes in pixels of its picture."""
    import pypdfium2.raw

    text = shown.page.get_textpage()
    found: list[Glyph] = []
    for at in range(min(text.count_chars(), _MOST_GLYPHS)):
        character = chr(pypdfium2.raw.FPDFText_GetUnicode(text, at))
        left, bottom, right, top = text.get_charbox(at, loose=True)
        corners = (shown.to_pixels.to_bitmap(left, bottom), shown.to_pixels.to_bitmap(right, top))
        xs, ys = sorted(it[0] for it in corners), sorted(it[1] for it in corners)
        found.append(Glyph(character, Box(xs[0], ys[0], xs[1], ys[1])))
    return found


def is_picture(document: Any, index: int) -> bool:
    """Whether a page that has hardly any text shows some: a picture over much of it, or letters drawn as shapes."""
    page = document[index]
    try:
        width, height = page.get_size()
        paths, covered = 0, 0.0
        for count, thing in enumerate(page.get_objects(filter=(_PATH, _IMAGE))):
            left, bottom, right, top = thing.get_bounds()
            paths += thing.type == _PATH
            covered += abs((right - left) * (top - bottom)) * (thing.type == _IMAGE)
            if count >= _MOST_OBJECTS or covered >= _LEAST_PICTURE * width * height:
                break
        return covered >= _LEAST_PICTURE * width * height or paths >= _FEWEST_PATHS
    finally:
        page.close()


def covering_pictures(page: Any) -> bool:
    """Whether pictures cover so much of a page that they may be all of it."""
    width, height = page.get_size()
    covered = 0.0
    for count, thing in enumerate(page.get_objects(filter=(_IMAGE,))):
        left, bottom, right, top = thing.get_bounds()
        covered += abs((right - left) * (top - bottom))
        if count >= _MOST_OBJECTS:
            break
    return bool(covered >= _LEAST_PICTURE * width * height)


def has_rules(document: Any, index: int) -> bool:
    """Whether lines are drawn across and down the page, as around the cells of a table."""
    page = document[index]
    try:
        across = down = 0
        for count, thing in enumerate(page.get_objects(filter=(_PATH,))):
            left, bottom, right, top = thing.get_bounds()
            wide, high = right - left > _LEAST_LENGTH, top - bottom > _LEAST_LENGTH
            across, down = across + wide, down + high  # a cell or a box counts both ways
            if (across >= _FEWEST_RULES and down >= 2) or (wide and high and _strokes(thing) >= _FEWEST_STROKES):
                return True
            if count >= _MOST_OBJECTS:
                break
        return False
    finally:
        page.close()


def _strokes(path: Any) -> int:
    import pypdfium2.raw

    return int(pypdfium2.raw.FPDFPath_CountSegments(path))
