"""Tables of contents: lines that look like headings and open nothing, because the headings come again below."""

import re
from collections.abc import Sequence

from corpus.structure.headings import LONGEST_HEADING, SENTENCE_END, annex, article, is_supplement, number, part

_NAME = re.compile(r"目\s*[录次]")
_LEADERS = re.compile(r"[\s.．…·‥—-]{2,40}\d{0,4}$|\s\d{1,4}$|[（(]\d{1,4}[）)]$")
_SEARCHED = 120
"""Lines from the top within which a table of contents begins."""


def contents(lines: Sequence[str]) -> range:
    """The lines of the table of contents; empty where there is none."""
    top = lines[:_SEARCHED]
    named = next((at for at, line in enumerate(top) if _NAME.fullmatch(line)), None)
    first = next((at for at, line in enumerate(top) if _is_entry(line)), len(lines))
    start = first if named is None else named + 1
    end = _end(lines, start, named is not None)
    entries = lines[start:end]
    if len(entries) < 2:
        return range(0)
    # Headings whose first comes again below, a named list with numbers of pages, or chapters without any text.
    again = _key(entries[0]) in {_key(line) for line in lines[end : end + _SEARCHED]}
    paged = named is not None and sum(_LEADERS.search(line) is not None for line in entries) * 2 > len(entries)
    return range(start, end) if again or paged or _count_on(entries) else range(0)


def _count_on(entries: Sequence[str]) -> bool:
    """Whether the entries are three chapters or more that follow one another."""
    parts = [part(line) for line in entries]
    ranks = {it.rank for it in parts if it is not None}
    return len(entries) > 2 and None not in parts and len(ranks) == 1


def _end(lines: Sequence[str], start: int, is_named: bool) -> int:
    end = start
    while end < len(lines) and (end == start or _key(lines[end]) != _key(lines[start])):
        if not (_is_entry(lines[end]) or (is_named and _may_be_entry(lines[end]))):
            break
        end += 1
    return end


def _is_entry(line: str) -> bool:
    """Whether a line is a heading and nothing else, with or without its page."""
    bare = _LEADERS.sub("", line)
    found = article(bare)
    if part(bare) or is_supplement(bare):
        return True
    if len(bare) > LONGEST_HEADING or SENTENCE_END.search(bare):
        return False
    return number(bare) is not None or annex(bare) is not None or (found is not None and found.alone)


def _may_be_entry(line: str) -> bool:
    return _LEADERS.search(line) is not None and len(line) <= 2 * LONGEST_HEADING and not SENTENCE_END.search(line)


def _key(line: str) -> str:
    """A heading as it is compared: without blanks, leaders and page."""
    return re.sub(r"\s", "", _LEADERS.sub("", line))
