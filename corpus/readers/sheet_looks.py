"""Which cells of a workbook nobody sees."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from corpus.readers.unseen import TINY, WHITE, is_white

_ROW, _COLUMN, _FORMAT = "隐藏的行", "隐藏的列", "格式设为不显示"
_ON = frozenset({"1", "true"})
_FLAT = 0.5
"""Points of height, or characters of width, in which nothing is seen."""


class SheetLooks:
    """One sheet's hidden rows, columns and styles, as openpyxl's parser comes to know them."""

    def __init__(self, parser: Any) -> None:
        self._parser = parser
        self._styles: dict[int, str | None] = {}

    def why_unseen(self, row: int, cell: Any) -> str | None:
        """Why nobody sees a read-only cell; None where they may."""
        said = self._parser.row_dimensions.get(str(row))
        if said is not None and _is_hidden(said, "ht"):
            return _ROW
        if any(first <= cell.column <= last for first, last in self._columns):
            return _COLUMN
        style = cell._style_id
        if style not in self._styles:
            self._styles[style] = _of_style(cell)
        return self._styles[style]

    @cached_property
    def _columns(self) -> list[tuple[int, int]]:
        """First and last of each stretch of hidden columns; they are told before the first row."""
        hidden = [it for it in self._parser.column_dimensions.values() if _is_hidden(it, "width")]
        return [(int(it["min"]), int(it["max"])) for it in hidden if it.get("max", "").isdecimal()]


def _is_hidden(said: Mapping[str, str], size: str) -> bool:
    return said.get("hidden") in _ON or _is_flat(said.get(size))


def _is_flat(value: str | None) -> bool:
    try:
        return value is not None and float(value) < _FLAT
    except ValueError:
        return False


def _of_style(cell: Any) -> str | None:
    if cell.number_format.strip() == ";;;":
        return _FORMAT
    font = cell.font
    if font.sz is not None and font.sz < 1:
        return TINY
    return WHITE if _is_white(font.color) and not _has_ground(cell.fill) else None


def _is_white(colour: Any) -> bool:
    if colour is None:
        return False
    if colour.type == "theme":
        return bool(colour.theme == 0 and not colour.tint)
    return colour.type == "rgb" and isinstance(colour.rgb, str) and is_white(colour.rgb[-6:])


def _has_ground(fill: Any) -> bool:
    if getattr(fill, "stop", None):  # a gradient
        return True
    kind = getattr(fill, "patternType", None)
    return kind not in (None, "none") and not (kind == "solid" and _is_white(fill.fgColor))
