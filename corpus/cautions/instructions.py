"""Passages that speak to a language model instead of a reader."""

import base64
import binascii
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from corpus.cautions.orders import CHINESE, ENGLISH, MARKS
from corpus.cautions.squeezed import INVISIBLE, Mapped, mapped, squeezed

_LEET = str.maketrans("013457@$!|", "oieastasii")
_ENCODED = re.compile(r"[A-Za-z0-9+/]{24,8000}={0,2}")
_MOST_DECODED = 50
"""Stretches of one text that are decoded: pictures inside a page have many, orders one."""
_LATIN = re.compile(r"[A-Za-z]")
_BREAKS = "。！？\n"
_LONGEST = 300
"""Characters of a sentence that is given as a whole."""


def instructions(text: str) -> tuple[tuple[int, int], ...]:
    """Where (start, end) a text speaks to a model, in order, each the sentence that does; disjoint.

    Found are also spaced, full-width, zero-width, leet and base64 spellings.
    """
    if not _is_suspicious(text):
        return ()
    spans = sorted(_widened(text, *span) for span in (*_orders(text), *_marks(text), *_encoded(text)))
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)


@lru_cache(maxsize=4000)
def speaks_to_a_model(text: str) -> bool:
    """Whether any of a short text does: a passage, a title, a question."""
    return _is_suspicious(text)


def _is_suspicious(text: str) -> bool:
    close = squeezed(text)
    if CHINESE.search(close) or _MARKED(_plain(text)):
        return True
    if not _LATIN.search(close):
        return False
    return bool(ENGLISH.search(close) or ENGLISH.search(close.translate(_LEET)) or next(_encoded(text), None))


_MARKED = MARKS.search


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", INVISIBLE.sub("", text))


def _orders(text: str) -> Iterator[tuple[int, int]]:
    close = mapped(text)
    yield from (close.span(*it.span()) for it in CHINESE.finditer(close.text) if it.group())
    for variant in (close.text, close.text.translate(_LEET)):
        yield from (close.span(*it.span()) for it in ENGLISH.finditer(variant))


def _marks(text: str) -> Iterator[tuple[int, int]]:
    """Marks are looked for line by line, since narrow forms may be longer than wide ones."""
    at = 0
    for line in text.split("\n"):
        if MARKS.search(_plain(line)):
            yield at, at + len(line)
        at += len(line) + 1


def _encoded(text: str) -> Iterator[tuple[int, int]]:
    """Base64 that decodes to an order."""
    for count, match in enumerate(_ENCODED.finditer(text)):
        if count >= _MOST_DECODED:
            return
        decoded = _decoded(match[0])
        if decoded and (CHINESE.search(close := squeezed(decoded)) or ENGLISH.search(close) or MARKS.search(decoded)):
            yield match.span()


def _decoded(word: str) -> str:
    try:
        return base64.b64decode(word.rstrip("=")[: len(word.rstrip("=")) // 4 * 4]).decode("utf-8", "ignore")
    except (binascii.Error, ValueError):
        return ""


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a match."""
    first = max(text.rfind(it, max(0, start - _LONGEST), start) for it in _BREAKS) + 1 or max(0, start - _LONGEST)
    ends = [at for it in _BREAKS if (at := text.find(it, end, end + _LONGEST)) >= 0]
    last = min(ends) + 1 if ends else min(len(text), end + _LONGEST)
    while first < start and text[first].isspace():
        first += 1
    return first, len(text[:last].rstrip()) if last - first < _LONGEST * 3 else last


__all__ = ["Mapped", "instructions", "speaks_to_a_model"]
