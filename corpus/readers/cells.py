"""A cell's value as the sheet shows it: 0.05 under the format `0%` is 5%."""

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_SECTION = re.compile(r'((?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])*)(?:;|$)')
_SYMBOL = re.compile(r"\[\$([^\]-]{0,8})(?:-[^\]]{0,12})?\]")
_BRACKETED = re.compile(r"\[[^\]]{0,30}\]")
_PADDING = re.compile(r"_.|\*.")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_PLACES = re.compile(r"[#0?](?:[#0?,]{0,100}[#0?])?(?:\.([#0?]*))?(,*)")
_GENERAL = ("", "general", "@", "g/通用格式")
_LONGEST_FORMAT = 200
_SIGNIFICANT = 11
"""Digits that a cell without a format shows; more are the noise of binary fractions."""
_MOST_DECIMALS = 30
_LARGEST_EXPONENT = 40


def shown(value: object, number_format: str | None) -> str:
    """The text of a cell, on one line."""
    pattern = (number_format or "")[:_LONGEST_FORMAT]
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, pattern)
    if isinstance(value, datetime | date | time):
        return _moment(value, pattern)
    return " ".join(str(value).split())


def _number(value: float, pattern: str) -> str:
    try:
        number = Decimal(repr(value))
    except InvalidOperation:  # not a number, infinity
        return str(value)
    if not number.is_finite() or abs(number.adjusted()) > _LARGEST_EXPONENT:
        return str(value)
    section, number = _section(pattern, number)
    if section.strip().lower() in _GENERAL:
        return _plain(number)
    section = _PADDING.sub("", _BRACKETED.sub("", _SYMBOL.sub(r'"\1"', section)))
    kept = _LITERAL.sub(
        lambda it: "\ue000" * len(it[0]), section
    )  # literals hold their place, so that they match nothing
    places = _PLACES.search(kept)
    if places is None:  # only words: the format hides the number
        return _words(section) or _plain(number)
    if re.search(r"[Ee][+-]|/", kept):
        return _plain(number)
    number = number.scaleb(2 * kept.count("%") - 3 * len(places[2] or ""))
    text = _digits(number, (places[1] or "")[:_MOST_DECIMALS], grouped="," in places[0].removesuffix(places[2]))
    return f"{_words(section[: places.start()])}{text}{_words(section[places.end() :])}".strip()


def _section(pattern: str, number: Decimal) -> tuple[str, Decimal]:
    """The part of a format that is for numbers of this sign, and what it is to show."""
    sections = [it[1] for it in _SECTION.finditer(pattern)][:3]
    if number < 0 and len(sections) > 1 and sections[1]:
        return sections[1], -number
    if number == 0 and len(sections) > 2 and sections[2]:
        return sections[2], number
    return (sections[0] if sections else ""), number


def _digits(number: Decimal, places: str, *, grouped: bool) -> str:
    rounded = number.quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP)
    text = f"{rounded:,f}" if grouped else f"{rounded:f}"
    optional = len(places) - len(places.rstrip("#?"))
    for _ in range(optional):
        text = text.removesuffix("0") if "." in text and text.endswith("0") else text
    return text.removesuffix(".")


def _plain(number: Decimal) -> str:
    digits = max(0, _SIGNIFICANT - 1 - number.adjusted())
    text = f"{round(number, digits):f}" if number else "0"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _words(section: str) -> str:
    """What a format shows beside the digits: units, currency, percent and minus signs."""
    return _LITERAL.sub(lambda it: it[1] if it[1] is not None else it[2], section).replace("@", "")


def _moment(value: date | time, pattern: str) -> str:
    if isinstance(value, time):
        return value.strftime("%H:%M:%S") if value.second else value.strftime("%H:%M")
    low = pattern.lower()
    month_only = "y" in low and "d" not in low
    if "年" in pattern:
        day = f"{value.year}年{value.month}月" if month_only else f"{value.year}年{value.month}月{value.day}日"
    else:
        day = f"{value.year}-{value.month:02d}" if month_only else f"{value.year}-{value.month:02d}-{value.day:02d}"
    has_time = isinstance(value, datetime) and (value.hour, value.minute, value.second) != (0, 0, 0)
    return f"{day} {value:%H:%M}" if has_time else day
