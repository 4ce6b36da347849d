"""Numbers as figures write them: 5,000,000, 1.5亿, 五百二十万, 二百余, and their values."""

import re
from decimal import Decimal

from corpus.numerals import to_int

DIGIT = "一二两三四五六七八九"
NUMERAL = DIGIT + "零十百千万亿"
_SMALL = rf"(?=[{DIGIT}十])(?:[{DIGIT}]千)?(?:零?[{DIGIT}]百)?(?:零?[{DIGIT}]?十)?(?:零?[{DIGIT}](?![十百千]))?"
_DECIMALS = rf"点[零{DIGIT}]{{1,4}}"
_SPELLED = (
    rf"{_SMALL}(?:[余多]?亿(?:零?{_SMALL}万)?(?:零?{_SMALL})?|[余多]?万(?:零?{_SMALL})?)?(?:{_DECIMALS}[万亿]?)?"
    rf"|零{_DECIMALS}[万亿]?"
)
_BARE = "[百千]?[万亿]|[百千]"
_ARABIC = (
    r"(?:\d{1,3}(?:,\d{3}){1,4}(?!\d)|\d{1,12}(?!\d))(?:\.\d{1,8}(?![\d.]))?"
    r"(?:[ ]?[余多]?(?:[十百千]?[万亿]|万亿|[百千])(?:\d{1,4}万)?)?"
)
_HALF = "半(?=年(?!度)|个月|个?小时|天|日)"
NUMBER = rf"(?:(?:{_ARABIC}|{_SPELLED}|{_BARE})[余多]?|{_HALF})"
"""Regular expression of a number in plain letters (`corpus.facts.letters`), without groups."""
_SCALE = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_PARTS = re.compile(r"([\d,]+(?:\.\d+)?) ?([十百千万亿]{0,2})(?:(\d{1,4})万)?")
_TAIL = re.compile("[十百千]?[万亿]$")


def value(number: str) -> Decimal | None:
    """What `number` comes to; 余 and 多 are passed over. None where it is no number after all."""
    number = number.replace("余", "").replace("多", "").strip()
    if number[:1].isdigit():
        match = _PARTS.fullmatch(number)
        if match is None:
            return None
        return Decimal(match[1].replace(",", "")) * _scale(match[2]) + Decimal(match[3] or 0) * 10_000
    if number == "半":
        return Decimal("0.5")
    whole, _, decimals = number.partition("点")
    if decimals:
        places = decimals.rstrip("万亿")
        spelled = "".join(str(to_int(digit)) for digit in places)
        return Decimal(f"{to_int(whole)}.{spelled}") * _scale(decimals[len(places) :])
    amount = to_int(whole)
    return None if amount is None else Decimal(_bare(whole) or amount)


def multiple(number: str) -> int:
    """The 万, 百万 or 亿 that `number` ends in, which the first number of a range may lean on (1—3万元); else 1."""
    tail = _TAIL.search(number.replace("余", "").replace("多", ""))
    if tail is None:
        return 1
    # 二十万: 十 belongs to the number, 万 alone is what 十至二十万 shares. 2百万 shares both.
    return _scale(tail[0] if number[:1].isdigit() else tail[0][-1])


def is_bare(number: str) -> bool:
    """A multiple without a number before it: 百, 千万, 亿."""
    return _bare(number) is not None


def _bare(number: str) -> int | None:
    return _scale(number) if re.fullmatch(_BARE, number) else None


def _scale(multiples: str) -> int:
    product = 1
    for one in multiples:
        product *= _SCALE[one]
    return product
