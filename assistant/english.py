"""Questions in English over Chinese documents: the terms of policy are put into the words that documents use.

A glossary, not a translation: what search and evidence need is the words, and the answer is quoted in Chinese anyway.
"""

import re
from functools import cache
from pathlib import Path

_GLOSSARY = Path(__file__).with_name("english.txt")
_LETTERS = re.compile(r"[A-Za-z]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_EMPTY = re.compile(
    r"\b(?:a|an|the|is|are|was|were|be|been|do|does|did|can|could|may|must|should|will|would|shall|i|we|you|my|our|your|it|its|they|their|this|that|these"
    r"|those|there|what|of|in|on|at|to|for|from|by|with|as|and|or|if|into|than|please|tell|me|about|get|receive|have|has|not|need|any)\b[’']?s?",
    re.IGNORECASE,
)


def in_chinese_terms(text: str) -> str:
    """`text` with its terms of policy in Chinese and its empty words gone, where it is English; else unchanged.

    Names that the glossary lacks stay as they are: documents may have them in Latin letters, too.
    """
    if len(_LETTERS.findall(text)) <= 4 * len(_CHINESE.findall(text)) or not _LETTERS.search(text):
        return text
    pattern, terms = _glossary()
    put = pattern.sub(lambda match: f" {terms[match[0].lower()]} ", text)
    if put == text:
        return text  # none of it is about policy
    return " ".join(_EMPTY.sub(" ", re.sub(r"[,:;!]", " ", put)).split())


@cache
def _glossary() -> tuple[re.Pattern[str], dict[str, str]]:
    lines = (it for it in _GLOSSARY.read_text(encoding="utf-8").splitlines() if it and not it.startswith("#"))
    terms = {english.strip(): chinese.strip() for english, _, chinese in (line.partition("=") for line in lines)}
    longest_first = sorted(map(re.escape, terms), key=len, reverse=True)
    return re.compile(rf"(?<![\w&])(?:{'|'.join(longest_first)})(?![\w&])", re.IGNORECASE), terms
