"""Giving a list whole: the line that leads into it and every item, also where the list runs over several chunks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence import Sentence
from assistant.statement import Quote, Statement
from corpus.normalize import simplify
from corpus.repair.quality import is_damaged
from index.hit import Hit

MARKERS = (
    re.compile(r"\s*[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"\s*[一二三四五六七八九十]{1,3}、"),
    re.compile(r"\s*[（(]\d{1,2}[）)]"),
    re.compile(r"\s*\d{1,2}[.．、](?!\d)"),
    re.compile(r"\s*[①-⑳]"),
    re.compile(r"\s*[-•·●■]\s?"),
)
_INLINE = re.compile(r"(?=[一二三四五六七八九十]是|第[一二三四五六七八九十][，、])")
_HEADING = re.compile(r"[^。；;，,！？]{2,30}")
_LEADS = re.compile(r"[：:]\s*$")
_MOST_ITEMS = 40
_MOST_UNMARKED = 12
"""Lines without a marker that a lead may open; more is running text."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the document, in the chunk that holds it."""

    hit: Hit
    start: int
    """Offset in the chunk's text."""
    text: str

    @property
    def marker(self) -> int | None:
        """Which sort of marker it begins with."""
        if self.is_row:
            return len(MARKERS)
        return next((sort for sort, pattern in enumerate(MARKERS) if pattern.match(self.text)), None)

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table, as the readers write them."""
        return " | " in self.text

    @property
    def leads(self) -> bool:
        """Whether it announces what follows."""
        return bool(_LEADS.search(self.text))


def list_around(best: Sentence, document: Sequence[Hit]) -> tuple[Statement, ...]:
    """The list that `best` announces or belongs to; empty when there is none. `document` is its every chunk in order."""
    lines = lines_of(document)
    at = next((n for n, line in enumerate(lines) if _holds(line, best)), None)
    if at is None:
        return ()
    inline = _inline(lines[at]) or _clauses(lines[at], best)
    if inline or (lines[at].marker is None and not lines[at].leads):
        return inline
    if lines[at].leads:
        lead, items = [lines[at]], items_of(lines[at + 1 :])
    else:
        first = _first_item(lines, at)
        lead, items = _lead(lines, first), items_of(lines[first:])
    if len(items) < 2:
        return ()
    return _stated(lead, items)


def lines_of(document: Sequence[Hit]) -> list[Line]:
    """The lines of a document, given as its every chunk in order, that are not blank."""
    return [
        Line(hit, match.start(), match.group().rstrip())
        for hit in document
        for match in re.finditer(r"[^\n]+", hit.chunk.text)
        if match.group().strip()
    ]


def _holds(line: Line, sentence: Sentence) -> bool:
    same = line.hit.chunk.chunk_id == sentence.hit.chunk.chunk_id
    return same and line.start <= sentence.offset < line.start + len(line.text)


def _first_item(lines: Sequence[Line], at: int) -> int:
    """Index of the first item of the list that the item at `at` belongs to."""
    sort = lines[at].marker
    first = at
    if lines[at].is_row:
        while first > 0 and lines[first - 1].is_row:
            first -= 1
        return first
    while not (lines[first].marker == sort and _is_first(lines[first])) and first > 0 and not lines[first - 1].leads:
        first -= 1
    return first if lines[first].marker == sort else at


def _lead(lines: Sequence[Line], first: int) -> list[Line]:
    """The line above a list, if it announces the list or is its heading."""
    above = lines[first - 1] if first else None
    return [above] if above and (above.leads or _HEADING.fullmatch(above.text)) else []


def _is_first(line: Line) -> bool:
    return bool(re.match(r"\s*[（(]?[一1①](?:[）)、.．]|$)", line.text))


def items_of(lines: Sequence[Line]) -> list[list[Line]]:
    """The items of the list that begins with the first of `lines`, each with the lines that belong to it; ends at the first
    line that does not."""
    if not lines:
        return []
    sort = lines[0].marker
    if sort is None:
        return [[line] for line in _unmarked(lines)]
    items: list[list[Line]] = []
    for line in lines[: 4 * _MOST_ITEMS]:
        if line.marker == sort and not (items and _is_first(line)):
            items.append([line])
        elif items and (line.marker is not None and line.marker > sort) and _is_within(line, items[-1][0]):
            items[-1].append(line)
        else:
            break
    return items[:_MOST_ITEMS]


def _is_within(line: Line, item: Line) -> bool:
    """Whether a line stands under the heading of the item: what follows under another heading is no part of it."""
    path = item.hit.chunk.path
    return line.hit.chunk.path[: len(path)] == path


def _unmarked(lines: Sequence[Line]) -> list[Line]:
    """Lines under a lead that bear no marker: as long as each ends like an item, up to the one that ends the list."""
    taken: list[Line] = []
    for line in lines[:_MOST_UNMARKED]:
        taken.append(line)
        if not line.text.endswith(("；", ";", "、", "，")):
            break
    return taken


def _inline(line: Line) -> tuple[Statement, ...]:
    """一是…；二是…, inside one paragraph."""
    cuts = [match.start() for match in _INLINE.finditer(line.text)]
    if len(cuts) < 2:
        return ()
    if is_damaged(line.text):
        return ()
    quote = Quote(line.hit, line.hit.chunk.start + line.start, line.text)
    pieces = [line.text[begin:end] for begin, end in zip(cuts, [*cuts[1:], len(line.text)], strict=True)]
    items = tuple(Statement(f"- {simplify(piece.strip())}", (quote,)) for piece in pieces)
    head = simplify(line.text[: cuts[0]].strip())
    return (Statement(head, (quote,)), *items) if head else items


def _clauses(line: Line, best: Sentence) -> tuple[Statement, ...]:
    """…：甲；乙；丙。 around `best`, inside one paragraph."""
    at = best.offset - line.start
    start = max(line.text.rfind(mark, 0, at) for mark in "。！？") + 1
    end = next((n + 1 for n in range(at, len(line.text)) if line.text[n] in "。！？"), len(line.text))
    lead, colon, rest = line.text[start:end].replace(":", "：").partition("：")
    clauses = [clause.strip() for clause in re.split(r"[；;]", rest) if clause.strip()]
    if not colon or len(clauses) < 2 or is_damaged(line.text[start:end]):
        return ()
    quote = Quote(line.hit, line.hit.chunk.start + line.start + start, line.text[start:end])
    items = (Statement(f"- {simplify(clause)}", (quote,)) for clause in clauses)
    return (Statement(f"{simplify(lead.strip())}：", (quote,)), *items)


def _stated(lead: Sequence[Line], items: Sequence[Sequence[Line]]) -> tuple[Statement, ...]:
    """One quote for each whole stretch of each chunk that the list runs over, cited by every item in it.

    An item with damage is not stated and not quoted; the list says how many it leaves out.
    """
    whole = [item for item in items if not any(is_damaged(line.text) for line in item)]
    lead = [line for line in lead if not is_damaged(line.text)]
    proof = _proof([*lead, *(line for item in items for line in item)])
    statements = [Statement(simplify(line.text.strip()), (proof[line],)) for line in lead]
    for item in whole:
        text = "".join(simplify(line.text.strip()) for line in item)
        quotes = tuple(dict.fromkeys(proof[line] for line in item))
        statements.append(Statement(f"- {text.lstrip('-•·●■ ')}", quotes))
    if len(whole) < len(items):
        statements.append(Statement(f"（另有 {len(items) - len(whole)} 项的原文已损坏，未列出；请查阅原件。）", ()))
    return tuple(statements) if whole else ()


def _proof(lines: Sequence[Line]) -> dict[Line, Quote]:
    """The quote of each line: neighbouring whole lines of one chunk are quoted in one."""
    proof: dict[Line, Quote] = {}
    run: list[Line] = []
    for line in [*lines, None]:
        if run and (line is None or is_damaged(line.text) or line.hit.chunk.chunk_id != run[0].hit.chunk.chunk_id):
            hit, start, end = run[0].hit, run[0].start, run[-1].start + len(run[-1].text)
            quote = Quote(hit, hit.chunk.start + start, hit.chunk.text[start:end])
            proof |= dict.fromkeys(run, quote)
            run = []
        if line is not None and not is_damaged(line.text):
            run.append(line)
    return proof
