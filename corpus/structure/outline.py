"""The outline of a text: 编章节条, numbered parts of policy papers, annexes, headings, and stories of a newspaper page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from corpus.document import Section
from corpus.structure.headings import marked
from corpus.structure.outliner import Opening, openings

_LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Outline:
    """A text without heading marks and page marks, and what these said."""

    text: str
    sections: tuple[Section, ...]
    page_starts: tuple[int, ...]
    headings: tuple[str, ...]
    """Labels of the marked headings, outermost first met first."""


def outline(text: str) -> Outline:
    """Split cleaned lines into sections that tile the text."""
    plain, marks, page_starts = _without_marks(text)
    lines = plain.split("\n")
    sections = tuple(_sections(lines, openings(lines, marks)))
    labels = tuple(lines[at] for at, mark in sorted(marks.items(), key=lambda it: (it[1], it[0])))
    return Outline(plain, sections, page_starts, labels)


def _sections(lines: Sequence[str], opened: Iterator[Opening]) -> Iterator[Section]:
    """One for each heading that has text of its own; one without goes with what it opens."""
    found: list[tuple[int, tuple[str, ...]]] = [(0, ())]
    # A title alone, above the first heading, goes with it: on its own it says nothing.
    body = 1 if len(lines[0]) <= _LONGEST_TITLE else -1
    for it in opened:
        if it.line in (0, body):
            found[-1] = (found[-1][0], it.path)
        else:
            found.append((it.line, it.path))
        body = it.body
    if len(found) > 1 and not any(lines[body:] if body >= 0 else lines):
        found.pop()  # nothing follows the last heading, so it is a line of the section before it
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    ends = [*(starts[line] for line, _ in found[1:]), starts[-1] - 1]
    for (line, path), end in zip(found, ends, strict=True):
        if end > starts[line]:
            yield Section(path, starts[line], end)


def _without_marks(text: str) -> tuple[str, Mapping[int, int], tuple[int, ...]]:
    """Text without `#` and form feeds, the level of each marked line, and where pages begin."""
    levels: dict[int, int] = {}
    lines: list[str] = []
    for index, line in enumerate(text.split("\n")):
        page = "\f" * line.count("\f") if line.lstrip("\f") != line else ""
        mark = marked(line.lstrip("\f"))
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
