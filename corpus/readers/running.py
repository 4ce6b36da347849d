"""Lines that run along the edges of pages: headers, footers, page numbers."""

import re
from collections import Counter
from collections.abc import Sequence

from corpus.readers.ruled import Table

Piece = str | Table
"""A line of a page, or a table between its lines."""

_DIGITS = re.compile(r"\d+|[—–\-·•]+|\s+")
_PAGE_NUMBER = re.compile(
    r"^[\s—–\-·]{0,9}(?:第\s{0,3})?\d{1,4}\s{0,3}页?(?:\s{0,3}[/／]?\s{0,3}共?\s{0,3}\d{1,4}\s{0,3}页?)?[\s—–\-·]{0,9}$"
)
# What browsers print around a page: the time above it, its address below.
_PRINTED = re.compile(
    r"^\d{1,4}[/.年-]\d{1,2}[/.月-]\d{1,4}日?,?\s{0,3}(?:[上下]午)?\s{0,3}\d{1,2}:\d{2}(?:\s{0,3}[AP]M)?(?:\s.{0,100})?$"
    r"|^(?:https?|file)://\S{1,500}(?:\s{1,3}\d{1,4}/\d{1,4})?$"
)
_EDGE = 2
"""How many lines at the top and the foot of a page can be running headers."""


def without_running_lines(pages: Sequence[list[Piece]]) -> list[list[Piece]]:
    """Pages without page numbers and without lines that stand at the edge of most pages."""
    edges = Counter(
        key for page in pages for key in {_key(it) for it in (*page[:_EDGE], *page[-_EDGE:]) if isinstance(it, str)}
    )
    running = {key for key, count in edges.items() if key and len(pages) > 2 and count > 0.6 * len(pages)}

    def kept(page: list[Piece]) -> list[Piece]:
        last = len(page) - 1
        return [
            piece
            for place, piece in enumerate(page)
            if isinstance(piece, Table)
            or not ((place < _EDGE or place > last - _EDGE) and (_is_number(piece) or _key(piece) in running))
        ]

    return [kept(page) for page in pages]


def _key(line: str) -> str:
    """What a running line has in common on all pages: everything but its numbers; empty for a line of text."""
    return "" if line.endswith(("。", "；", "，", "：")) else _DIGITS.sub("", line)


def _is_number(line: str) -> bool:
    return bool(_PAGE_NUMBER.match(line) or _PRINTED.match(line))
