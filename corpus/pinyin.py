"""Pinyin that a page put behind characters: 標(biāo)題(tí) → 標題."""

import re

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_SYLLABLE = f"[a-zü]{{0,4}}[{_TONED}][a-zü]{{0,4}}"
_ANNOTATION = re.compile(
    rf"(?<=[^\s\w(（]|[\u3400-\u9fff])[(（]\s?({_SYLLABLE})\s?[)）]|(?<=[\u3400-\u9fff^A-Z])[(（]\s?({_SYLLABLE})\s?[)）]"
)


def remove_pinyin(text: str) -> tuple[str, int]:
    """Text without pinyin in brackets behind a character, and how many annotations there were."""
    return _ANNOTATION.subn("", text)
