"""Which documents hold what was looked for, whatever the list is narrowed to: so that counts hold for every choice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from corpus.errors import BadQuestion
from index.hit import Filters, Hit
from index.lexical import Look
from index.query import parse
from index.search import search
from index.store import Store

_BEST = 60
"""Passages that the search puts in order by words and meaning; what else holds the words follows by words alone."""
_MOST = 3000
"""Passages that are looked at for the words: 40 ms."""
_TAIL = 100
"""Of these: where some of the last still hold the words, more of them will."""
_COVERED = 0.7
"""Share of the words, weighed by rarity, that a passage must hold: all but a common one."""
_FEW = 5
"""Documents that hold the words; where there are fewer, those that come near in meaning are shown behind them."""
_NEAR = 10
_LIKE, _PARTLY = 0.3, 0.4
"""Likeness in meaning, and share of the words, from which a passage comes near: with the built-in encoder, what is about other
matters stays below."""
_OF_ONE = 5
"""Passages of a document from which those that are shown are chosen."""


@dataclass(frozen=True, slots=True)
class Matches:
    """The documents that a search has found, and where in them."""

    passages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By doc_id in order, best first: ids of the passages, best first."""
    near: frozenset[str] = frozenset()
    """Of these, what holds the words not, but comes near in meaning."""
    is_cut: bool = False
    """Whether more passages hold the words than were looked at."""


NOTHING = Matches()


def matches(store: Store, text: str) -> Matches:
    """The documents with passages that hold the words of `text`, those that no longer apply among them."""
    try:
        words = parse(text).words
        hits = search(store, text, _BEST, Filters(include_past=True))
    except BadQuestion:
        return NOTHING
    ranked = store.lexical.query(dict.fromkeys(words, 1.0), _MOST)
    best = [hit.chunk.chunk_id for hit in hits]
    ordered = list(dict.fromkeys([*best, *(chunk_id for chunk_id, _ in ranked)]))
    looks = store.lexical.looked_at(words, ordered)
    holding = [it for it in ordered if it in looks and looks[it].covered >= _COVERED]
    found = _by_document(holding)
    is_cut = len(ranked) == _MOST and any(
        chunk_id in looks and looks[chunk_id].covered >= _COVERED for chunk_id, _ in ranked[-_TAIL:]
    )
    # What is near to a single word is but other words.
    near = _near([hit for hit in hits if _is_near(hit, looks)], found) if len(found) < _FEW and len(words) > 1 else {}
    return Matches(found | near, frozenset(near), is_cut=is_cut)


def _by_document(chunk_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for chunk_id in chunk_ids:
        doc_id = document_of(chunk_id)
        others = found.get(doc_id, ())
        if len(others) < _OF_ONE:
            found[doc_id] = (*others, chunk_id)
    return found


def _is_near(hit: Hit, looks: Mapping[str, Look]) -> bool:
    look = looks.get(hit.chunk.chunk_id)
    return (hit.reason.dense_score or 0.0) >= _LIKE or (look is not None and look.covered >= _PARTLY)


def _near(hits: Sequence[Hit], found: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    others = _by_document([hit.chunk.chunk_id for hit in hits if hit.chunk.card.doc_id not in found])
    return {doc_id: chunk_ids[:1] for doc_id, chunk_ids in list(others.items())[:_NEAR]}


def document_of(chunk_id: str) -> str:
    """The doc_id that a chunk's id begins with."""
    return chunk_id.rsplit(".", 2)[0]
