"""Word files (.docx): paragraphs and tables as a person sees them, part by part, so that a damaged picture costs no text."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.document import Caution, Repair, Unease
from corpus.errors import UnreadableFile
from corpus.readers.limits import DEEPEST, unpacked
from corpus.readers.looks import Looks, background_of
from corpus.readers.numbering import Numbering, W, numbering_of
from corpus.readers.parts import Parts
from corpus.readers.reading import Reading
from corpus.readers.runs import Runs, boxes
from corpus.readers.tables import SEPARATOR, table_lines

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADING = re.compile(r"(?:heading|标题)\s{0,3}([1-6])$", re.I)
_WRAPPERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
"""Elements around blocks, rows and cells that change nothing of what a person sees."""
_LONGEST_HEADING = 60
_WIDEST = 200
"""Columns of a table; Word allows 63."""


def read_word(data: bytes) -> Reading:
    """Paragraphs and tables of a Word file in document order, with the numbers that Word puts before them.

    Raises UnreadableFile when the file is damaged or holds no text.
    """
    parts = Parts(unpacked(data))
    body = _Body(parts)
    lines = list(body.lines())
    if not any(line.strip("# ") for line in lines):
        raise UnreadableFile("这份 Word 文件没有文字（可能只有图片）；请先做文字识别（OCR），或提供文字版。")
    unseen = tuple(Caution(Unease.HIDDEN, text, note=why) for why, text in body.runs.unseen)
    return Reading("\n".join(lines), repairs=(*parts.repairs(), *_repairs(body.runs)), cautions=unseen)


def _repairs(runs: Runs) -> Iterator[Repair]:
    if changes := runs.inserted + runs.deleted:
        yield Repair("tracked", changes, f"文件有未接受的修订 {changes} 处：插入的内容已读取，删除的内容未读取")
    if runs.unseen:
        yield Repair("hidden", len(runs.unseen), f"未读取看不见的文字 {len(runs.unseen)} 处")


class _Body:
    """A document's text in the order of its blocks."""

    def __init__(self, parts: Parts) -> None:
        self._root = parts.document()
        styles = parts.related("styles")
        self._numbering: Numbering = numbering_of(parts.related("numbering"), styles)
        self._notes = {
            (kind, str(note.get(f"{W}id"))): note
            for kind in ("footnote", "endnote")
            if (notes := parts.related(f"{kind}s")) is not None
            for note in notes.iter(f"{W}{kind}")
        }
        self._noted = 0
        self.runs = Runs(Looks(styles, background_of(self._root)))

    def lines(self) -> Iterator[str]:
        """All lines; the notes of a paragraph or table directly below it."""
        for body in self._root.iter(f"{W}body"):
            yield from self._blocks(body, 0)

    def _blocks(self, container: "_Element", depth: int) -> Iterator[str]:
        """Lines of the paragraphs and tables in a container: the body, a cell, a text box, a note."""
        if depth > DEEPEST:
            raise UnreadableFile(f"表格或文本框嵌套超过 {DEEPEST} 层，文件不正常；请用 Word 或 WPS 重新另存为 .docx。")
        before = ""
        for block in _children(container, f"{W}p", f"{W}tbl"):
            if block.tag == f"{W}tbl":
                yield from self._table(block, depth)
            else:
                text = before + self._paragraph(block)
                before = text if self.runs.ends_deleted(block) else ""
                if not before:
                    yield text
                for box in boxes(block):
                    yield from self._blocks(box, depth + 1)
            yield from self._noted_lines(depth)
        if before:
            yield before

    def _paragraph(self, paragraph: "_Element") -> str:
        label = self._numbering.label(paragraph)
        text = self.runs.text(paragraph)
        if not text.strip():
            return ""
        text = label + text.lstrip() if label else text
        names = [style.name for style in self._numbering.chain(paragraph)[:1]]
        if names == ["Title"]:
            return f"# {text.strip()}"
        level = self._heading_level(paragraph, names[0] if names else "", text)
        return f"{'#' * min(level, 6)} {text.strip()}" if level and "\n" not in text.strip() else text

    def _heading_level(self, paragraph: "_Element", style: str, text: str) -> int:
        """1 for the outermost; 0 for text. What stands in the outline by another style is a heading if it is short."""
        if named := _HEADING.match(style):
            return int(named[1])
        outline = self._numbering.outline(paragraph)
        return outline + 1 if outline is not None and len(text) <= _LONGEST_HEADING else 0

    def _noted_lines(self, depth: int) -> Iterator[str]:
        """The notes referred to since the last block, numbered through the document."""
        waiting, self.runs.notes = self.runs.notes, []
        for reference in waiting:
            note = self._notes.get(reference)
            words = " ".join(line.strip() for line in self._blocks(note, depth + 1)) if note is not None else ""
            if words.strip():
                self._noted += 1
                yield f"注{self._noted}：{words.strip()}"

    def _table(self, table: "_Element", depth: int) -> Iterator[str]:
        """Rows of a table; one of a single column only frames what stands in it."""
        rows = [row for row in _children(table, f"{W}tr") if row.find(f"{W}trPr/{W}del") is None]
        if all(len(_children(row, f"{W}tc")) == 1 for row in rows):
            for row in rows:
                yield from self._blocks(_children(row, f"{W}tc")[0], depth + 1)
            return
        cells: list[list[str]] = []
        for row in rows:
            cells.append(self._cells(row, cells[-1] if cells else [], depth))
        width = max(map(len, cells), default=0)
        headed = bool(rows) and rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        yield from table_lines([[*row, *[""] * (width - len(row))] for row in cells], headed=headed or None)

    def _cells(self, row: "_Element", above: list[str], depth: int) -> list[str]:
        """Text by column; a merged cell counts in each row and column that it covers."""
        cells = [""] * min(_span(row.find(f"{W}trPr/{W}gridBefore"), 0), _WIDEST)
        for cell in _children(row, f"{W}tc"):
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            if merged is not None and merged.get(f"{W}val") != "restart" and len(cells) < len(above):
                text = above[len(cells)]
            else:
                inner = [line.strip().replace(SEPARATOR, "，") for line in self._blocks(cell, depth + 1)]
                text = " ".join(filter(None, inner))
            cells += [text] * _span(cell.find(f"{W}tcPr/{W}gridSpan"), 1)
        return cells[:_WIDEST]


def _children(container: "_Element", *tags: str) -> list["_Element"]:
    """Elements with these tags directly in a container, or in a wrapper in it, in document order."""
    found: list[_Element] = []
    waiting = list(reversed(container))
    while waiting:
        node = waiting.pop()
        if node.tag in tags:
            found.append(node)
        elif node.tag in _WRAPPERS:
            waiting += reversed(node)
    return found


def _span(element: "_Element | None", default: int) -> int:
    value = (element.get(f"{W}val") or "") if element is not None else ""
    return min(int(value), _WIDEST) if value.isdecimal() and len(value) < 5 else default
