"""Whether vectors are what the encoder makes: ids alone say nothing of damaged files."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from corpus.errors import StoreError, VectorsAway
from index.batches import batches
from index.encoder import passage_text

if TYPE_CHECKING:
    from index.store import Store

_SAMPLE = 64
"""Vectors that are made anew, evenly spread: an endpoint charges for each."""
_LENGTH = 0.01
"""By which the length of a vector may differ from one."""
_NEAR = 0.2
"""Distance of a vector and the same made anew; endpoints round differently from day to day."""


def spoiled_vectors(store: "Store", chunk_ids: Sequence[str]) -> list[str]:
    """Those of the chunks, all of which have a vector, whose vector cannot be read or is wrong; of direction, a sample is tried."""
    found, suspects = list[str](), list(chunk_ids[:: max(1, len(chunk_ids) // _SAMPLE)][:_SAMPLE])
    for some in batches(chunk_ids):
        try:
            subset = store.dense.subset(some)
        except VectorsAway:
            raise
        except (StoreError, KeyError):
            found += some
            continue
        lengths = np.linalg.norm(subset.vectors, axis=1)
        suspects += [subset.chunk_ids[at] for at in np.flatnonzero(~(np.abs(lengths - 1) <= _LENGTH))]
    unread = frozenset(found)
    return found + _turned(store, [it for it in dict.fromkeys(suspects) if it not in unread])


def _turned(store: "Store", chunk_ids: Sequence[str]) -> list[str]:
    """Those whose vector is not what the encoder makes of them now."""
    found = list[str]()
    for some in batches(chunk_ids):
        chunks = list(store.catalog.found(some).values())
        known = store.dense.subset([it.chunk_id for it in chunks])
        by_id = dict(zip(known.chunk_ids, known.vectors, strict=True))
        anew = store.encoder.encode_passages([passage_text(it) for it in chunks])
        apart = ((it, np.linalg.norm(vector - by_id[it.chunk_id])) for it, vector in zip(chunks, anew, strict=True))
        found += [it.chunk_id for it, distance in apart if not distance <= _NEAR]
    return found
