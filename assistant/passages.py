"""The sentences and rows of a passage as evidence: each with its figures and with what it is said of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.claims import HIDDEN, Figure, Sort, figures, hide, level
from assistant.lists import MARKERS
from assistant.standing import STATUS_NAMES, chinese_date
from assistant.subjects import names_no_matter
from corpus.repair.quality import is_damaged
from corpus.sentences import sentences
from corpus.worked_out import worked_out
from index.hit import Hit

_TITLE = re.compile(r"《[^《》\n]{0,200}》")
_PLACE = re.compile(
    r"第[〇零一二三四五六七八九十百千两\d]{1,8}[条款章节编](?:之[一二三四五六七八九十]+)?|第[（(][一二三四五六七八九十]{1,3}[）)]项"
)
_DOC_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,12}[〔\[(（【]\s?\d{4}\s?[〕\])）】]\s?第?\d{1,5}号|[\u4e00-\u9fff]{2,16}令第?[\d〇一二三四五六七八九十百]{1,5}号"
)
_CLAUSE = re.compile(r"(?:(?![，。；：！？、（）()\n;]|,(?!\d)).)+")
_CELL = re.compile(r"[^|\n]+")
_UNIT_OF_ROW = re.compile(r"单位[：:]\s*([^|\s]+)")
_BARE_CELL = re.compile(r"[：:]\s*(\d+(?:\.\d+)?)\s*$")
_CAPTION = re.compile(
    r"^(?:第[^条]{1,8}条\s*|[一二三四五六七八九十]{1,3}、)?[（【]?([^，。；：（）【】\n]{2,16})[）】。]"
)
_LONGEST_LEAD = 80


@dataclass(frozen=True)
class Passage:
    """A sentence, an item of a list or a row of a table, as far as it can prove something."""

    hit: Hit
    start: int
    """Offset in the chunk's text."""
    end: int
    text: str
    """Levelled."""
    context: str
    """Levelled: the line that leads into it, the caption of its article, the subject that earlier clauses give it."""

    @property
    def names(self) -> str:
        """Levelled: the title and issuer of its document, whose names hold for all of it."""
        return _names(self.hit)

    @worked_out
    def figures(self) -> tuple[Figure, ...]:
        """Its figures; of a bare number in a row whose unit has a cell of its own, also with that unit."""
        return (*figures(masked(self.text)), *self._of_cells())

    @worked_out
    def blank(self) -> str:
        """Its text with the figures blotted out."""
        return hide(self.text, [one for one in self.figures if one.sort is not Sort.DEGREE])

    @worked_out
    def clauses(self) -> tuple[tuple[int, int], ...]:
        """Spans of its clauses; of a row, of its cells."""
        return tuple(match.span() for match in (_CELL if self.is_row else _CLAUSE).finditer(self.text))

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table, as the readers write them."""
        return " | " in self.text

    def is_in(self, start: int, end: int) -> bool:
        """Whether it overlaps a stretch of the document's cleaned text."""
        at = self.hit.chunk.start
        return at + self.start < end and start < at + self.end

    def holds(self, word: str) -> bool:
        """Whether a word stands in it or in its context."""
        return word in self.text or word in self.context

    def clause_at(self, offset: int) -> tuple[int, int]:
        """The span of the clause that holds an offset."""
        return next((span for span in self.clauses if span[0] <= offset < span[1]), (offset, offset))

    def _of_cells(self) -> Iterator[Figure]:
        unit = _UNIT_OF_ROW.search(self.text)
        if not self.is_row or unit is None:
            return
        for start, end in self.clauses:
            cell = _BARE_CELL.search(self.text[start:end].rstrip())
            if cell is not None:
                at = start + cell.start(1)
                for figure in figures(cell[1] + unit[1]):
                    yield replace(figure, start=at, end=start + cell.end(1))


def masked(text: str) -> str:
    """A levelled text without its titles, article numbers and 文号, whose digits are no figures; offsets stay."""
    for pattern in (_TITLE, _DOC_NUMBER, _PLACE):
        text = pattern.sub(lambda found: HIDDEN * len(found[0]), text)
    return text


def passages_of(hit: Hit) -> tuple[Passage, ...]:
    """Every sentence and row of a hit, and what its catalog entry says of the document; damaged ones are left out."""
    text = hit.chunk.text
    caption = _caption(hit)
    found, lead, before, last = list[Passage](), "", "", ""
    for start, end in sentences(text):
        raw = text[start:end]
        if is_damaged(raw):
            before = ""
            continue
        said = level(raw)
        if said.endswith(("？", "?")):
            continue  # a question states nothing
        is_item = any(pattern.match(raw) for pattern in MARKERS)
        blank = _blank(masked(said))
        goes_on = last if names_no_matter(blank) else ""
        context = " ".join((caption, lead if is_item else "", _subject(before, said), goes_on))
        last = last if goes_on else blank
        found.append(Passage(hit, start, end, said, context))
        if said.endswith(("：", ":")):
            lead = said[-_LONGEST_LEAD:]
        before = before + said if said.endswith("；") or before.endswith("；") else said
        before = before if said.endswith("；") else ""
    return (*found, *_of_the_document(hit))


@lru_cache(maxsize=512)
def _names_of(heading: str, issuer: str) -> str:
    return level(f"{heading} {issuer}")


def _names(hit: Hit) -> str:
    return _names_of(hit.chunk.heading, hit.chunk.card.issuer or "")


def _caption(hit: Hit) -> str:
    """What an article or part says of itself first: 租金补贴。, （落户奖励）, 五、办理时限."""
    match = _CAPTION.match(level(hit.chunk.text.removeprefix("\n".join(hit.chunk.path[:-1])).lstrip()))
    said = match[1] if match and not is_damaged(match[1]) and not figures(match[1]) else ""
    return " ".join((*(level(part) for part in hit.chunk.path[-1:]), said))


def _subject(before: str, said: str) -> str:
    """What the first of the clauses between ； goes on to be the subject of: its first clause, if it holds no figure,
    without the part that the first clause of `said` replaces."""
    first, own = before.partition("，")[0], said.partition("，")[0]
    a, b = (_blank(clause) for clause in (first, own))
    shared = next((n for n in range(min(len(a), len(b)), 0, -1) if a[-n:] == b[-n:]), 0)
    if shared > 1:
        return a[: max(0, len(a) - len(b))]
    return "" if HIDDEN in a else a


def _blank(clause: str) -> str:
    """The clause with each figure as one mark, so that 超过2000万元的 and 超过1亿元的 end alike."""
    return re.sub(f"{HIDDEN}+", HIDDEN, hide(clause, list(figures(clause))))


def _of_the_document(hit: Hit) -> Iterator[Passage]:
    """What the catalog tells of the document as a whole."""
    card = hit.chunk.card
    told = {
        "自{}起施行、实施、生效、执行": card.validity.effective_on,
        "有效期至{}，到期、失效": card.validity.expires_on,
        "{}印发、发布、公布、出台": card.published_on,
        "{}通过": card.adopted_on,
    }
    names = level(f"{card.title} {card.issuer or ''} 文件 {STATUS_NAMES[hit.status]}")
    for wording, day in told.items():
        if day is not None:
            yield Passage(hit, 0, len(hit.chunk.text), wording.format(chinese_date(day)), names)
    if card.issuer:
        yield Passage(hit, 0, len(hit.chunk.text), level(f"发文机关{card.issuer}发布、印发、制定、出台"), names)
