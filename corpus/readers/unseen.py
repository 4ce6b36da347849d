"""What a page or a file hides from whoever looks at it, as its styles say."""

import re

HIDDEN = "设为隐藏"
WHITE = "与底色同为白色"
TINY = "字号不足 1 磅"
OUTSIDE = "排在页面之外"
TRANSPARENT = "透明"

NEARLY_WHITE = 0xF0
"""Least value of each of red, green and blue that nobody sees on white paper."""

_HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})\Z", re.I)
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*(?:[,/]\s*([\d.]{1,6}%?)\s*)?\)", re.I)
_WHITES = frozenset("white snow ivory ghostwhite whitesmoke floralwhite azure mintcream seashell oldlace linen".split())


def is_white(colour: str) -> bool:
    """Whether a colour, as HTML or an office file writes it, is white or nearly so."""
    colour = colour.strip().lower()
    if colour in _WHITES:
        return True
    if match := _HEX.match(colour):
        digits = match[1] if len(match[1]) == 6 else "".join(it * 2 for it in match[1])
        return all(int(digits[at : at + 2], 16) >= NEARLY_WHITE for at in (0, 2, 4))
    if match := _RGB.match(colour):
        return all(int(match[at]) >= NEARLY_WHITE for at in (1, 2, 3))
    return False


def is_transparent(colour: str) -> bool:
    """Whether a colour of HTML lets all light through."""
    match = _RGB.match(colour.strip())
    return colour.strip().lower() == "transparent" or bool(match and match[4] and float(match[4].rstrip("%")) == 0)
