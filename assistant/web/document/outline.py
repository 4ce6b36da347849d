"""The headings of a document with the addresses by which each is reached: /documents/ID#第十二条."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.document import Document, Section

_NUMBERED = re.compile(r"第[^\s第]{1,12}?[编篇章节条](?:之[一二三四五六七八九十\d]{1,3})?")
_ARTICLE = re.compile(r"第[^\s第]{1,12}?条")
_NOT_IN_ADDRESS = re.compile(r"[^\w-]")
_LONGEST_ADDRESS = 24
_OPENING = 24
"""Characters of an article that tell in the outline what it is about."""


@dataclass(frozen=True, slots=True)
class Place:
    """A heading and where its line begins."""

    level: int
    """0 is outermost."""
    label: str
    """第二章 优惠政策, 第十二条."""
    anchor: str
    """Unique in the document; the first article of a number has the bare number."""
    start: int
    """Offset of its line in the cleaned text."""
    end: int
    """Offset behind the heading in that line: an article's text may go on behind its number."""
    opening: str = ""
    """The first words behind an article's number."""

    @property
    def is_article(self) -> bool:
        """Whether it is one 条."""
        return is_article(self.label)


def is_article(label: str) -> bool:
    """Whether a label is that of one 条."""
    return _ARTICLE.match(label) is not None


def places(document: Document) -> tuple[Place, ...]:
    """The headings in reading order."""
    anchors: dict[str, int] = {}
    found: list[Place] = []
    before: tuple[str, ...] = ()
    for section in document.sections:
        for level, label, start, end in _opened(document.text, section, before):
            name = anchor_of(label, section.path[:level])
            anchors[name] = anchors.get(name, 0) + 1
            anchor = name if anchors[name] == 1 else f"{name}-{anchors[name]}"
            opening = _opening(document.text, end) if is_article(label) else ""
            found.append(Place(level, label, anchor, start, end, opening))
        before = section.path
    return tuple(found)


def anchor_of(label: str, within: Sequence[str] = ()) -> str:
    """The name by which a heading is reached, the first of its kind in the document; 节 are counted anew in each 章."""
    numbered = _NUMBERED.match("".join(label.split()))
    if numbered and numbered[0].endswith("节") and within:
        return anchor_of(within[-1], within[:-1]) + numbered[0]
    bare = numbered[0] if numbered else _NOT_IN_ADDRESS.sub("", label)[:_LONGEST_ADDRESS]
    # Names of our own are Latin.
    return f"h-{bare}" if bare.isascii() else bare


def place_at(found: Sequence[Place], offset: int) -> Place | None:
    """The last heading that stands at or before an offset of the text."""
    at = bisect_left([place.start for place in found], offset + 1)
    return found[at - 1] if at else None


def _opened(text: str, section: Section, before: tuple[str, ...]) -> Iterator[tuple[int, str, int, int]]:
    """Level, label, and span of each heading that a section opens: those of its path that the one before did not have."""
    shared = 0
    while shared < min(len(before), len(section.path)) and before[shared] == section.path[shared]:
        shared += 1
    # The same path again is another heading of the same words.
    first = min(shared, len(section.path) - 1) if section.path else 0
    cursor = section.start
    for level in range(first, len(section.path)):
        label = section.path[level]
        start, end = _line_of(text, label, cursor, section.end)
        yield level, label, start, end
        cursor = min(section.end, max(cursor, text.find("\n", end) + 1 or section.end))


def _line_of(text: str, label: str, start: int, end: int) -> tuple[int, int]:
    """The span of the heading `label` in a stretch of text; that of its first line where the words differ."""
    wanted = "".join(label.rstrip("…").split())
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        if (length := _length(text[at:stop], wanted)) is not None:
            return at, at + length
        at = stop + 1
    stop = text.find("\n", start, end)
    return start, start if _NUMBERED.match(label) else (end if stop < 0 else stop)


def _length(line: str, wanted: str) -> int | None:
    """How many characters of a line the heading takes, blanks aside; None where the line does not begin with it."""
    at = 0
    for length, character in enumerate(line):
        if character.isspace():
            continue
        if character != wanted[at]:
            return len(line) if at > 3 and not line[length:].strip() else None
        at += 1
        if at == len(wanted):
            return length + 1
    # A heading of two lines begins with this one.
    return len(line) if at else None


def _opening(text: str, start: int) -> str:
    stop = text.find("\n", start)
    line = text[start : len(text) if stop < 0 else stop].strip(" \u3000")
    # Drafters put the matter in front: 第三条（租金补贴）…, 第四条 租金补贴。…
    named = re.match(r"[（(【\[]([^）)】\]]{2,20})[）)】\]]|([^，。；：！？\s]{2,12})。", line)
    if named:
        return named[1] or named[2]
    return line[:_OPENING] + ("…" if len(line) > _OPENING else "")
