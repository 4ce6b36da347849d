"""Pinyin that a page put behind characters: 標(biāo)題(tí) → 標題."""

import re

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜḿńň"
SYLLABLE = f"[a-zü]{{0,4}}[{_TONED}][a-zü]{{0,4}}"
"""Regular expression of a syllable that carries a tone mark, without groups."""
_ANNOTATION = re.compile(rf"(?<=[^\s(（，。、；：])[(（]{SYLLABLE}[)）]")


def remove_pinyin(text: str) -> tuple[str, int]:
    """Text without pinyin in brackets behind a character, and how many annotations there were."""
    return _ANNOTATION.subn("", text)
