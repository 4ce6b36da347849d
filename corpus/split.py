"""Documents to chunks: pieces that are cited, small enough to be encoded, large enough to be understood."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from math import ceil

from corpus.document import Chunk, Document, Section
from corpus.facts import Fact
from corpus.facts.read import read_facts
from corpus.sentences import sentences
from corpus.structure.provisions import cut_out, is_article, provisions

LONGEST = 600
"""An encoder reads about 512 tokens; a section up to this many characters stays whole if it is an article."""
_TARGET = 450
"""Pieces of a longer article end at the last sentence before this many characters."""
_GROUP = 350
"""Paragraphs of other text are grouped up to this many characters: one or two thoughts."""
_SCRAP = 30
"""A piece of fewer characters is a heading or a remark, and says nothing without its neighbour."""
_ROW = " | "
"""Between the cells of a row, as the readers write tables."""


def split(document: Document) -> tuple[Chunk, ...]:
    """Chunks of `document` in reading order.

    Each is a verbatim slice of the text that lies in one section; together they hold every character that is not white
    space. None is longer than LONGEST characters.
    """
    card = document.card
    chunks: list[Chunk] = []
    orders = [(it.start, it.start + len(it.quote)) for it in document.cautions if it.start is not None]
    for section in document.sections:
        numbered = provisions(document.text, section)
        for start, end in _pieces(document.text, section):
            chunks.append(
                Chunk(
                    chunk_id=f"{card.doc_id}.{card.revision[:8]}.{len(chunks)}",
                    card=card,
                    path=section.path,
                    text=document.text[start:end],
                    start=start,
                    page=bisect_right(document.page_starts, start) or None,
                    facts=_facts(document.text, start, end, orders),
                    provisions=cut_out(numbered, start, end),
                )
            )
    return tuple(chunks)


def _facts(text: str, start: int, end: int, orders: Sequence[tuple[int, int]]) -> tuple[Fact, ...]:
    """The figures of a piece, but for those in words to a machine: nobody is to reckon with these."""
    facts = read_facts(text[start:end])
    return tuple(
        it for it in facts if not any(first < start + it.end and start + it.start < last for first, last in orders)
    )


def _pieces(text: str, section: Section) -> Iterator[tuple[int, int]]:
    """Spans that a section is cut into, without white space at their ends."""
    start, end = section.start, section.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return
    whole, target = (LONGEST, _TARGET) if is_article(section.path) else (_GROUP, _GROUP)
    if end - start <= whole:
        yield start, end
    else:
        yield from _grouped(text, start, end, target)


def _grouped(text: str, start: int, end: int, target: int) -> Iterator[tuple[int, int]]:
    """Runs of whole sentences of about `target` characters; a run ends at a paragraph where that costs little."""
    # Pieces of about one length: the last is not a scrap.
    target = min(target, ceil(1.1 * (end - start) / ceil((end - start) / target)))
    spans = [piece for a, b in _units(text, start, end) for piece in _hard_cut(text, a, b)]
    begin, stop = spans[0]
    for a, b in spans[1:]:
        full = b - begin > target
        if not full and "\n" in text[stop:a] and stop - begin > 0.6 * target:
            full = _paragraph_end(text, a, end) - begin > target
        # A short rest is better off with the last piece than alone, and a heading with what it opens.
        is_scrap = (stop - begin < _SCRAP and b - begin <= LONGEST) or (end - a < _SCRAP and end - begin <= LONGEST)
        if full and end - begin > min(LONGEST, target * 1.3) and not is_scrap:
            yield begin, stop
            begin = a
        stop = b
    yield begin, stop


def _units(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What should not be cut: sentences, and rows of a table, whose header words are of no use to half a row."""
    for line in re.finditer(r"[^\n]+", text[start:end]):
        words, at = line[0].strip(), start + line.start()
        at += len(line[0]) - len(line[0].lstrip())
        if words and _ROW in words:
            yield at, at + len(words)
        else:
            yield from ((at + a, at + b) for a, b in sentences(words))


def _paragraph_end(text: str, start: int, end: int) -> int:
    found = text.find("\n", start, end)
    return end if found < 0 else found


def _hard_cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence or a row, cut at cells or clauses where it is longer than any chunk may be."""
    while end - start > LONGEST:
        stop = max(_behind(text, mark, start, start + LONGEST) for mark in (_ROW, "；", "，", "、"))
        stop = stop if stop - start > LONGEST // 2 else start + LONGEST
        yield start, start + len(text[start:stop].rstrip())
        start = stop + len(text[stop:end]) - len(text[stop:end].lstrip())
    yield start, end


def _behind(text: str, mark: str, start: int, end: int) -> int:
    """Offset behind the last `mark` in a stretch; 0 where there is none."""
    found = text.rfind(mark, start, end)
    return 0 if found < 0 else found + len(mark)
