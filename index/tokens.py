"""Cutting text into the terms that are searched and encoded."""

import re

from corpus.normalize import fold

# Chinese characters, with the extensions and 〇 that article numbers use.
_CHINESE_RUN = re.compile("[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_HAS_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


def words(text: str) -> list[str]:
    """The words of `text` in reading order, folded (`corpus.normalize.fold`), without blanks and punctuation."""
    import rjieba  # unpacks its dictionary at import, 0.16 s that not every command needs

    return [word for word in rjieba.cut(fold(text)) if _HAS_LETTER_OR_DIGIT.search(word)]


def lexical(text: str) -> list[str]:
    """The terms of the inverted index: the words, then every pair of neighbouring Chinese characters.

    The pairs find what the cutter split differently in the question and in the passage.
    """
    return words(text) + bigrams(text)


def bigrams(text: str) -> list[str]:
    """Every pair of neighbouring Chinese characters, folded, in reading order."""
    return [run[at : at + 2] for run in _CHINESE_RUN.findall(fold(text)) for at in range(len(run) - 1)]


def characters(text: str) -> list[str]:
    """Every Chinese character, folded, in reading order."""
    return [character for run in _CHINESE_RUN.findall(fold(text)) for character in run]
