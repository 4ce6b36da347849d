"""What a user typed, made ready to be searched."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.errors import BadQuestion
from corpus.romanized import with_chinese_places
from index import tokens
from index.place import Place, named_place

_LONGEST = 1000
"""Characters that are looked at: beyond it a question is a pasted text, and its beginning says what it is about."""
_MOST_TERMS = 100
"""Words, and as many pairs, that are looked up: bounds the time of one query, whatever was pasted."""
_SEARCHABLE = re.compile(r"[^\W_]")


_PAIR_WEIGHT = 0.5
"""A pair of characters beside a word of 1: pairs repeat what words say, and find what was cut differently."""


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
    return Query(text, weighted_terms(text), words, named_place(text))


def weighted_terms(text: str) -> dict[str, float]:
    """The words of a text, and its pairs of characters, with their weights."""
    words = dict.fromkeys(tokens.words(text)[:_MOST_TERMS], 1.0)
    pairs = dict.fromkeys(tokens.bigrams(text)[:_MOST_TERMS], _PAIR_WEIGHT)
    return pairs | words
