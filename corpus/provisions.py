"""Provisions of a regulation: articles, and the 款, 项 and 目 within one."""

import re
from collections.abc import Sequence

from corpus.numerals import NUMERAL

ARTICLE = re.compile(rf"第[{NUMERAL}\d０-９]{{1,9}}条(?:之[{NUMERAL}\d０-９]{{1,9}})?")
"""What an article is called."""


def is_article(path: Sequence[str]) -> bool:
    """Whether a path ends in an article."""
    return bool(path) and ARTICLE.fullmatch(path[-1]) is not None
