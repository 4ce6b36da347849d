"""Reading the figures of a sentence in one form, so that 五百万元, 500万元 and 5,000,000元 are the same."""

import re
from decimal import Decimal

from corpus.normalize import fold
from corpus.numerals import to_int

_MULTIPLES = {"百": 100, "千": 1_000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}
_ARABIC = re.compile(r"(\d[\d,]*(?:\.\d+)?)(?:多|余)?(百万|千万|百|千|万|亿)?")
_CHINESE = re.compile(
    r"百分之([〇零一二三四五六七八九十百两]+)|([〇零一二三四五六七八九十百千万亿两]{2,}"
    r"|[一二三四五六七八九十两](?=年|月|个月|倍|成|日|天|次|家|项|名|户|折|%))"
)
_FORMAL = str.maketrans("○壹贰叁肆伍陆柒捌玖拾佰仟", "〇一二三四五六七八九十百千")


def figures(text: str) -> frozenset[Decimal]:
    """Every number of `text` as its value, multiples (万, 亿) applied; citation markers must be gone before."""
    folded = fold(text).translate(_FORMAL)
    values = {_value(match[1], match[2]) for match in _ARABIC.finditer(folded)}
    rest = _ARABIC.sub(" ", folded)
    chinese = (to_int(match[1] or match[2]) for match in _CHINESE.finditer(rest))
    return frozenset(values | {Decimal(value) for value in chinese if value is not None})


def _value(digits: str, multiple: str | None) -> Decimal:
    return (Decimal(digits.replace(",", "")) * _MULTIPLES.get(multiple or "", 1)).normalize()
