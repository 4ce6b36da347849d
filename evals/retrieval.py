"""How well search finds the passages that people judged relevant."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import BadCases
from evals import metrics
from evals.beir import qrels_files, read_qrels, rows
from evals.passages import Cost, OnStep, Passage, indexed, silently
from index.encoder import Encoder
from index.hit import Hit
from index.search import search
from index.store import Store

_TOP = 10
"""Depth of the two measures that go by rank, as BEIR reports them."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """What one query found."""

    ranking: tuple[str, ...]
    """Passage ids, best first, each once."""
    relevant: metrics.Gains
    seconds: float


@dataclass(frozen=True, slots=True)
class Retrieval:
    """A finished run."""

    ranked: tuple[Ranked, ...]
    ks: tuple[int, ...]
    cost: Cost

    def to_json(self) -> dict[str, object]:
        """The figures, under the names of the contract."""
        return {
            "n": len(self.ranked),
            **{f"recall@{k}": self._mean(metrics.recall_at, k) for k in self.ks},
            **{f"hit@{k}": self._mean(metrics.hit_at, k) for k in self.ks},
            f"mrr@{_TOP}": self._mean(metrics.reciprocal_rank, _TOP),
            f"ndcg@{_TOP}": self._mean(metrics.ndcg_at, _TOP),
            "seconds_per_query": metrics.spread([one.seconds for one in self.ranked]),
            "index": self.cost.to_json(),
        }

    def _mean(self, measure: Callable[[Sequence[str], metrics.Gains, int], float], k: int) -> float | None:
        return metrics.mean([measure(one.ranking, one.relevant, k) for one in self.ranked])


def everyone(query_id: str) -> bool:
    """Lets every query take part."""
    return True


def run(
    folder: Path,
    encoder: Encoder,
    *,
    ks: Sequence[int] = (10, 100),
    qrels: Path | None = None,
    takes_part: Callable[[str], bool] = everyone,
    on_step: OnStep = silently,
) -> Retrieval:
    """Indexes the corpus of a BEIR folder in a throw-away store and searches for every judged query.

    `ks` are the depths at which recall and hits are measured; `qrels` is the one file of judgements to go by, None
    all of `qrels/*.tsv`; `takes_part` says it of a query's id.

    Raises:
        BadCases: a file is absent or does not follow its format, or no judged query is left.
    """
    judged = read_qrels([qrels] if qrels else qrels_files(folder))
    queries = [row for row in rows(folder / "queries.jsonl") if row.row_id in judged and takes_part(row.row_id)]
    if not queries:
        raise BadCases(f"{folder / 'queries.jsonl'} 里没有可评测的问题；请检查它的 _id 与 qrels 的 query-id 是否一致。")
    passages = (Passage(row.row_id, row.title, row.text) for row in rows(folder / "corpus.jsonl"))
    with indexed(passages, encoder, on_step) as (store, cost):
        ranked = []
        for query in queries:
            ranked.append(_rank(store, query.text, judged[query.row_id], max(*ks, _TOP)))
            on_step("检索")
    return Retrieval(tuple(ranked), tuple(ks), cost)


def _rank(store: Store, query: str, relevant: metrics.Gains, depth: int) -> Ranked:
    """Passages go by their best chunk. Only the first search is timed: a user makes no second one."""
    started = time.perf_counter()
    hits = search(store, query, depth, distinct=False)  # articles that share a text are judged one by one
    seconds = time.perf_counter() - started
    ranking, asked = _passages(hits), depth
    while len(ranking) < depth and len(hits) == asked:
        asked *= 2  # long passages fill the list with several chunks each
        hits = search(store, query, asked, distinct=False)
        ranking = _passages(hits)
    return Ranked(ranking[:depth], relevant, seconds)


def _passages(hits: Sequence[Hit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hit.chunk.card.doc_id for hit in hits))
