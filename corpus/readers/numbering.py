"""Numbers that Word puts before paragraphs and keeps nowhere in the text: 一、（一）1. 第一条."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.readers.counting import spelled

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_LONGEST_CHAIN = 20
"""Styles based on one another; a damaged file may close the chain to a ring."""


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is numbered."""

    format: str
    text: str
    start: int
    gap: str


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says of outline and numbering."""

    name: str
    parent: str | None
    outline: int | None
    numbering: "_Element | None"


@dataclass
class Numbering:
    """Counts through a document: ask for each paragraph, in order, once."""

    levels: Mapping[str, Mapping[int, _Level]]
    """By list definition (abstractNumId), then by level."""
    lists: Mapping[str, tuple[str, Mapping[int, int]]]
    """By list (numId): its definition, and the numbers at which it starts anew."""
    styles: Mapping[str, Style]
    _counters: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def label(self, paragraph: "_Element") -> str:
        """What stands before the paragraph's text; empty where it is not numbered."""
        place = self._place(paragraph)
        if place is None:
            return ""
        number_id, level = place
        definition, restarts = self.lists[number_id]
        levels = self.levels.get(definition, {})
        if level not in levels:
            return ""
        counters = self._counters.setdefault(definition, [None] * _LEVELS)
        if number_id not in self._begun:
            self._begun.add(number_id)
            for at, start in restarts.items():
                counters[at] = start - 1
        before = counters[level]
        counters[level] = levels[level].start if before is None else before + 1
        counters[level + 1 :] = [None] * (_LEVELS - level - 1)
        label = _PLACE.sub(lambda it: _shown(levels, counters, int(it[1]) - 1, level), levels[level].text)
        return label + levels[level].gap if label and levels[level].format != "bullet" else ""

    def outline(self, paragraph: "_Element") -> int | None:
        """Level of a heading, from 0; None for text."""
        own = paragraph.find(f"{W}pPr/{W}outlineLvl")
        found = (
            _number(own)
            if own is not None
            else next((style.outline for style in self.chain(paragraph) if style.outline is not None), None)
        )
        return found if found is not None and 0 <= found < _LEVELS else None

    def chain(self, paragraph: "_Element") -> list[Style]:
        """The paragraph's style and those that it is based on."""
        own = paragraph.find(f"{W}pPr/{W}pStyle")
        name = _value(own)
        found: list[Style] = []
        while name is not None and name in self.styles and len(found) < _LONGEST_CHAIN:
            found.append(self.styles[name])
            name = found[-1].parent
        return found

    def _place(self, paragraph: "_Element") -> tuple[str, int] | None:
        """The list and level that a paragraph, or its style, stands in."""
        said = [paragraph.find(f"{W}pPr/{W}numPr"), *(style.numbering for style in self.chain(paragraph))]
        number_id, level = None, None
        for properties in said:
            if properties is None:
                continue
            number_id = number_id or _value(properties.find(f"{W}numId"))
            level = _number(properties.find(f"{W}ilvl")) if level is None else level
        level = level or 0
        if number_id is None or number_id not in self.lists or level >= _LEVELS:
            return None
        return number_id, level


def _shown(levels: Mapping[int, _Level], counters: list[int | None], at: int, current: int) -> str:
    if at not in levels or at > current:
        return ""
    number = counters[at]
    number = levels[at].start if number is None else number
    return spelled(number, levels[at].format)


def numbering_of(lists: "_Element | None", styles: "_Element | None") -> Numbering:
    """From numbering.xml and styles.xml; None for a part that the file lacks."""
    known = {
        str(style.get(f"{W}styleId")): _style(style)
        for style in (styles.iter(f"{W}style") if styles is not None else ())
    }
    if lists is None:
        return Numbering({}, {}, known)
    definitions = {
        str(it.get(f"{W}abstractNumId")): {_level_number(level): _level(level) for level in it.iter(f"{W}lvl")}
        for it in lists.iter(f"{W}abstractNum")
    }
    numbers = {}
    for it in lists.iter(f"{W}num"):
        restarts = {
            int(override.get(f"{W}ilvl") or 0): start
            for override in it.iter(f"{W}lvlOverride")
            if (start := _number(override.find(f"{W}startOverride"))) is not None
        }
        in_range = {at: start for at, start in restarts.items() if 0 <= at < _LEVELS}
        numbers[str(it.get(f"{W}numId"))] = (_value(it.find(f"{W}abstractNumId")) or "", in_range)
    return Numbering(definitions, numbers, known)


def _style(style: "_Element") -> Style:
    return Style(
        _value(style.find(f"{W}name")) or "",
        _value(style.find(f"{W}basedOn")),
        _number(style.find(f"{W}pPr/{W}outlineLvl")),
        style.find(f"{W}pPr/{W}numPr"),
    )


def _level(level: "_Element") -> _Level:
    text = _value(level.find(f"{W}lvlText")) or ""
    has_gap = _value(level.find(f"{W}suff")) != "nothing" and not text.endswith(("、", "）", "．"))
    start = _number(level.find(f"{W}start"))
    return _Level(
        _value(level.find(f"{W}numFmt")) or "decimal", text, 1 if start is None else start, " " if has_gap else ""
    )


def _level_number(level: "_Element") -> int:
    value = level.get(f"{W}ilvl") or "0"
    return int(value) if value.isdecimal() else _LEVELS


def _value(element: "_Element | None") -> str | None:
    return element.get(f"{W}val") if element is not None else None


def _number(element: "_Element | None") -> int | None:
    value = _value(element) or ""
    return int(value) if value.isdecimal() and len(value) < 6 else None
