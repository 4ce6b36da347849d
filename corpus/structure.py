"""The outline of a text: 编章节条, numbered parts of policy papers, headings, and stories of a newspaper page."""

import re
from dataclasses import dataclass

from corpus.document import Section
from corpus.numerals import NUMERAL

_NUM = f"[{NUMERAL}\\d０-９]{{1,9}}"
_PART = re.compile(rf"第({_NUM})([编篇章节])(?=[\s　]|[^\s的、和至或，,。；规及与所以有])")
_ARTICLE = re.compile(rf"第({_NUM})条(?:之({_NUM}))?")
# What follows 第…条 in a reference to an article, where an article's own text would begin.
_REFERENCE = re.compile(
    rf"[的、和至或与及，,。；;）)》”规所中之外以]|第(?:{_NUM})[款项目]|(?:{_NUM})[款项]|应当依|等规定|（[{NUMERAL}]+）项|修改|改为|增加|删"
)
_NUMBERED = re.compile(rf"([{NUMERAL}]{{1,3}})[、．.]\s?(?=\S)")
_BRACKETED = re.compile(rf"[（(]([{NUMERAL}]{{1,3}})[）)]\s?、?")
_ANNEX = re.compile(r"附[件录表](?:[\s:：]*[一二三四五六七八九十\d]{0,3})[\s:：.、]?|附则$|附 则$|附[:：]")
_STORY = re.compile(r"[（(]\s?(?:上接|紧接)第?\s?[\w一二三四五六七八九十]{1,4}\s?版[^（）()]{0,12}[）)]")
_MARKDOWN = re.compile(r"(#{1,6})\s+(?=\S)")
_LEAD = re.compile(r"[^，。：；！？,:;!?\s|]{2,24}(?=[。：:\s])")
_SENTENCE_END = re.compile(r"[。；：，、;:,！!？?…]$|[。！？][”’）)]$")
_LONGEST_HEADING = 40
_LONGEST_TITLE = 60
_LONGEST_ITEM = 100
"""A bracketed paragraph longer than this stands for itself, even if it has no heading."""

_LEVELS = {"编": 10, "篇": 10, "章": 11, "节": 12}
_STORY_LEVEL, _ANNEX_LEVEL, _ARTICLE_LEVEL, _NUMBERED_LEVEL, _BRACKETED_LEVEL, _SUBHEAD_LEVEL = 0, 9, 13, 14, 15, 16


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that opens a part of the text."""

    level: int
    """Smaller is further out."""
    label: str
    """What it contributes to the path."""
    alone: bool
    """Whether the line is nothing but the heading, so that the text it opens begins below."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A text without heading marks and page marks, and what these said."""

    text: str
    sections: tuple[Section, ...]
    page_starts: tuple[int, ...]
    headings: tuple[str, ...]
    """Labels of the marked headings, outermost first met first."""


def starts_part(line: str) -> bool:
    """Whether a line opens a part, or an item of a list, so that it cannot be the rest of the line before."""
    return bool(
        _PART.match(line)
        or _is_article(line)
        or _NUMBERED.match(line)
        or _BRACKETED.match(line)
        or _ANNEX.match(line)
        or _MARKDOWN.match(line)
        or re.match(r"\d{1,3}[.、．]\s?\D|[(（]\d{1,2}[）)]|[①-⑳]|注[:：]", line)
    )


def outline(text: str) -> Outline:
    """Split cleaned lines into sections that tile the text."""
    plain, levels, page_starts = _without_marks(text)
    lines = plain.split("\n")
    sections: list[Section] = []
    stack: list[Heading] = []
    open_path: tuple[str, ...] = ()
    contents = _contents(lines)
    # A title alone, above the first heading, goes with it: on its own it says nothing.
    start, offset, waiting = 0, 0, len(lines[0]) <= _LONGEST_TITLE
    for index, line in enumerate(lines):
        heading = _heading(lines, index, levels.get(index), stack) if index not in contents else None
        if heading is not None:
            if not waiting and offset > start:
                sections.append(Section(open_path, start, offset))
                start = offset
            stack = [*(it for it in stack if it.level < heading.level), heading]
            open_path = tuple(it.label for it in stack if it.label)
        # A heading without text of its own goes with what it opens.
        if heading is not None or index > 0:
            waiting = heading is not None and heading.alone
        offset += len(line) + 1
    if start < len(plain):
        sections.append(Section(open_path, start, len(plain)))
    marked = tuple(lines[index] for index, level in sorted(levels.items(), key=lambda it: (it[1], it[0])))
    return Outline(plain, tuple(sections), page_starts, marked)


def _contents(lines: list[str]) -> range:
    """The lines of a table of contents: headings one under another, the first of which comes again below."""
    start = next((i for i, line in enumerate(lines[:60]) if _is_part(line)), 0)
    end = start
    while end < len(lines) and _is_part(lines[end]) and (end == start or lines[end] != lines[start]):
        end += 1
    again = end - start > 1 and lines[start] in lines[end:]
    return range(start, end) if again else range(0)


def _is_part(line: str) -> bool:
    return bool(_PART.match(line)) and len(line) <= _LONGEST_HEADING and not _SENTENCE_END.search(line)


def _without_marks(text: str) -> tuple[str, dict[int, int], tuple[int, ...]]:
    """Text without `#` and form feeds, the level of each marked line, and where pages begin."""
    levels: dict[int, int] = {}
    lines: list[str] = []
    for index, line in enumerate(text.split("\n")):
        page = "\f" * line.count("\f") if line.lstrip("\f") != line else ""
        mark = _MARKDOWN.match(line.lstrip("\f"))
        if mark:
            levels[index] = len(mark[1])
        lines.append(page + line.lstrip("\f")[mark.end() :] if mark else line)
    pieces = "\n".join(lines).split("\f")
    plain = "".join(pieces)
    if len(pieces) == 1:
        return plain, levels, ()
    starts, offset = [0], 0
    for piece in pieces[:-1]:
        offset += len(piece)
        starts.append(offset)
    return plain, levels, tuple(starts)


def _heading(lines: list[str], index: int, marked: int | None, stack: list[Heading]) -> Heading | None:
    """What kind of heading a line is, if it is one."""
    line = lines[index]
    part = _PART.match(line)
    if part and _is_part(line):
        return Heading(_LEVELS[part[2]], _spaced(line, part.end()), alone=True)
    if _is_article(line):
        article = _ARTICLE.match(line)
        label = article[0] if article else ""
        return Heading(_ARTICLE_LEVEL, label, alone=line == label)
    if story := _STORY.match(line):
        # Directly below the headline the mark belongs to the first story, which the title names.
        return Heading(_STORY_LEVEL, f"另一篇报道{story[0]}", alone=line == story[0]) if index > 1 else None
    if _ANNEX.match(line) and len(line) <= _LONGEST_HEADING and not re.search("[。；]", line):
        # 附：第一条… does not exist; 附件 as a list entry under another 附件 line does, and may open nothing.
        return Heading(_ANNEX_LEVEL, line.strip(), alone=True)
    if marked is not None:
        return Heading(marked, line.strip(), alone=True) if marked > 1 or index > 0 else None
    if any(it.level == _ARTICLE_LEVEL for it in stack):
        return None  # （一） and 一、 inside an article are its items
    return _numbered(line) or _subhead(lines, index)


def _is_article(line: str) -> bool:
    """Whether a line is the beginning of an article, and not a reference to one."""
    article = _ARTICLE.match(line)
    if article is None:
        return False
    rest = line[article.end() :]
    return not rest or rest[0] in " \u3000\t【[" or not _REFERENCE.match(rest)


def _numbered(line: str) -> Heading | None:
    """一、… and （一）… of policy papers: a short line, or the first words of a paragraph; not the items of a list."""
    for pattern, level in ((_NUMBERED, _NUMBERED_LEVEL), (_BRACKETED, _BRACKETED_LEVEL)):
        number = pattern.match(line)
        if number is None or line.endswith(("；", ";")):
            continue
        if len(line) <= _LONGEST_HEADING and not _SENTENCE_END.search(line):
            return Heading(level, line, alone=True)
        lead = _LEAD.match(line, number.end())
        if lead and len(line) > lead.end() + 8:
            return Heading(level, line[: lead.end()], alone=False)
        if pattern is _NUMBERED or len(line) > _LONGEST_ITEM:
            return Heading(level, number[0].strip(), alone=False)
    return None


def _subhead(lines: list[str], index: int) -> Heading | None:
    """A short line without an end between long paragraphs, as newspapers set them."""
    line = lines[index]
    if not 3 <= len(line) <= 30 or index == 0 or index + 1 >= len(lines):
        return None
    before, after = lines[index - 1], lines[index + 1]
    if _SENTENCE_END.search(line) or re.match(r"[（(“\"·\d*]|[-—]|.*[|@]|记者|作者|来源|本报|通讯员", line):
        return None
    if len(after) < 50 and not (len(after) >= 12 and after.endswith("。")):
        return None
    if len(before) < 30 or not re.search(r"[。！？”）；)]$", before):
        return None
    return Heading(_SUBHEAD_LEVEL, line.rstrip("—-"), alone=True)


def _spaced(line: str, end: int) -> str:
    """第一章　总则, 第一章总则 → 第一章 总则."""
    return f"{line[:end]} {line[end:].strip()}".strip()
