"""Two documents side by side where they give nothing that could be compared: what they are, and what they are about."""

from collections.abc import Sequence

from assistant.compare.subjects import Subject
from assistant.library import Library
from assistant.standing import describe, proofs
from assistant.statement import Quote, Statement, Table, quote_of
from corpus.document import Card
from corpus.normalize import simplify
from corpus.repair.quality import is_damaged
from index.hit import Hit

_OPENING = 120
"""Characters of the opening that stand as proof for what a document is."""
_MOST = 12
"""Headings of a document in a cell."""


def outlines(subjects: Sequence[Subject], library: Library) -> Table:
    """A table of what each document is, whether it is in force, and its chapters."""
    cards = [subject.documents[0] for subject in subjects]
    hits = [library.document(card.doc_id) for card in cards]
    rows = (
        ("发文机关", [_made(card, own) for card, own in zip(cards, hits, strict=True)]),
        ("时效", [_standing(card, own, library) for card, own in zip(cards, hits, strict=True)]),
        ("主要内容", [_chapters(own) for own in hits]),
    )
    head = ("事项", *(subject.label for subject in subjects))
    return Table(head, tuple((Statement(name, ()), *cells) for name, cells in rows))


def _made(card: Card, document: Sequence[Hit]) -> Statement:
    level = f"（{card.level.value}）" if card.level else ""
    said = f"{card.issuer or card.region or '未标明'}{level}"
    return Statement(simplify(said), _opening(document), is_told=True)


def _standing(card: Card, document: Sequence[Hit], library: Library) -> Statement:
    quotes = proofs(card, library.store, library.as_of) or _opening(document)
    text = describe(card, library.as_of)
    return Statement(text.partition("》")[2].rstrip("。") or text, tuple(quotes), is_told=True)


def _chapters(document: Sequence[Hit]) -> Statement:
    """The outermost headings, each once; the opening words where there are none."""
    first = {hit.chunk.path[0]: hit for hit in reversed(document) if hit.chunk.path}
    named = [
        (heading, first[heading]) for heading in dict.fromkeys(hit.chunk.path[0] for hit in document if hit.chunk.path)
    ]
    told = [(heading, hit) for heading, hit in named[:_MOST] if heading in hit.chunk.text]
    if not told:
        return Statement("未分章节", _opening(document), is_told=True)
    quotes = tuple(
        quote_of(hit, at, at + len(heading)) for heading, hit in told if (at := hit.chunk.text.find(heading)) >= 0
    )
    return Statement("；".join(simplify(heading) for heading, _ in told), quotes[:1], is_told=True)


def _opening(document: Sequence[Hit]) -> tuple[Quote, ...]:
    text = document[0].chunk.text
    text = text if len(text) <= _OPENING else text[:_OPENING].rpartition("\n")[0] or text[:_OPENING]
    return () if is_damaged(text) else (quote_of(document[0], 0, len(text)),)
