"""What a user typed, made ready to be searched."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.errors import BadQuestion
from corpus.romanized import with_chinese_places
from index import tokens
from index.place import Place, named_place
from index.synonyms import synonyms

_LONGEST = 1000
"""Characters that are looked at: beyond it a question is a pasted text, and its beginning says what it is about."""
_MOST_TERMS = 100
"""Words, and as many pairs, that are looked up: bounds the time of one query, whatever was pasted."""
_SEARCHABLE = re.compile(r"[^\W_]")


_PAIR_WEIGHT = 0.5
"""A pair of characters beside a word of 1: pairs repeat what words say, and find what was cut differently."""
_SYNONYM_WEIGHT = 0.3
"""Of a word that documents may use instead: it finds what has no word of the query, and decides nothing."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query in the forms that the indexes take."""

    text: str
    terms: Mapping[str, float]
    """Words and pairs of characters, with their weights."""
    words: tuple[str, ...]
    """The words alone, each once."""
    place: Place | None
    """The article that it names."""


def parse(text: str) -> Query:
    """Make a query of what was typed. Raises BadQuestion if there is nothing in it to look for."""
    text = text.strip()[:_LONGEST]
    if not text:
        raise BadQuestion("查询内容为空，请输入要查找的词句，例如：wence search 高新技术企业 奖励")
    if not _SEARCHABLE.search(text):
        raise BadQuestion(f"“{text[:20]}”中没有可以查找的文字，请输入词句，例如：wence search 高新技术企业 奖励")
    text = with_chinese_places(text)
    words = tuple(dict.fromkeys(tokens.words(text)[:_MOST_TERMS]))
    return Query(text, _synonymous(words) | weighted_terms(text), words, named_place(text))


def _synonymous(words: Sequence[str]) -> dict[str, float]:
    """What documents may say instead of the words of the query, at a small weight."""
    others = dict.fromkeys(other for word in words for other in sorted(synonyms(word)) if len(other) > 1)
    parts = dict.fromkeys(part for other in others for part in tokens.words(other) if len(part) > 1)
    return dict.fromkeys(list(parts)[:_MOST_TERMS], _SYNONYM_WEIGHT)


def weighted_terms(text: str) -> dict[str, float]:
    """The words of a text, and its pairs of characters, with their weights."""
    words = dict.fromkeys(tokens.words(text)[:_MOST_TERMS], 1.0)
    pairs = dict.fromkeys(tokens.bigrams(text)[:_MOST_TERMS], _PAIR_WEIGHT)
    return pairs | words
