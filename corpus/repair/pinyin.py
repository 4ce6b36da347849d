"""Pinyin that a page put behind characters: 標(biāo)題(tí) → 標題."""

import re
import unicodedata

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜḿńň"
SYLLABLE = f"[a-zü]{{0,4}}[{_TONED}][a-zü]{{0,4}}"
"""Regular expression of a syllable that carries a tone mark, without groups."""
_VALID = re.compile(
    r"(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?"
    r"(?:[iu]?a(?:i|o|ng?)?|iao|i?e|e[inr]|eng?|i|ing?|i?ong|iu|ou?|uo|u[ein]?|uai|u[aei]ng?|ü[en]?|üan)|er|n?g?m?"
)
_WORD = r"[a-zü1-5" + _TONED + r"]{1,7}"
_IN_BRACKETS = re.compile(rf"(?<=[^\s(（，。、；：])[(（]({_WORD}(?:[ '’]{_WORD}){{0,5}})[)）]")
_BARE = re.compile(rf"(?<=[\u4e00-\u9fff])({SYLLABLE})(?=[\u4e00-\u9fff，。、；：？！”》])")
_PLAIN_BEHIND_ONE = re.compile(r"(?<=[\u4e00-\u9fff])[(（]([a-zü]{1,6})[)）]")
_LEAST_PLAIN = 5
"""Annotations without tones are taken for such only in a text that has so many; (app) or (ai) stand alone."""
_LEAST_BARE = 3


def remove_pinyin(text: str) -> tuple[str, int]:
    """Text without pinyin behind its characters, and how many annotations there were.

    With a tone mark or number it goes wherever it stands in brackets; without either, or without brackets, only where
    the text has several. What is no syllable of pinyin stays: (AI), (PPP), (R&D), (café).
    """
    count = 0

    def dropped(match: re.Match[str]) -> str:
        nonlocal count
        if not _is_pinyin(match[1]) or not _has_tone(match[1]):
            return match[0]
        count += 1
        return ""

    text = _IN_BRACKETS.sub(dropped, text)
    for pattern, least in ((_PLAIN_BEHIND_ONE, _LEAST_PLAIN), (_BARE, _LEAST_BARE)):
        found = [match for match in pattern.finditer(text) if _is_pinyin(match[1])]
        if len(found) >= least and len({match[1] for match in found}) > 1:
            text = _without(text, found)
            count += len(found)
    return text, count


def _without(text: str, found: list[re.Match[str]]) -> str:
    at, pieces = 0, []
    for match in found:
        pieces.append(text[at : match.start()])
        at = match.end()
    return "".join((*pieces, text[at:]))


def _has_tone(words: str) -> bool:
    return any(it in _TONED or it in "12345" for it in words)


def _is_pinyin(words: str) -> bool:
    """Whether every word is one syllable, or two written together, of pinyin."""
    return all(_is_syllable(word) or _is_two(word) for word in re.split(r"[ '’]", words))


def _is_two(word: str) -> bool:
    halves = [(word[:at], word[at:]) for at in range(2, len(word) - 1)]
    return any(all(_is_syllable(half) and _has_tone(half) for half in pair) for pair in halves)


def _is_syllable(word: str) -> bool:
    bare = unicodedata.normalize("NFD", word.rstrip("12345").replace("ü", "v"))
    plain = "".join(it for it in bare if not unicodedata.combining(it)).replace("v", "ü")
    tones = sum(it in _TONED for it in word)
    return bool(plain) and tones <= 1 and _VALID.fullmatch(plain) is not None
