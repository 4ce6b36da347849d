"""Which runs of a Word file nobody sees: hidden, white on white, or too small to read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from corpus.readers.numbering import W
from corpus.readers.unseen import HIDDEN, TINY, WHITE, is_white

if TYPE_CHECKING:
    from lxml.etree import _Element

_TINY = 2
"""Half points: what is no larger is a spacer, or hidden."""
_LONGEST_CHAIN = 20
_OFF = frozenset({"0", "false", "off", "none"})
_FILLS = frozenset({"solidFill", "gradFill", "blipFill", "pattFill", "grpFill", "fillRef", "fill"})
_PLAIN = frozenset({"", "auto", "nil", "clear"})


@dataclass
class Looks:
    """The styles of a file, as far as they hide text."""

    styles: "_Element | None"
    background: str = ""
    """Colour of the page, where the file gives it one."""
    _known: dict[str, "_Element"] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for style in self.styles.iter(f"{W}style") if self.styles is not None else ():
            self._known[str(style.get(f"{W}styleId"))] = style

    def why_unseen(self, run: "_Element") -> str | None:
        """Why nobody sees this run; None where they may."""
        if self._is_on(run, "vanish"):
            return HIDDEN
        size = _value(self._said(run, "sz"))
        if size.isdecimal() and int(size) <= _TINY:
            return TINY
        colour = _value(self._said(run, "color"))
        return WHITE if is_white(colour) and colour.lower() != "auto" and not self._has_ground(run) else None

    def _is_on(self, run: "_Element", name: str) -> bool:
        said = self._said(run, name)
        return said is not None and _value(said).lower() not in _OFF

    def _said(self, run: "_Element", name: str) -> "_Element | None":
        """What the run, its style, or its paragraph's style says of one property."""
        return next((it for each in self._properties(run) if (it := each.find(f"{W}{name}")) is not None), None)

    def _properties(self, run: "_Element") -> Iterator["_Element"]:
        own = run.find(f"{W}rPr")
        if own is not None:
            yield own
            yield from self._of_style(_value(own.find(f"{W}rStyle")))
        paragraph = next(run.iterancestors(f"{W}p"), None)
        if paragraph is not None:
            yield from self._of_style(_value(paragraph.find(f"{W}pPr/{W}pStyle")))

    def _of_style(self, name: str) -> Iterator["_Element"]:
        for _ in range(_LONGEST_CHAIN):
            style = self._known.get(name)
            if style is None:
                return
            properties = style.find(f"{W}rPr")
            if properties is not None:
                yield properties
            name = _value(style.find(f"{W}basedOn"))

    def _has_ground(self, run: "_Element") -> bool:
        """Whether something coloured is behind a run: its own shade, that of its paragraph, cell or table, a filled shape."""
        if self.background and not is_white(self.background):
            return True
        if any(_is_shaded(it) or it.find(f"{W}highlight") is not None for it in self._properties(run)):
            return True
        for above in run.iterancestors():
            if above.tag == f"{W}p" and _is_shaded(above.find(f"{W}pPr")):
                return True
            if above.tag == f"{W}tc" and _is_shaded(above.find(f"{W}tcPr")):
                return True
            if above.tag == f"{W}tbl" and (_is_shaded(above.find(f"{W}tblPr")) or self._is_of_shaded_style(above)):
                return True
            if above.tag.endswith(("}wsp", "}sp", "}shape", "}rect", "}roundrect")) and _is_filled(above):
                return True
        return self._paragraph_style_is_shaded(run)

    def _paragraph_style_is_shaded(self, run: "_Element") -> bool:
        paragraph = next(run.iterancestors(f"{W}p"), None)
        style = self._known.get(_value(paragraph.find(f"{W}pPr/{W}pStyle"))) if paragraph is not None else None
        return style is not None and _is_shaded(style.find(f"{W}pPr"))

    def _is_of_shaded_style(self, table: "_Element") -> bool:
        return _value(table.find(f"{W}tblPr/{W}tblStyle")) in self._shaded_styles

    @cached_property
    def _shaded_styles(self) -> frozenset[str]:
        """Table styles that shade any part of a table."""
        shaded = {name for name, style in self._known.items() if any(_is_coloured(it) for it in style.iter(f"{W}shd"))}
        for _ in range(3):  # what is based on one of them, too
            shaded |= {name for name, style in self._known.items() if _value(style.find(f"{W}basedOn")) in shaded}
        return frozenset(shaded)


def background_of(document: "_Element") -> str:
    """Colour of the page itself, if it has one."""
    found = document.find(f"{W}background")
    return str(found.get(f"{W}color") or "") if found is not None else ""


def _value(element: "_Element | None") -> str:
    return str(element.get(f"{W}val") or "") if element is not None else ""


def _is_shaded(properties: "_Element | None") -> bool:
    return properties is not None and any(_is_coloured(it) for it in properties.findall(f"{W}shd"))


def _is_coloured(shade: "_Element") -> bool:
    fill = str(shade.get(f"{W}fill") or "").lower()
    has_pattern = _value(shade) not in _PLAIN
    return has_pattern or bool(shade.get(f"{W}themeFill")) or (fill not in _PLAIN and not is_white(fill))


def _is_filled(shape: "_Element") -> bool:
    """Whether a drawn shape has a fill, as far as it says; old shapes are white unless they say otherwise."""
    if shape.get("fillcolor") and not is_white(str(shape.get("fillcolor")).split(" ")[0]):
        return True
    inside = (it for it in shape.iter() if isinstance(it.tag, str) and not it.tag.startswith(W))
    return any(it.tag.rpartition("}")[2] in _FILLS for it in inside)
