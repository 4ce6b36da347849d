"""How likely characters follow one another: a model of pairs, from law and encyclopaedia, a word list, and the text itself.

It chooses between readings of damaged text. `pairs.txt.gz` holds counts and no text; `python -m corpus.repair.count_pairs` makes
it. Characters are Simplified first, so that Traditional text counts too; digits and letters count as one class each.
"""

import gzip
import math
from collections import Counter
from collections.abc import Iterable
from functools import cache, cached_property
from importlib.resources import files

from corpus.characters import common_characters
from corpus.normalize import simplify

BASE = 1.5
"""Counts are kept as exponents of this, as one character from EXPONENTS."""
EXPONENTS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_OWN_SHARE = 0.4
"""Weight of what the text itself says, where it has the character before often enough: names recur."""
_OWN_WORDS = 0.05
"""Weight of what the text is about, by its characters alone."""
_WORD_WEIGHT = 0.3
"""The word list counts another, ten times larger corpus."""
_BACKING_OFF = 30.0
"""Weight of a character's own frequency beside the pairs of the character before it."""
_UNSEEN, _RARE = 1e-7, 1e-9
"""Probability of a character in common use that the table lacks, and of any other."""
_HALF_WIDTH = {ord(mark): chr(ord(mark) + 0xFEE0) for mark in "?!,:;()"}


def classed(text: str) -> str:
    """Text as the table counts it: Simplified, punctuation full-width, digits as 0, Latin letters as a; same length."""
    plain = simplify(text.translate(_HALF_WIDTH))
    plain = plain if len(plain) == len(text) else text  # a variant of two code units
    return "".join("0" if it.isdecimal() else "a" if it.isascii() and it.isalpha() else it for it in plain)


_POLICY_WORDS = frozenset(
    "营商环境 招商引资 高新区 开发区 产业园 产业链 孵化器 专精特新 一体化 总部经济 优惠政策 固定资产 规模以上 "
    "京津冀 雄安新区 自贸区 保税区 管委会 经开区 示范区 物流园 产业化".split()
)
"""Words of this field that a general dictionary lacks."""


class Language:
    """Probabilities of characters in a text: of the language at large, and of what the text says elsewhere."""

    def __init__(self, text: str = "") -> None:
        self._text = text
        self._length = max(500, len(text))

    @cached_property
    def own(self) -> Counter[str]:
        """How often each pair, and each character, occurs in the text itself."""
        plain = classed(self._text)
        return Counter(plain) + Counter(plain[at : at + 2] for at in range(len(plain) - 1))

    def cost(self, before: str, it: str) -> float:
        """Minus the natural logarithm of the probability of `it` behind `before`; both classed, single characters."""
        singles, pairs = _table()
        of_word = _WORD_WEIGHT * _word_frequency(before + it)
        seen = pairs.get(before + it, 0.0) + of_word
        context = singles.get(before, 0.0) + of_word
        at_large = (seen + _BACKING_OFF * self._alone(it)) / (context + _BACKING_OFF)
        times = self.own[before]
        trust = _OWN_SHARE * times / (times + 1)
        here = trust * self.own[before + it] / max(1, times) + _OWN_WORDS * self.own[it] / self._length
        return -math.log((1 - trust - _OWN_WORDS) * at_large + here)

    def cost_of(self, text: str) -> float:
        """The cost of `text` (classed) behind its first character."""
        return sum(self.cost(text[at - 1], text[at]) for at in range(1, len(text)))

    def _alone(self, it: str) -> float:
        singles, _ = _table()
        share = singles.get(it, 0.0) / _total()
        return max(share, _UNSEEN if it in common_characters() else _RARE)


@cache
def _table() -> tuple[dict[str, float], dict[str, float]]:
    """Counts of characters and of pairs."""
    singles: dict[str, float] = {}
    pairs: dict[str, float] = {}
    packed = gzip.decompress(files("corpus.repair").joinpath("pairs.txt.gz").read_bytes()).decode("utf-8")
    for line in packed.split("\n"):
        first = line[:1]
        singles[first] = _count(line[1:2])
        pairs |= {first + line[at]: _count(line[at + 1]) for at in range(2, len(line) - 1, 2)}
    return singles, pairs


@cache
def _total() -> float:
    return sum(_table()[0].values())


def _count(exponent: str) -> float:
    return BASE ** EXPONENTS.index(exponent) if exponent else 0.0


@cache
def _word_frequency(pair: str) -> float:
    """Frequency of a word of two characters in the word list; 0 where it holds none."""
    import rjieba  # unpacks its dictionary at import: only for a damaged text

    return float(rjieba.suggest_freq(pair)) if rjieba.has_word(pair) else 0.0


def longest_words(text: str, at: int) -> Iterable[str]:
    """Words of three characters or more of the word list that cover the character `at` of `text`."""
    import rjieba

    for start in range(max(0, at - 3), at + 1):
        for end in range(max(at + 1, start + 3), min(len(text), start + 5) + 1):
            if text[start:end] in _POLICY_WORDS or rjieba.has_word(text[start:end]):
                yield text[start:end]
