"""Which lines of a text are headings, read from the first to the last, because what a line opens depends on what is open."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.repair.stories import story_heading
from corpus.structure.annexes import annex_heading, document_heading, ends_document
from corpus.structure.clauses import Clauses, opens_questions
from corpus.structure.contents import contents
from corpus.structure.headings import (
    LONGEST_HEADING,
    SENTENCE_END,
    Heading,
    Rank,
    article,
    decimal,
    is_supplement,
    number,
    part,
    question,
)

_LEANS = re.compile(r"(?:依照|按照|根据|依据|违反|适用|符合|[，,、和与及或至的])$")
_FINISHED = re.compile(r"[。；！？：”）;!?:)]$")
_MENTION = re.compile("[第附依按本]")
_NO_SUBHEAD = re.compile(r"[（(“\"·\d*]|[-—]|.*[|@]|记者|作者|来源|本报|通讯员")
_LONG = 12
"""Characters of a line that a chapter's name may have been broken behind."""
_SHORT = 20
"""Characters of a chapter's name that stands without its number."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A heading, where it stands, and the path that it opens."""

    line: int
    path: tuple[str, ...]
    body: int
    """The line below the heading; -1 where the heading's own line goes on with text."""


def openings(lines: Sequence[str], marks: Mapping[int, int]) -> Iterator[Opening]:
    """The headings among `lines`; `marks` gives the depth of those that are marked as headings."""
    outliner, listed, below = _Outliner(lines, marks), contents(lines), 0
    for at in range(len(lines)):
        if at < below or at in listed or not lines[at]:
            continue
        heading = outliner.heading(at)
        if heading is not None:
            below = at + 1 + heading.takes
            yield Opening(at, outliner.open(heading), below if heading.alone else -1)


@dataclass
class _Outliner:
    lines: Sequence[str]
    marks: Mapping[int, int]
    stack: list[Heading] = field(default_factory=list)
    clauses: Clauses = field(default_factory=Clauses)
    article: int = 0
    """Number of the last article."""
    seen: set[tuple[str, ...]] = field(default_factory=set)
    documents: int = 1

    def __post_init__(self) -> None:
        self.is_decimal = any(re.match(r"1\.1(?![\d.])", line) and decimal(line) for line in self.lines)

    def open(self, heading: Heading) -> tuple[str, ...]:
        """Close what the heading ends, open it, and give the path."""
        kept = [it for it in self.stack if _holds(it, heading)]
        path = _path(*kept, heading)
        if self._begins_again(heading, path):
            self.documents += 1
            kept = [Heading(Rank.DOCUMENT, f"第{self.documents}份文件", alone=True)]
            path = _path(*kept, heading)
        if heading.rank <= Rank.TABLE or heading.rank == Rank.NUMBERED:
            self.clauses = Clauses()
        if heading.rank <= Rank.TABLE:
            self.article = 0
            self.documents += heading.rank == Rank.DOCUMENT
        if heading.rank == Rank.ARTICLE:
            self.article = heading.number or self.article
        self.seen.add(path)
        self.stack = [*kept, heading]
        return path

    def _begins_again(self, heading: Heading, path: tuple[str, ...]) -> bool:
        """Whether the numbers of chapters or articles start over: another document follows, without its title."""
        counted = heading.rank in (Rank.BOOK, Rank.CHAPTER, Rank.ARTICLE) and heading.number == 1
        return counted and self.article > 0 and path in self.seen

    def heading(self, at: int) -> Heading | None:
        """What kind of heading a line is, if it is one."""
        mark = self.marks.get(at)
        found = self._numbered_part(at) or self._article(at) or self._text_within(at)
        if found is not None:
            return replace(found, mark=mark)
        line = self.lines[at]
        if mark is not None:
            return Heading(Rank.MARKED + mark, line.strip(), alone=True, mark=mark) if mark > 1 or at > 0 else None
        if self._is_open(Rank.ARTICLE):
            return self._unnumbered_chapter(at)  # （一） and 一、 inside an article are its items
        if asked := question(line, self._below(at)):
            takes = int(asked == self._below(at))
            return Heading(Rank.QUESTION, _shortened(asked), alone="答" not in line[1:], takes=takes)
        if self._is_open(Rank.QUESTION) and not opens_questions(self.lines, at):
            return None
        if self.is_decimal and (found := decimal(line)):
            return found
        return self._unnumbered_chapter(at) or self.clauses.heading(self.lines, at) or self._subhead(at)

    def _numbered_part(self, at: int) -> Heading | None:
        line, below = self.lines[at], self._below(at)
        if is_supplement(line):
            return Heading(Rank.BOOK if self._is_open(Rank.BOOK) else Rank.CHAPTER, line, alone=True)
        found = part(line)
        if found is None or self._leans(at):
            return None
        if " " not in found.label and self._is_name(at + 1) and len(below) <= _SHORT:
            return replace(found, label=f"{found.label} {below}", takes=1)
        if self._is_broken(at):
            return replace(found, label=found.label + below, takes=1)
        return found

    def _is_broken(self, at: int) -> bool:
        """Whether the name of a part goes on in the next line: it is long, or breaks off, and an article or a part follows."""
        breaks_off = re.search("[、和与及的其]$", self.lines[at]) is not None
        if not breaks_off and (len(self.lines[at]) < _LONG or self._below(at).endswith(("规定", "总则", "通则"))):
            return False
        below = self._below(at + 1)
        return self._is_name(at + 1) and (article(below) or part(below)) is not None

    def _article(self, at: int) -> Heading | None:
        found = article(self.lines[at])
        if found is None or self._leans(at):
            return None
        is_first = found.number == 1 and self.article == 0
        is_next = is_first or (found.number in (1, self.article + 1) and self._is_finished(at - 1))
        return found.heading if found.is_sure or is_next else None

    def _text_within(self, at: int) -> Heading | None:
        """A story, an annex, or another document in the file."""
        if story := story_heading(self.lines, at):
            return story
        return annex_heading(self.lines, at) or document_heading(self.lines, at)

    def _unnumbered_chapter(self, at: int) -> Heading | None:
        """总则 or 一、总则 right above an article: a chapter, whatever it is called."""
        following = article(self._below(at))
        if following is None or following.number not in (1, self.article + 1) or not self._is_name(at):
            return None
        if ends_document(self.lines[at]):
            return None
        line, above = self.lines[at], part(self.lines[at - 1]) if at > 0 else None
        if above is not None or any(it.rank == Rank.SECTION and it.number is None for it in self.stack):
            return Heading(Rank.SECTION, line, alone=True)
        is_numbered = (found := number(line)) is not None and found.rank == Rank.NUMBERED
        ended = re.search("[。）”]$", self.lines[at - 1]) is not None
        if is_numbered or (self.article > 0 and len(line) <= _SHORT and ended and not _MENTION.match(line)):
            return Heading(Rank.CHAPTER, line, alone=True)
        return None

    def _subhead(self, at: int) -> Heading | None:
        """A short line without an end between long paragraphs, as newspapers set them."""
        line, after = self.lines[at], self._below(at)
        if not 3 <= len(line) <= 30 or at == 0 or not after:
            return None
        before = self.lines[at - 1]
        if SENTENCE_END.search(line) or _NO_SUBHEAD.match(line):
            return None
        if len(after) < 50 and not (len(after) >= 12 and after.endswith("。")):
            return None
        if len(before) < 30 or not re.search(r"[。！？”；）)]$", before):
            return None
        return Heading(Rank.SUBHEAD, line.rstrip("—-"), alone=True)

    def _below(self, at: int) -> str:
        return self.lines[at + 1] if at + 1 < len(self.lines) else ""

    def _is_open(self, rank: Rank) -> bool:
        return any(it.rank == rank for it in self.stack)

    def _is_name(self, at: int) -> bool:
        """Whether a line may be the name of a chapter: short, without an end, no row and no article."""
        line = self.lines[at] if at < len(self.lines) else ""
        if (
            len(line) < 2
            or len(line) > LONGEST_HEADING
            or SENTENCE_END.search(line)
            or " | " in line
            or line[0] in "（(【"
        ):
            return False
        return not (article(line) or part(line))

    def _is_finished(self, at: int) -> bool:
        """Whether a line ends as a sentence does, or is a heading."""
        return _FINISHED.search(self.lines[at]) is not None or at in self.marks or part(self.lines[at]) is not None

    def _leans(self, at: int) -> bool:
        """Whether the line above breaks off where a reference follows: 依照 / 第十二条."""
        return at > 0 and _LEANS.search(self.lines[at - 1]) is not None and part(self.lines[at - 1]) is None


def _holds(outer: Heading, inner: Heading) -> bool:
    """Whether an open heading stays open when another one opens."""
    if outer.rank <= Rank.TABLE or inner.rank <= Rank.TABLE:
        return outer.rank < inner.rank
    if outer.is_marked_only and (counted := number(outer.label)) is not None and counted.rank == inner.rank:
        return False  # 九、 bears a mark and 十、 lost it
    if inner.mark and (inner.is_marked_only or outer.is_marked_only):
        # Marks say how such headings nest, and an unmarked one lies below all marked ones.
        return outer.mark is not None and outer.mark < inner.mark
    return outer.rank < inner.rank


def _path(*headings: Heading) -> tuple[str, ...]:
    return tuple(it.label for it in headings if it.label)


def _shortened(asked: str) -> str:
    return asked if len(asked) <= LONGEST_HEADING else f"{asked[:LONGEST_HEADING]}…"
