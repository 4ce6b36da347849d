"""What a user typed, made ready to be searched."""

import re
from dataclasses import dataclass

from corpus.errors import BadQuestion
from index import tokens

_LONGEST = 1000
"""Characters that are looked at: beyond it a question is a pasted text, and its beginning says what it is about."""
_MOST_TERMS = 128
"""Terms that are looked up: bounds the time of one query, whatever was pasted."""
_SEARCHABLE = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Query:
    """A query in the forms that the two indexes take."""

    text: str
    terms: tuple[str, ...]
    """Without repetition, in reading order: words first, then pairs of characters."""


def parse(text: str) -> Query:
    """Make a query of what was typed. Raises BadQuestion if there is nothing in it to look for."""
    text = text.strip()[:_LONGEST]
    if not text:
        raise BadQuestion("查询内容为空，请输入要查找的词句，例如：wence search 高新技术企业 奖励")
    if not _SEARCHABLE.search(text):
        raise BadQuestion(f"“{text[:20]}”中没有可以查找的文字，请输入词句，例如：wence search 高新技术企业 奖励")
    return Query(text, tuple(dict.fromkeys(tokens.lexical(text)))[:_MOST_TERMS])
