"""What documents say to a language model instead of to a reader: kept from every answer, and from the model.

The words are blotted out with the mark of lost characters, so that places in the text stay what they are, and whatever
never quotes damage never quotes them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.answer import Turn
from corpus.cautions.instructions import instructions, speaks_to_a_model
from corpus.document import Card, Chunk
from corpus.repair.quality import DAMAGE
from index.hit import Hit

NAMELESS = "（标题略）"
_KEPT = 20_000
"""Passages that are remembered: those that questions find come up again."""

_spans = lru_cache(maxsize=_KEPT)(instructions)


def blotted(chunk: Chunk) -> Chunk:
    """The chunk without its words to a model; itself where it has none."""
    spans, card = _spans(chunk.text), named(chunk.card)
    path = tuple(DAMAGE * len(it) if speaks_to_a_model(it) else it for it in chunk.path)
    if not spans and card is chunk.card and path == chunk.path:
        return chunk
    text = _without(chunk.text, spans)
    facts = tuple(it for it in chunk.facts if not any(it.start < end and start < it.end for start, end in spans))
    return replace(chunk, text=text, card=card, path=path, facts=facts)


def blotted_text(text: str) -> str:
    """A whole text without its words to a model."""
    return _without(text, instructions(text))


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        blot = "".join(it if it == "\n" else DAMAGE for it in text[start:end])
        text = text[:start] + blot + text[end:]
    return text


def blotted_hits(hits: Iterable[Hit]) -> list[Hit]:
    """The hits, each with its chunk `blotted`."""
    return [hit if (chunk := blotted(hit.chunk)) is hit.chunk else replace(hit, chunk=chunk) for hit in hits]


def sober(history: Sequence[Turn]) -> list[Turn]:
    """The turns of a conversation that a model may be shown."""
    return [turn for turn in history if not (speaks_to_a_model(turn.question) or speaks_to_a_model(turn.answer))]


def named(card: Card) -> Card:
    """The card without words to a model."""
    if not any(it and speaks_to_a_model(it) for it in (card.title, card.issuer, card.doc_number)):
        return card
    return replace(
        card,
        title=NAMELESS if speaks_to_a_model(card.title) else card.title,
        issuer=None if card.issuer and speaks_to_a_model(card.issuer) else card.issuer,
        doc_number=None if card.doc_number and speaks_to_a_model(card.doc_number) else card.doc_number,
    )
