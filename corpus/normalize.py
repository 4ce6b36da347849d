"""One form for text that is written in several: used to search and to compare, never to show."""

import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC


_SHORT = 500
"""Characters up to which a folded text is kept: words, sentences and headings come up again for every question."""


def fold(text: str) -> str:
    """Full width to half width (NFKC), Traditional to Simplified, lower case.

    The result may differ in length from `text`, so no offset into it is valid in the original.
    """
    return _kept(text) if len(text) <= _SHORT else _folded(text)


def _folded(text: str) -> str:
    return str(_simplifier().convert(unicodedata.normalize("NFKC", text))).lower()


_kept = lru_cache(maxsize=10_000)(_folded)


@cache
def _simplifier() -> "OpenCC":
    from opencc import OpenCC  # reads its dictionaries when made: not at import

    return OpenCC("t2s")


def simplify(text: str) -> str:
    """Traditional to Simplified; width, case and punctuation stay."""
    return str(_simplifier().convert(text))


def in_title_marks(title: str) -> str:
    """A title as Chinese text cites it, marks inside it made single: 《〈…办法〉解读》; marks that it has around it stay."""
    if title.startswith("《") and title.endswith("》") and "》" not in title[:-1]:
        title = title[1:-1]
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"
