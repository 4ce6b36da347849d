"""Provisions of a regulation: articles, and the 款, 项 and 目 within one.

款 are the paragraphs of an article, counted from one and named only where there are several; 项 are its items （一）, which
belong to the 款 above them; 目 are the points 1. of an item. (《立法技术规范（试行）（一）》)
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.dates import DATE
from corpus.document import Provision, Section
from corpus.numerals import NUMERAL, to_int

ARTICLE = re.compile(
    rf"第[{NUMERAL}\d]{{1,9}}条(?:之[{NUMERAL}\d]{{1,9}})?|第\d{{1,4}}-\d{{1,4}}条|Article \w{{1,6}}|§\s?\d[\w.]{{0,9}}"
)
"""What an article is called in a path."""
_MARKER = re.compile(
    rf"(?:^|(?<=[：:；;。]))\s?(?:[（(]\s?(?P<item>[{NUMERAL}]{{1,3}})\s?[）)]|(?P<point>\d{{1,2}})\s?[.．、](?!\d))"
)
_PARAGRAPH = re.compile(r"[。；：;:！？!?，,、][”’」』）)]{0,3}$")
_NO_PARAGRAPH = re.compile(rf"[（(【][^（）()]{{0,200}}[）)】]$|{DATE}$|附[件录表:：]")


def is_article(path: Sequence[str]) -> bool:
    """Whether a path ends in an article."""
    return bool(path) and ARTICLE.fullmatch(path[-1]) is not None


def provisions(text: str, section: Section) -> tuple[Provision, ...]:
    """Where 款, 项 and 目 begin in a section of `text`, in reading order; offsets are in `text`."""
    if not section.path:
        return ()
    found = list(_numbered(text, section))
    clauses = {it.labels[0] for it in found if it.labels and it.labels[0].endswith("款")}
    if len(clauses) == 1:
        found = [replace(it, labels=tuple(label for label in it.labels if label not in clauses)) for it in found]
    first = next((at for at, it in enumerate(found) if it.labels), len(found))
    return tuple(found[first:])


def cut_out(whole: Sequence[Provision], start: int, end: int) -> tuple[Provision, ...]:
    """Those of a section that hold for `text[start:end]`; offsets are from `start` on."""
    before = bisect_right(whole, start, key=lambda it: it.start)
    inside = [replace(it, start=it.start - start) for it in whole[before:] if it.start < end]
    opened = [replace(whole[before - 1], start=0)] if before else []
    return (*opened, *inside)


def place_within(of: Sequence[Provision], start: int, end: int) -> tuple[str, ...]:
    """The 款, 项 and 目 that hold the whole span: 第二款, 第（三）项; empty where it lies in several or in none."""
    first, last = _at(of, start), _at(of, max(start, end - 1))
    common = next((at for at, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), None)
    return first[: min(len(first), len(last)) if common is None else common]


def _at(of: Sequence[Provision], offset: int) -> tuple[str, ...]:
    before = bisect_right(of, offset, key=lambda it: it.start)
    return of[before - 1].labels if before else ()


def _numbered(text: str, section: Section) -> Iterator[Provision]:
    """Every 款 (of articles only), 项 and 目, and an empty one where running text ends a list."""
    counts = is_article(section.path)
    clause = item = point = 0
    for start, line, opens in _body(text, section):
        if counts and opens and _bare(line) == section.path[-1]:
            continue
        if opens or (_is_paragraph(line) and not _MARKER.match(line)):
            clause, item, point = clause + 1, 0, 0
            yield Provision(start, _labels(clause if counts else 0, 0, 0))
        # The number that opens a part of a policy paper is in its path already.
        for marker in _MARKER.finditer(line, 1 if opens else 0):
            number = to_int(marker["item"] or marker["point"]) or 0
            if marker["item"] and (number == 1 or number > item):
                item, point = number, 0
            elif marker["point"] and (number == 1 or number > point):
                point = number
            else:
                continue
            yield Provision(start + marker.start(), _labels(clause if counts else 0, item, point))


def _body(text: str, section: Section) -> Iterator[tuple[int, str, bool]]:
    """Offset and words of each line from the one that opens the section on, and whether it is that one."""
    lines = [(section.start + it.start(), it[0]) for it in re.finditer(r"[^\n]+", text[section.start : section.end])]
    label = _bare(section.path[-1]).rstrip("…")
    opening = next((at for at, (_, line) in enumerate(lines) if _opens(_bare(line), label)), None)
    for at, (start, line) in enumerate(lines[opening or 0 :], opening or 0):
        yield start, line, at == opening


def _opens(line: str, label: str) -> bool:
    """Whether a line begins with a heading, or is the number alone whose heading stands below it."""
    return line.startswith(label[:12]) or (len(line) > 1 and label.startswith(line))


def _bare(text: str) -> str:
    return unicodedata.normalize("NFKC", "".join(text.split()))


def _is_paragraph(line: str) -> bool:
    """Whether a line is running text: not a row of a table, a signature, a date, a remark or a mention of an annex."""
    return " | " not in line and _PARAGRAPH.search(line) is not None and not _NO_PARAGRAPH.match(line)


def _labels(clause: int, item: int, point: int) -> tuple[str, ...]:
    found = [f"第{_spelled(clause)}款"] if clause else []
    if item:
        found.append(f"第（{_spelled(item)}）项")
    if point:
        found.append(f"第{point}目" if item else f"第{point}项")
    return tuple(found)


def _spelled(number: int) -> str:
    """Chinese numeral of a number below 100; digits above."""
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    return (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")
