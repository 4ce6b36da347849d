"""Passages cut into sentences and words, once, however many questions they are weighed for."""

from dataclasses import dataclass
from functools import lru_cache

from assistant.wording import STOP_WORDS
from corpus.normalize import fold
from corpus.sentences import sentences


@dataclass(frozen=True, slots=True)
class Cut:
    """A sentence with its words."""

    start: int
    """Offset in the passage's text."""
    text: str
    folded: str
    words: tuple[str, ...]
    """Everything of `folded`, punctuation too, in order."""
    telling: tuple[str, ...]
    """Those of them that are neither punctuation nor stop words."""


@lru_cache(maxsize=4000)
def cut(text: str) -> tuple[Cut, ...]:
    """The sentences of a passage."""
    import rjieba

    made = []
    for start, end in sentences(text):
        folded = fold(text[start:end])
        words = tuple(rjieba.cut(folded))
        telling = tuple(word for word in words if word.isalnum() and word not in STOP_WORDS)
        made.append(Cut(start, text[start:end], folded, words, telling))
    return tuple(made)


@lru_cache(maxsize=100_000)
def tag(word: str) -> str:
    """The part of speech of a word, as jieba names it; x where it is not in the dictionary."""
    import rjieba

    tagged = rjieba.tag(word)
    return str(tagged[0][1]) if len(tagged) == 1 else "x"
