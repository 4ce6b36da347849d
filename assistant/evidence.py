"""Weighing sentences of the found passages against a question."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from assistant.features import Features, states_bounds
from assistant.lexicon import Lexicon
from assistant.matching import match
from assistant.measures import Columns, measured
from assistant.places import Whereabouts
from assistant.question import Question
from assistant.scene import Scene, scene
from assistant.selector import select
from corpus.repair.quality import is_damaged
from index.encoder import Encoder
from index.hit import Hit

_MUCH_WORSE = 4.0
"""In log-odds."""
_AS_GOOD = 0.8
"""A whole sentence this much worse, in log-odds, than a damaged one still answers in its place."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a hit, with how well it answers."""

    hit: Hit
    offset: int
    """Where it begins in the chunk's text."""
    text: str
    features: Features
    score: float
    """Log-odds up to a constant: larger is better; comparable within one question."""

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


def columns_of(laid: Scene, where: Whereabouts, lexicon: Lexicon, encoder: Encoder) -> Columns:
    """Everything that is measured of the lines of a scene."""
    passages = encoder.encode_passages([line.text for line in laid.lines])
    cosines = passages @ encoder.encode_queries([laid.question.standalone])[0]
    return measured(match(laid, lexicon), cosines.astype(np.float64), where)


def weigh(
    question: Question, hits: Sequence[Hit], where: Whereabouts, lexicon: Lexicon, encoder: Encoder
) -> list[Sentence]:
    """Every sentence of `hits`, in reading order, measured against the question."""
    laid = scene(question, hits)
    if not laid.lines:
        return []
    columns = columns_of(laid, where, lexicon, encoder)
    scores = select(laid, columns)
    named = np.stack([columns[field.name] for field in fields(Features)], axis=1).tolist()
    found = [
        Sentence(laid.hits[owner], line.start, line.text, Features(*values), score)
        for line, owner, values, score in zip(laid.lines, laid.owner.tolist(), named, scores.tolist(), strict=True)
    ]
    found.sort(key=lambda sentence: sentence.order)
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
