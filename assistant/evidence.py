"""Weighing sentences of the found passages against a question."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.features import WEIGHTS, Features, measure
from assistant.lexicon import Lexicon
from assistant.places import Whereabouts
from assistant.question import Question
from corpus.sentences import sentences
from index.encoder import Encoder
from index.hit import Hit


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a hit, with how well it answers."""

    hit: Hit
    offset: int
    """Where it begins in the chunk's text."""
    text: str
    features: Features

    @property
    def score(self) -> float:
        """Larger is better; comparable within one question."""
        return float(np.dot(WEIGHTS, self.features.vector))

    @property
    def start(self) -> int:
        """Where it begins in the document's cleaned text."""
        return self.hit.chunk.start + self.offset

    @property
    def order(self) -> tuple[int, int]:
        """Sorts sentences as a reader meets them: by rank of the hit, then by place."""
        return self.hit.rank, self.offset


def weigh(
    question: Question, hits: Sequence[Hit], where: Whereabouts, lexicon: Lexicon, encoder: Encoder
) -> list[Sentence]:
    """Every sentence of `hits`, in reading order, measured against the question."""
    spans = [(hit, start, end) for hit in hits for start, end in sentences(hit.chunk.text)]
    if not spans:
        return []
    texts = [hit.chunk.text[start:end] for hit, start, end in spans]
    near = encoder.encode_passages(texts) @ encoder.encode_queries([question.standalone])[0]
    weights = lexicon.weights(question.words)
    best = max(hit.score for hit in hits) or 1.0
    named = {hit.rank: where.any_in(f"{hit.chunk.heading} {hit.chunk.text}", hit.chunk.card.region) for hit in hits}
    found: list[Sentence] = []
    for (hit, start, _), text, cosine in zip(spans, texts, near, strict=True):
        same_hit = found and found[-1].hit is hit
        features = measure(
            question,
            weights,
            lexicon,
            text,
            before=found[-1].text if same_hit else "",
            hit=hit,
            cosine=float(cosine),
            standing=hit.score / best,
            named=named[hit.rank],
        )
        found.append(Sentence(hit, start, text, features))
    return found
