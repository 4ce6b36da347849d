"""A page of a PDF as a picture for people, with a quote marked. To be called in a process with limits."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.readers.limits import MOST_PAGES
from corpus.readers.quoted import Box, boxes_of
from corpus.readers.render import glyphs, opened, shown

if TYPE_CHECKING:
    from PIL.Image import Image

_MARK = (255, 226, 110)
"""Laid over the page as a marker pen does: what is dark stays dark."""
_COLOURS = 64
_AROUND = 0.045
"""Share of the page's height shown above and below the marks of a strip: two or three lines."""
_MARGIN = 24
"""Pixels of paper left beside the text of a strip."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page to draw."""

    path: str
    page: int
    """1-based."""
    quote: str = ""
    """The part of the quote that stands on this page, as in the cleaned text."""
    before: str = ""
    """The cleaned text of the page ahead of it."""
    width: int = 1240
    """Pixels: twice what a page takes on a screen."""
    is_strip: bool = False
    """Whether only the lines around the quote are wanted."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page as a picture."""

    png: bytes
    width: int
    height: int
    """Pixels."""
    marks: tuple[Box, ...] = ()
    has_text: bool = True
    """False for a page that is nothing but a picture, in which a quote cannot be found."""


@dataclass(frozen=True, slots=True)
class Undrawn:
    """A page that cannot be drawn."""

    reason: str
    """In English, for the log."""


def draw(sheet: Sheet) -> Drawing | Undrawn:
    """The page with its quote marked. Raises MemoryError."""
    import pypdfium2

    try:
        with opened(Path(sheet.path).read_bytes()) as document:
            if not 1 <= sheet.page <= min(len(document), MOST_PAGES):
                return Undrawn(f"there is no page {sheet.page}")
            return _drawn(document, sheet)
    except (OSError, pypdfium2.PdfiumError) as error:
        return Undrawn(str(error))


def _drawn(document: Any, sheet: Sheet) -> Drawing:
    page = shown(document, sheet.page - 1, sheet.width)
    text = glyphs(page)
    marks = boxes_of(sheet.quote, text, sheet.before) if sheet.quote else ()
    image = _marked(page.image, marks)
    if sheet.is_strip and marks:
        image, marks = _strip(image, marks)
    return Drawing(_png(image), *image.size, marks, has_text=any(it.character.strip() for it in text))


def _png(image: "Image") -> bytes:
    """The picture in few colours: print needs no more, and takes a quarter of the bytes."""
    from PIL import Image

    file = io.BytesIO()
    image.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()


def _marked(image: "Image", marks: tuple[Box, ...]) -> "Image":
    from PIL import Image, ImageChops

    for mark in marks:
        area = (int(mark.left) - 2, int(mark.top) - 1, int(mark.right) + 2, int(mark.bottom) + 1)
        under = image.crop(area)
        image.paste(ImageChops.multiply(under, Image.new("RGB", under.size, _MARK)), area)
    return image


def _strip(image: "Image", marks: tuple[Box, ...]) -> tuple["Image", tuple[Box, ...]]:
    """The lines around the marks, without the margins of the paper."""
    from PIL import ImageOps

    around = image.height * _AROUND
    top = max(0, int(min(it.top for it in marks) - around))
    bottom = min(image.height, int(max(it.bottom for it in marks) + around))
    inked = ImageOps.invert(image.crop((0, top, image.width, bottom)).convert("L")).getbbox()
    left, right = (inked[0], inked[2]) if inked else (0, image.width)
    left, right = max(0, left - _MARGIN), min(image.width, right + _MARGIN)
    moved = tuple(Box(it.left - left, it.top - top, it.right - left, it.bottom - top) for it in marks)
    return image.crop((left, top, right, bottom)), moved
