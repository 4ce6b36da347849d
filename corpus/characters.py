"""How common a character is: what tells Chinese text from bytes that were read the wrong way."""

from functools import cache

from corpus.normalize import simplify

_PUNCTUATION = "，。、；：？！“”‘’（）《》〈〉【】〔〕—…·％　①②③④⑤℃×￥"


@cache
def common_characters() -> frozenset[str]:
    """The 3,755 characters of GB 2312's first level, which is ordered by use, their Traditional forms, and punctuation."""
    first_level = {
        bytes((row, cell)).decode("gb2312")
        for row in range(0xB0, 0xD8)
        for cell in range(0xA1, 0xFF)
        if (row, cell) < (0xD7, 0xFA)
    }
    ideographs = [chr(code) for code in range(0x4E00, 0xA000)]
    simplified = simplify("\n".join(ideographs)).split("\n")
    traditional = {it for it, simple in zip(ideographs, simplified, strict=True) if simple in first_level}
    return frozenset(first_level | traditional | set(_PUNCTUATION))


def common_share(text: str) -> float:
    """Share, 0 to 1, of the characters outside ASCII that are in common use; 1 for pure ASCII."""
    foreign = [character for character in text if character > "\x7f"]
    common = common_characters()
    return sum(character in common for character in foreign) / len(foreign) if foreign else 1.0
