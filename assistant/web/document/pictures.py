"""Pages of PDF originals as pictures with a quote marked: drawn apart, under limits, and remembered."""

import logging
import threading
from bisect import bisect_right
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from corpus.document import Document
from corpus.readers.drawing import Drawing, Sheet, Undrawn, draw
from index.apart import Apart, Call, Loss, Lost

logger = logging.getLogger(__name__)

_SECONDS = 10.0
"""A page of print takes a twentieth of a second, a map a second."""
_MEMORY = 1 << 30
_AT_ONCE = 2
_WAIT = 15.0
"""Seconds until a visitor is told that others are being served."""
_MOST_KEPT = 64 << 20
"""Bytes of pictures that are remembered: about 800 pages."""
_LONGEST_QUOTE = 4000
"""Characters of a quote that are looked for."""
_SMALL = 1000
"""Bytes that a picture takes besides its own."""


class Busy(Exception):
    """More pages are asked for than can be drawn at once."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which picture of which file."""

    path: Path
    page: int
    """1-based."""
    span: tuple[int, int] = (0, 0)
    """The quote, as offsets in the cleaned text."""
    is_strip: bool = False
    """Whether only the lines around the quote are wanted."""


class Pictures:
    """Draws pages for all visitors."""

    def __init__(self, seconds: float = _SECONDS) -> None:
        """`seconds` is what one page may take."""
        self._seconds = seconds
        self._apart: Apart[Sheet, Drawing | Undrawn] = Apart(draw, _MEMORY)
        self._turn = threading.BoundedSemaphore(_AT_ONCE)
        self._lock = threading.Lock()
        self._kept: OrderedDict[Wanted, Drawing | Undrawn] = OrderedDict()
        self._size = 0

    def picture(self, document: Document, wanted: Wanted) -> Drawing | Undrawn:
        """The page, remembered or drawn now. Raises Busy."""
        with self._lock:
            if (known := self._kept.get(wanted)) is not None:
                self._kept.move_to_end(wanted)
                return known
        if not self._turn.acquire(timeout=_WAIT):
            raise Busy
        try:
            found = next(iter(self._apart.map([Call(_sheet(document, wanted), self._seconds)], 1)))
        finally:
            self._turn.release()
        if isinstance(found, Lost):
            logger.warning("page %d of %s was not drawn: %s", wanted.page, wanted.path.name, found)
            if found.loss is Loss.START:  # not the file's fault, so it is tried again
                return Undrawn(found.detail)
            found = Undrawn(found.loss.value)
        self._keep(wanted, found)
        return found

    def _keep(self, wanted: Wanted, found: Drawing | Undrawn) -> None:
        with self._lock:
            if wanted not in self._kept:
                self._kept[wanted] = found
                self._size += _weight(found)
            while self._size > _MOST_KEPT:
                self._size -= _weight(self._kept.popitem(last=False)[1])


def page_of(document: Document, start: int) -> int:
    """The 1-based page on which a place in the cleaned text stands."""
    return max(1, bisect_right(document.page_starts, start))


def page_count(document: Document) -> int:
    """How many pages the original has, as far as its text tells."""
    return max(1, len(document.page_starts))


def page_bounds(document: Document, page: int) -> tuple[int, int]:
    """From where to where a page goes in the cleaned text."""
    starts = document.page_starts or (0,)
    ends = (*starts[1:], len(document.text))
    return (starts[page - 1], ends[page - 1]) if page <= len(starts) else (0, 0)


def _sheet(document: Document, wanted: Wanted) -> Sheet:
    """What to draw, with the part of the quote that stands on the page."""
    first, last = page_bounds(document, wanted.page)
    start, end = max(first, wanted.span[0]), min(last, wanted.span[1])
    quote = document.text[start : min(end, start + _LONGEST_QUOTE)] if start < end else ""
    before = document.text[first:start] if quote else ""
    return Sheet(str(wanted.path), wanted.page, quote, before, is_strip=wanted.is_strip)


def _weight(found: Drawing | Undrawn) -> int:
    return _SMALL + (len(found.png) if isinstance(found, Drawing) else 0)
