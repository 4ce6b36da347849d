"""Numbers in the ways in which Word counts paragraphs: 十二, 甲, ③, iv."""

import re
from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_UNITS = ("", "十", "百", "千")


def spelled(number: int, form: str) -> str:
    """A number in Word's number format `form` (ST_NumberFormat of ECMA-376); one that is not known here in digits."""
    return _FORMATS.get(form, str)(number)


def counted(number: int) -> str:
    """A number from 0 to 9999 as it is said: 十二, 一百零三."""
    if not 0 <= number < 10_000:
        return str(number)
    digits = str(number)
    said = "".join(
        (_DIGITS[int(digit)] + _UNITS[len(digits) - 1 - at]) if digit != "0" else "零"
        for at, digit in enumerate(digits)
    )
    said = re.sub("零+", "零", said).rstrip("零") or "〇"
    return said.removeprefix("一") if said.startswith("一十") else said


def _roman(number: int) -> str:
    pieces = []
    for value, letters in (*_ROMAN, (1, "i")):
        count, number = divmod(number, value)
        pieces.append(letters * count)
    return "".join(pieces)


_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv")),
)


def _one_of(characters: str) -> Callable[[int], str]:
    return lambda number: characters[number - 1] if 0 < number <= len(characters) else str(number)


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number < 200 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "japaneseCounting",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
        ),
        counted,
    ),
    **dict.fromkeys(
        ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"),
        lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    ),
    "chineseLegalSimplified": lambda number: counted(number).translate(
        str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
    ),
    "ideographTraditional": _one_of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _one_of("子丑寅卯辰巳午未申酉戌亥"),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _one_of("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")),
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    **dict.fromkeys(("none", "bullet"), lambda number: ""),
}
