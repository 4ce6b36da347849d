"""The door to read: a query in, hits out."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from corpus.errors import ModelError, ModelResting, StoreError, VectorsAway, VectorsGone
from index.authority import asks_for_law
from index.batches import batches
from index.dense import Ranked
from index.encoder import Vectors
from index.fuse import DEPTH, DEPTH_OF_WORDS, Fused, fuse, spread
from index.hit import Filters, Hit
from index.place import closeness
from index.query import Query, parse, weighted_terms
from index.reranker import DEPTH as RERANKED
from index.reranker import Reranker
from index.selection import Selection
from index.store import Store

_log = logging.getLogger(__name__)

_APART = 2000
"""Up to this many chunks a selection is compared one by one: 60 ms to fetch its vectors once, then 0.5 ms a query."""
_APART_AGAIN = 20_000
"""The same from the second query on with the same filters."""
_MOST_SIFTED = 5000
"""Neighbours that Chroma finds in about 20 ms."""
_DEPTH_OF_FILTERED = 100
"""Chroma's neighbours are sifted for a filter, so that each costs several."""
_NAMESAKES = 100
"""Chunks in an article of the number that the query names, by titles that come nearest, of which one may be meant."""
_KEYS = 5000
"""Up to this many documents are listed to the inverted index; beyond, its hits are sifted."""
_SIFTED = 0.4
"""So are they where this share of all chunks or more is selected: most hits pass."""


def search(store: Store, query: str, k: int = 10, filters: Filters = Filters(), *, distinct: bool = True) -> list[Hit]:
    """The `k` chunks that answer `query` best; fewer only when no more match.

    `distinct`: of chunks with the same text only the first is given. Where the encoder fails, which is logged, they are
    found by words alone. Raises BadQuestion when the query is empty.
    """
    question = parse(query)
    as_of = filters.as_of or date.today()
    change = store.catalog.change()
    store.follower.catch_up(change)
    until = store.follower.until
    selection = store.selector.select(filters, as_of, change)
    vector = _vector(store, question.text)
    named = _named(store, question, selection)
    narrowed = selection.allowed is not None
    want, want_by_words = max(_DEPTH_OF_FILTERED if narrowed else DEPTH, 2 * k), max(DEPTH_OF_WORDS, 2 * k)
    while True:
        dense = _near(store, vector, selection, want) if vector is not None else _NOTHING
        lexical = _gather(_lexical_fetch(store, question.terms, selection), selection, want_by_words)
        fused: Iterable[Fused] = _fused(store, question, dense.ranked, lexical.ranked, named)
        if distinct:
            fused = spread(fused)
        count = k if store.reranker is None else max(k, RERANKED)
        hits = _hits(store, fused, count, as_of, distinct, until)
        if len(hits) >= k or (dense.exhausted and lexical.exhausted):
            return _reranked(store.reranker, question.text, hits, frozenset(named))[:k]
        want, want_by_words = 4 * want, 4 * want_by_words


def _reranked(reranker: Reranker | None, query: str, hits: list[Hit], named: frozenset[str]) -> list[Hit]:
    """The first hits in the reranker's order, if there is one; what the query names stays first."""
    if reranker is None:
        return hits
    kept = [hit for hit in hits if hit.chunk.chunk_id in named]
    others = [hit for hit in hits if hit.chunk.chunk_id not in named]
    again, rest = others[:RERANKED], others[RERANKED:]
    scores = reranker.scores(query, [f"{hit.chunk.heading}\n{hit.chunk.text}" for hit in again])
    # Equal scores leave the order as it was: sorting is stable.
    ordered = [again[at] for at in sorted(range(len(again)), key=lambda at: -scores[at])]
    return [replace(hit, rank=rank) for rank, hit in enumerate([*kept, *ordered, *rest], 1)]


@dataclass(frozen=True, slots=True)
class _Gathered:
    ranked: Ranked
    exhausted: bool
    """Nothing more would come, however much was asked for."""


_NOTHING = _Gathered([], exhausted=True)


def _vector(store: Store, text: str) -> Vectors | None:
    """What is near in meaning is asked for by this; None where the encoder's endpoint does not answer."""
    try:
        vector: Vectors = store.encoder.encode_queries([text])[0]
    except ModelResting:
        return None  # whoever runs the service was told when it began to rest
    except ModelError as error:
        _log.warning("searched by words alone: %s", error)
        return None
    return vector


def _gather(fetch: Callable[[int], Ranked], selection: Selection, want: int) -> _Gathered:
    """Up to `want` that the selection admits, fetching more until there are enough of them or no more."""
    count = want + want // 4
    while True:
        raw = fetch(count)
        admitted = [it for it in raw if selection.admits(it[0].rpartition(".")[0])]
        if len(raw) < count:
            return _Gathered(admitted[:want], len(admitted) <= want)
        # Sifting on for the last few would cost more than they can change.
        if len(admitted) >= want // 2:
            return _Gathered(admitted[:want], False)
        count *= 4


def _near(store: Store, vector: Vectors, selection: Selection, want: int) -> _Gathered:
    """The nearest chunks; none while the vectors are at a server that does not answer, so that words alone decide."""
    with suppress(VectorsAway):
        try:
            return _gather(_dense_fetch(store, vector, selection), selection, want)
        except VectorsGone:  # or another process has built them anew since this question began
            with suppress(StoreError):
                store.follower.catch_up(store.catalog.change(), at_once=True)
            return _gather(_dense_fetch(store, vector, selection), selection, want)
    return _Gathered([], True)


def _fused(store: Store, question: Query, dense: Ranked, lexical: Ranked, named: list[str]) -> Iterator[Fused]:
    looks = store.lexical.looked_at(question.words, list(dict(dense) | dict(lexical)))
    return fuse(dense, lexical, named, looks, legal=asks_for_law(question.text))


def _dense_fetch(store: Store, vector: Vectors, selection: Selection) -> Callable[[int], Ranked]:
    """How to fetch the nearest chunks: a small selection is compared one by one, a large one sifted out of all."""
    if selection.allowed is None:
        return lambda count: store.dense.query(vector, count)
    apart = selection.size <= _APART or (selection.size <= _APART_AGAIN and store.has_seen(selection))

    def fetch(count: int) -> Ranked:
        sifted = int(count * selection.total / max(1, selection.size))
        # What has not been found in so many has nothing near the query: then one by one is faster.
        if apart or sifted > _MOST_SIFTED:
            with suppress(KeyError):
                return store.subset(selection).query(vector, count)
        return store.dense.query(vector, sifted)

    return fetch


def _lexical_fetch(store: Store, terms: Mapping[str, float], selection: Selection) -> Callable[[int], Ranked]:
    """How to fetch the best by words: a large selection is sifted, for naming all its documents costs more."""
    if selection.allowed is None or len(selection.allowed) > _KEYS or selection.size > _SIFTED * selection.total:
        return lambda count: store.lexical.query(terms, count)
    among = list(selection.allowed)
    return lambda count: store.lexical.query(terms, count, among)


def _named(store: Store, question: Query, selection: Selection) -> list[str]:
    """Chunks of the article that the query names, if it names one by its document's title."""
    place = question.place
    if place is None:
        return []
    candidates = store.lexical.in_article(place.article, weighted_terms(place.name), _NAMESAKES)
    admitted = [chunk_id for chunk_id, _ in candidates if selection.admits(chunk_id.rpartition(".")[0])]
    chunks = store.catalog.found(admitted)
    close = {it: closeness(chunk.card, place.name) for it in admitted if (chunk := chunks.get(it)) is not None}
    best = max(close.values(), default=0)
    if not best:
        return []
    named = [it for it, near in close.items() if near == best]
    # Of several versions the latest first; the chunks of one article stay in reading order.
    return sorted(named, key=lambda it: (-(chunks[it].card.dated_on or date.min).toordinal(), chunks[it].start))


def _hits(store: Store, fused: Iterable[Fused], k: int, as_of: date, distinct: bool, until: int | None) -> list[Hit]:
    """The best `k`, with what the catalog knows of them; only of documents whose postings are those `until` a change."""
    hits: list[Hit] = []
    seen: set[str] = set()
    copies = store.catalog.copies()
    for some in batches(fused, 2 * k):
        chunks = store.catalog.found([it.chunk_id for it in some], until)
        for it in some:
            chunk = chunks.get(it.chunk_id)
            if chunk is None or (distinct and chunk.text in seen):
                continue
            seen.add(chunk.text)
            status = chunk.card.validity.status(as_of)
            doc_id = chunk.card.doc_id
            others = tuple(one for one in copies.get(doc_id, ()) if one.doc_id != doc_id)
            hits.append(Hit(len(hits) + 1, it.score, chunk, status, it.reason, others))
            if len(hits) == k:
                return hits
    return hits
