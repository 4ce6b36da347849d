"""The light Markdown of an answer as safe HTML: everything is escaped before a tag is added.

Links and images are left as text on purpose: an address that a document or a model supplies is not ours to offer.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape

from assistant.compare.cells import SILENT

Chip = Callable[[int], str | None]
"""HTML of the chip for a citation number; None where there is no such citation."""

_MARKER = re.compile(r"\[(\d{1,3}(?:\s*[,，、]\s*\d{1,3})*)\]")
_CITED = re.compile(rf"(?P<before>&#?\w+;|[^\s<>&;])?(?P<markers>(?:{_MARKER.pattern})+)(?P<after>[，。；、：！？）]?)")
"""Markers with the characters beside them, which stay on one line with the chips."""
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_BULLET = re.compile(r"\s*[-*•]\s+(.*)")
_NUMBER = re.compile(r"\s*(\d{1,3})[.)]\s+(.*)")
_OWN_NUMBER = re.compile(r"[（(][一二三四五六七八九十\d]+[)）]|[①-⑳]")
"""An item that brings its number needs no bullet."""
_HEADING = re.compile(r"\s*#{1,6}\s+(.*)")
_RULE = re.compile(r"\s*+\|?(?:\s*+:?-{2,}:?\s*+\|)+\s*+(?::?-{2,}:?)?\s*+")


def to_html(text: str, chip: Chip) -> str:
    """HTML of an answer on a single line, for a blank line inside would let a Markdown reader take over again.

    Knows paragraphs, bullets, numbers, headings, tables, bold, and [1] markers.
    """
    return "".join(_block(block, chip) for block in blocks(text))


def blocks(text: str) -> Iterator[tuple[str, list[str]]]:
    """The blocks of an answer: their shape (p, ul, ol, h, table) and their lines."""
    yield from _blocks(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def rows(lines: Sequence[str]) -> list[list[str]]:
    """The cells of a table's lines, without the rule under its header."""
    return [line.strip().strip("|").split("|") for line in lines if not _RULE.fullmatch(line)]


def inline(text: str, chip: Chip) -> str:
    """HTML of a stretch without line structure."""
    bold = _BOLD.sub(r"<strong>\1</strong>", plain(text))
    return _CITED.sub(lambda found: _together(found, chip), bold)


def plain(text: str) -> str:
    """Text as HTML: escaped, line breaks kept, on a single line."""
    return escape(text.strip()).replace("\r", "").replace("\n", "<br>")


def _together(found: re.Match[str], chip: Chip) -> str:
    """Chips that do not fall alone on a new line."""
    markers = found["markers"]
    chips = _MARKER.sub(lambda marker: _chips(marker, chip), markers)
    if chips == markers:  # no chip at all
        return found[0]
    return f'<span class="cited">{found["before"] or ""}{chips}{found["after"]}</span>'


def _chips(found: re.Match[str], chip: Chip) -> str:
    made = [chip(int(number)) for number in re.findall(r"\d+", found[1])]
    known = [one for one in made if one is not None]
    return "".join(known) if len(known) == len(made) else found[0]


def _shape(line: str) -> str:
    for shape, pattern in (("ul", _BULLET), ("ol", _NUMBER), ("h", _HEADING)):
        if pattern.fullmatch(line):
            return shape
    return "table" if line.strip().startswith("|") and line.count("|") > 1 else "p"


def _blocks(lines: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Runs of neighbouring lines of one shape; blank lines part them."""
    shape, run = "", list[str]()
    for line in lines:
        found = _shape(line) if line.strip() else ""
        if found != shape or found == "h":
            if run:
                yield shape, run
            shape, run = found, []
        if found:
            run.append(line)
    if run:
        yield shape, run


def _block(block: tuple[str, list[str]], chip: Chip) -> str:
    shape, lines = block
    match shape:
        case "ul":
            bullets = [found for line in lines if (found := _BULLET.fullmatch(line))]
            own = ' class="own"' if all(_OWN_NUMBER.match(found[1]) for found in bullets) else ""
            return f"<ul{own}>{_items(bullets, 1, chip)}</ul>"
        case "ol":
            first = _NUMBER.fullmatch(lines[0])
            start = f' start="{int(first[1])}"' if first and int(first[1]) != 1 else ""
            return f"<ol{start}>{_items((_NUMBER.fullmatch(line) for line in lines), 2, chip)}</ol>"
        case "h":
            heading = _HEADING.fullmatch(lines[0])
            return f"<h4>{inline(heading[1] if heading else lines[0], chip)}</h4>"
        case "table":
            return _table(lines, chip)
    return f"<p>{'<br>'.join(inline(line, chip) for line in lines)}</p>"


def _items(found: Iterable[re.Match[str] | None], group: int, chip: Chip) -> str:
    return "".join(f"<li>{inline(item[group], chip)}</li>" for item in found if item)


def _table(lines: list[str], chip: Chip) -> str:
    """A table; its first row is the header where a rule follows it. Short rows are filled up."""
    has_header = len(lines) > 1 and _RULE.fullmatch(lines[1]) is not None
    cells = rows(lines)
    width = max((len(row) for row in cells), default=0)
    html = []
    for number, row in enumerate(cells):
        tag = "th" if has_header and number == 0 else "td"
        shown = (f"<{tag}{_class(cell)}>{inline(cell, chip)}</{tag}>" for cell in row + [""] * (width - len(row)))
        html.append("<tr>" + "".join(shown) + "</tr>")
    return f'<div class="table"><table>{"".join(html)}</table></div>'


def _class(cell: str) -> str:
    """A cell that says that nothing is said stands back."""
    return ' class="silent"' if cell.strip() == SILENT else ""
