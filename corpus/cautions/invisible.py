"""Characters that nobody sees and that carry or disguise words."""

import re
from collections.abc import Iterator

from corpus.document import Caution, Unease

_TAGS = re.compile("(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f]{2,}")
"""A hidden copy of ASCII; behind a black flag it makes the flag of a country."""
_TURNED = re.compile("[\u202b\u202e\u2067]")
"""From here on the text runs from right to left, which shows 号〔2025〕 as another word than it is."""
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
_MANY = re.compile("[\u200b-\u200f\u2060-\u2064\ufeff\ufe00-\ufe0f\U000e0100-\U000e01ef]{16,}")
"""A stretch that no typesetting needs: it spells something in zeros and ones."""
_MOST = 20
_AROUND = 20


def invisible(text: str) -> Iterator[Caution]:
    """Stretches of a text, before it is cleaned, that hide or disguise words; the first of each sort."""
    for match in _first(_TAGS, text):
        spelled = "".join(chr(ord(it) - 0xE0000) for it in match[0])
        yield Caution(Unease.INVISIBLE, spelled, note="用不可见的标签字符拼写")
    for match in _first(_TURNED, text):
        line = text[text.rfind("\n", 0, match.start()) + 1 :].split("\n", 1)[0]
        if not _RIGHT_TO_LEFT.search(line):
            yield Caution(Unease.INVISIBLE, _around(text, match), note="颠倒文字方向的控制字符")
    for match in _first(_MANY, text):
        yield Caution(Unease.INVISIBLE, _around(text, match), note=f"连续 {len(match[0])} 个不占位置的字符")


def _first(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    yield from (match for _, match in zip(range(_MOST), pattern.finditer(text), strict=False))


def _around(text: str, match: re.Match[str]) -> str:
    """The visible words on both sides."""
    before = text[max(0, match.start() - _AROUND) : match.start()].rsplit("\n", 1)[-1]
    return before + text[match.end() : match.end() + _AROUND].split("\n", 1)[0]
