"""Chinese numerals, as articles, terms and dates write them."""

NUMERAL = "〇○零一二两三四五六七八九十百千万廿卅"
"""Characters of a numeral, for use inside a regular expression's brackets."""

_FORMAL = str.maketrans("○Ｏ零壹贰叁肆伍陆柒捌玖拾佰仟萬億两兩貳參陸", "〇〇〇一二三四五六七八九十百千万亿二二二三六")
_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_SECTIONS = {"万": 10_000, "亿": 100_000_000}


def to_int(text: str) -> int | None:
    """The whole number that `text` spells (五百二十, 二○二五, 廿三, 贰拾, 12, １２); None if it spells none."""
    if text.isdecimal():
        return int(text)
    numeral = text.strip().translate(_FORMAL).replace("廿", "二十").replace("卅", "三十")
    if not numeral:
        return None
    if all(character in _DIGITS for character in numeral):
        return int("".join(str(_DIGITS[character]) for character in numeral))
    if all(character in _DIGITS or character in _UNITS or character in _SECTIONS for character in numeral):
        return _spelled(numeral)
    return None


def _spelled(numeral: str) -> int:
    """Value of a numeral with units, such as 一亿二千三百万零四."""
    total, section, digit = 0, 0, None
    for character in numeral:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _UNITS:
            section += (1 if digit is None else digit) * _UNITS[character]
            digit = None
        else:
            scale = _SECTIONS[character]
            section += digit or 0
            # 万 scales what stands since the last 亿; 亿 scales everything before it.
            total = (total + section) * scale if scale > 10_000 else total + (section or 1) * scale
            section, digit = 0, None
    return total + section + (digit or 0)
