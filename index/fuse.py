"""Two rankings into one."""

from collections.abc import Sequence

from index.hit import Reason

_DAMPING = 60
"""Of reciprocal rank fusion: Cormack, Clarke and Büttcher, SIGIR 2009."""
_DENSE_WEIGHT = 1.0
_LEXICAL_WEIGHT = 1.0


def fuse(
    dense: Sequence[tuple[str, float]], lexical: Sequence[tuple[str, float]], named: Sequence[str] = ()
) -> list[tuple[str, float, Reason]]:
    """Chunk ids with fused score and reason, best first, by weighted reciprocal rank.

    Takes each ranking as (chunk id, score), best first; `named` are chunks that the query names, put before all others.
    """
    bonus = {chunk_id: float(len(named) - at) for at, chunk_id in enumerate(named)}
    by_dense = {chunk_id: (rank, score) for rank, (chunk_id, score) in enumerate(dense, 1)}
    by_lexical = {chunk_id: (rank, score) for rank, (chunk_id, score) in enumerate(lexical, 1)}
    fused: list[tuple[str, float, Reason]] = []
    for chunk_id in by_dense | by_lexical | bonus:
        dense_rank, dense_score = by_dense.get(chunk_id, (None, None))
        lexical_rank, lexical_score = by_lexical.get(chunk_id, (None, None))
        score = _share(_DENSE_WEIGHT, dense_rank) + _share(_LEXICAL_WEIGHT, lexical_rank)
        score += bonus.get(chunk_id, 0.0)
        fused.append((chunk_id, score, Reason(dense_rank, dense_score, lexical_rank, lexical_score)))
    # The id decides between equals, so that the order is the same from run to run.
    return sorted(fused, key=lambda it: (-it[1], it[0]))


def _share(weight: float, rank: int | None) -> float:
    return weight / (_DAMPING + rank) if rank is not None else 0.0
