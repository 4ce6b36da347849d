"""Tables of a PDF that are drawn with lines, through pdfplumber."""

import io
import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.readers.pdf_looks import Unseen

_MOST_EDGES = 4000
"""Drawn lines on a page; the search for cells grows with their square, and a full page of cells has 600."""
_LEAST_LEGIBLE = 0.9
"""Share of a page's glyphs that must have a character."""
_UNKNOWN = re.compile(r"\(cid:\d{1,6}\)")
_IDEOGRAPH = "[\u2e80-\u9fff\u3000-\u303f\uff00-\uffef]"
_LINE_END = re.compile(rf"(?<={_IDEOGRAPH})[^\S\n]*+\n\s*+|(?<!\s)[^\S\n]*+\n\s*+(?={_IDEOGRAPH})")
_WORD_GAP = 0.4
"""Gap between two characters, in their heights, that is a blank: justified Chinese is set wider than the default."""
_NEAR = 3.0
"""Points."""


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a ruled table, spanned ones repeated, and where its columns begin, in points."""

    rows: tuple[tuple[str, ...], ...]
    columns: tuple[float, ...]

    def continues(self, other: "Table") -> bool:
        """Whether the columns are those of `other`."""
        return len(self.columns) == len(other.columns) and all(
            abs(mine - its) <= _NEAR for mine, its in zip(self.columns, other.columns, strict=True)
        )


def ruled_pages(
    data: bytes, indexes: Sequence[int], unseen: Mapping[int, Sequence[Unseen]]
) -> tuple[dict[int, list[str | Table]], list[int]]:
    """Lines and tables, from top to bottom, of those of the pages (0-based) that have a table; and the pages that failed.

    `unseen` are characters by page that are left out.
    """
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every quirk that it copes with
    found: dict[int, list[str | Table]] = {}
    failed: list[int] = []
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            for index in indexes:
                try:
                    page = document.pages[index]
                    if pieces := _pieces(_without(page, unseen.get(index, ()))):
                        found[index] = pieces
                    page.close()  # or every page's characters stay in memory
                except Exception:  # pdfminer lets errors of every kind through; the page stays text, and is reported
                    failed.append(index)
    except Exception:  # the others could open it, so their text stands
        failed = [index for index in indexes if index not in found]
    return found, failed


class TooManyLines(Exception):
    """A drawing, in which to look for cells would take minutes."""


def _pieces(page: Any) -> list[str | Table]:
    """The lines and tables of a page; empty where it has no table, or its glyphs have no characters."""
    if len(page.edges) > _MOST_EDGES:
        raise TooManyLines
    tables = [(table, _table(table)) for table in page.find_tables()]
    kept = [(table, cells) for table, cells in tables if cells is not None]
    if not kept or _illegible(page):
        return []
    boxes = [table.bbox for table, _ in kept]
    outside = page.filter(lambda thing: thing["object_type"] != "char" or not _is_inside(thing, boxes))
    lines = outside.extract_text_lines(strip=True, return_chars=False, x_tolerance_ratio=_WORD_GAP)
    placed: list[tuple[float, str | Table]] = [(line["top"], line["text"]) for line in lines]
    placed += [(table.bbox[1], cells) for table, cells in kept]
    return [piece for _, piece in sorted(placed, key=lambda it: it[0])]


def _without(page: Any, unseen: Sequence[Unseen]) -> Any:
    """The page without some of its characters."""
    if not unseen:
        return page
    places: dict[str, list[Unseen]] = {}
    for it in unseen:
        places.setdefault(it.character, []).append(it)

    def is_seen(thing: Any) -> bool:
        if thing["object_type"] != "char":
            return True
        middle = (thing["y0"] + thing["y1"]) / 2
        alike = places.get(thing["text"], ())
        return not any(abs(it.left - thing["x0"]) < _NEAR and abs(it.middle - middle) < _NEAR * 2 for it in alike)

    return page.filter(is_seen)


def _illegible(page: Any) -> bool:
    unknown = sum(bool(_UNKNOWN.fullmatch(char["text"])) for char in page.chars)
    return unknown > (1 - _LEAST_LEGIBLE) * len(page.chars)


def _is_inside(char: Any, boxes: Iterable[tuple[float, float, float, float]]) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in boxes)


def _table(table: Any) -> Table | None:
    """The cells of what pdfplumber found; None for a box around text, which is no table."""
    columns = tuple(sorted({float(cell[0]) for cell in table.cells}))
    texts = dict(_texts(table))
    rows: list[tuple[str, ...]] = []
    for row in table.rows:
        middle = row.bbox[1] + _NEAR
        rows.append(tuple(_covering(texts, left + _NEAR, middle) for left in columns))
    filled = [row for row in rows if len(set(filter(None, row))) > 1]
    return Table(tuple(rows), columns) if len(columns) > 1 and filled and len(rows) > 1 else None


def _texts(table: Any) -> Iterable[tuple[tuple[float, float, float, float], str]]:
    for row, words in zip(table.rows, table.extract(x_tolerance_ratio=_WORD_GAP), strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            if cell is not None:
                yield cell, " ".join(_LINE_END.sub("", text or "").split())


def _covering(texts: dict[tuple[float, float, float, float], str], x: float, y: float) -> str:
    """Text of the cell at a point: one that spans rows or columns counts in each of them."""
    return next(
        (text for (left, top, right, bottom), text in texts.items() if left <= x < right and top <= y < bottom), ""
    )
