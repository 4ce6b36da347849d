"""Weighing sentences of the found passages against a question."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.features import WEIGHTS, Features, Standing, measure, states_bounds
from assistant.lexicon import Lexicon, Shares
from assistant.places import Whereabouts
from assistant.question import Question
from corpus.repair.quality import is_damaged
from corpus.sentences import sentences
from index.encoder import Encoder
from index.hit import Hit

_ALREADY_SAID = 0.85
"""A word that the heading expresses so far is no news in the sentences under it."""

_MUCH_WORSE = 4.0
"""In log-odds."""
_AS_GOOD = 0.8
"""A whole sentence this much worse, in log-odds, than a damaged one still answers in its place."""
_TELLING = 0.2
"""Share of the question's weight under which the words that are news are chaff: the heading says all that is asked."""


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
        """Log-odds up to a constant: larger is better; comparable within one question."""
        return float(np.dot(WEIGHTS, self.features.vector))

    @property
    def start(self) -> int:
        """Where it begins in the document's cleaned text."""
        return self.hit.chunk.start + self.offset

    @property
    def is_whole(self) -> bool:
        """Whether no character of it was lost; only then may it be quoted."""
        return not is_damaged(self.text)

    @property
    def order(self) -> tuple[int, int]:
        """Sorts sentences as a reader meets them: by rank of the hit, then by place."""
        return self.hit.rank, self.offset


def weigh(
    question: Question, hits: Sequence[Hit], where: Whereabouts, lexicon: Lexicon, encoder: Encoder
) -> list[Sentence]:
    """Every sentence of `hits`, in reading order, measured against the question."""
    spans = [sentences(hit.chunk.text) for hit in hits]
    texts = [[hit.chunk.text[start:end] for start, end in own] for hit, own in zip(hits, spans, strict=True)]
    if not any(texts):
        return []
    flat = [text for own in texts for text in own]
    cosines = iter(encoder.encode_passages(flat) @ encoder.encode_queries([question.standalone])[0])
    weights = lexicon.weights(question.words)
    best = max(hit.score for hit in hits) or 1.0
    found: list[Sentence] = []
    for hit, own, said in zip(hits, spans, texts, strict=True):
        chunk = hit.chunk
        named = where.any_in(f"{chunk.heading} {chunk.text}", chunk.card.region)
        heading = lexicon.matches(question.words, f"{chunk.heading} {chunk.card.region or ''}")
        matched = [lexicon.matches(question.words, text) for text in said]
        passage = _shares(np.maximum.reduce([heading, *matched]), weights, heading)
        before = np.zeros_like(heading)
        for (start, _), text, match in zip(own, said, matched, strict=True):
            standing = Standing(
                sentence=_shares(match, weights, heading),
                context=_shares(np.maximum.reduce([heading, before, match]), weights, heading),
                passage=passage,
                cosine=float(next(cosines)),
                hit=hit.score / best,
                first=hit.rank == 1,
                named=named,
            )
            found.append(Sentence(hit, start, text, measure(question, text, chunk.heading, standing)))
            # Clauses between ； share their subject, so what the earlier ones say still holds.
            before = np.maximum(before, match) if text.endswith(("；", ";")) else match
    return [sentence for sentence in found if not sentence.features.filler] or found


def best_of(question: Question, found: Sequence[Sentence]) -> Sentence | None:
    """The sentence that answers best; where the question's case is above or below an amount (3亿以上), one of those that
    rule this case, if it is not much worse: the rule of another case would be a wrong answer."""
    best = max(found, key=lambda sentence: sentence.score, default=None)
    if best is None or not question.bounds:
        return best
    ruling = [sentence for sentence in found if states_bounds(question, sentence.text)]
    other = max(ruling, key=lambda sentence: sentence.score, default=None)
    return other if other is not None and other.score >= best.score - _MUCH_WORSE else best


def lost_to_damage(question: Question, found: Sequence[Sentence]) -> Sentence | None:
    """The damaged sentence that would have answered, where none that is whole comes near it."""
    best, whole = best_of(question, found), best_of(question, [sentence for sentence in found if sentence.is_whole])
    if best is None or best.is_whole or (whole is not None and whole.score >= best.score - _AS_GOOD):
        return None
    return best


def _shares(matched: Shares, weights: NDArray[np.float64], heading: Shares) -> tuple[float, float]:
    """Share of the question's weight that is expressed: of all its words, and of those that the heading does not say."""
    news = heading < _ALREADY_SAID
    whole = _share(matched, weights)
    tells = float(weights[news].sum()) >= _TELLING * float(weights.sum())
    return whole, _share(matched[news], weights[news]) if tells else whole


def _share(matched: Shares, weights: NDArray[np.float64]) -> float:
    total = float(weights.sum())
    return float(matched @ weights) / total if total else 0.0
