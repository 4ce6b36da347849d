"""How well an encoder finds what it never saw: by comparing every question with every passage."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.training.material import Article, Paragraph, Question


def check_articles(encoder: Encoder, articles: Sequence[Article], questions: Sequence[Question]) -> dict[str, float]:
    """Recall@10 and @100 (share of a question's articles found, averaged) and MRR@10 of `questions`, each 0 to 1."""
    passages = encoder.encode_passages([article.passage for article in articles])
    scores = encoder.encode_queries([question.text for question in questions]) @ passages.T
    place = {article.article_id: at for at, article in enumerate(articles)}
    ranks = [
        np.sort(_ranks(row, [place[article_id] for article_id in question.relevant]))
        for row, question in zip(scores, questions, strict=True)
    ]
    return {
        "n": len(questions),
        "recall@10": _mean([float((each <= 10).mean()) for each in ranks]),
        "recall@100": _mean([float((each <= 100).mean()) for each in ranks]),
        "mrr@10": _mean([_reciprocal(each[0]) for each in ranks]),
    }


def check_reading(encoder: Encoder, paragraphs: Sequence[Paragraph]) -> dict[str, float]:
    """How often the paragraph that a question was asked about comes first of all, and MRR@10, each 0 to 1."""
    asked = [(at, question) for at, paragraph in enumerate(paragraphs) for question in paragraph.questions]
    passages = encoder.encode_passages([paragraph.text for paragraph in paragraphs])
    scores = encoder.encode_queries([question for _, question in asked]) @ passages.T
    firsts = [int(_ranks(row, [at])[0]) for row, (at, _) in zip(scores, asked, strict=True)]
    return {
        "n": len(asked),
        "hit@1": _mean([float(first == 1) for first in firsts]),
        "mrr@10": _mean([_reciprocal(first) for first in firsts]),
    }


def _ranks(scores: NDArray[np.float32], places: Sequence[int]) -> NDArray[np.int64]:
    """1-based rank of each place; of equal scores the earlier place comes first, as in a stable sort."""
    rank_of = np.empty(len(scores), dtype=np.int64)
    rank_of[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return rank_of[list(places)]


def _reciprocal(rank: int) -> float:
    return 1 / rank if rank <= 10 else 0.0


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 4)
