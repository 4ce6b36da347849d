"""Cutting text into the terms that are searched and encoded."""

import re
from collections import Counter
from itertools import pairwise

from corpus.normalize import fold

# Chinese characters, with the extensions and 〇 that article numbers use.
_CHINESE_RUN = re.compile("[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_HAS_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


def words(text: str) -> list[str]:
    """The words of `text` in reading order, folded (`corpus.normalize.fold`), without punctuation."""
    return _words(fold(text))


def pieces(text: str) -> list[str]:
    """`text` cut into words and what stands between them; joined, they are the text."""
    import rjieba

    return list(rjieba.cut(text))


def bigrams(text: str) -> list[str]:
    """Every pair of neighbouring Chinese characters, folded, in reading order."""
    return _bigrams(fold(text))


def lexical(text: str) -> list[str]:
    """The terms of the inverted index: the words, then the pairs of neighbouring Chinese characters.

    The pairs find what the cutter split differently in the question and in the passage.
    """
    folded = fold(text)
    return _words(folded) + _bigrams(folded)


def encoder_terms(text: str) -> list[str]:
    """What the built-in encoder reads: words, pairs of neighbouring Chinese characters, and the characters.

    The characters give a meaning to what the vocabulary holds neither as a word nor as pairs. A term that occurs n
    times is given 1 + log2 n times, rounded down, so that a long passage is not all about its most frequent term.
    """
    folded = fold(text)
    terms = [word for word in _words(folded) if len(word) > 2 or not _CHINESE_RUN.fullmatch(word)]
    for run in _CHINESE_RUN.findall(folded):
        terms += run
        terms += map(str.__add__, run, run[1:])
    counts = Counter(terms)
    for term in [term for term, count in counts.items() if count > 2]:
        counts[term] = counts[term].bit_length()
    return list(counts.elements())


def _words(folded: str) -> list[str]:
    import rjieba  # unpacks its dictionary at import, 0.16 s that not every command needs

    return [word for word in rjieba.cut(folded) if word.isalnum() or _HAS_LETTER_OR_DIGIT.search(word)]


def _bigrams(folded: str) -> list[str]:
    return [first + second for run in _CHINESE_RUN.findall(folded) for first, second in pairwise(run)]
