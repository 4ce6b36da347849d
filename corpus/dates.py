"""Days as documents write them: 2025年1月1日, 二○二五年一月一日, 2025-01-01."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from corpus.numerals import to_int

_ZERO = "〇○零ＯO◯Οo0０"
_NUMBER = _ZERO + "一二三四五六七八九十廿卅元"
DATE = (
    rf"(?:(?:[12１２]\d{{3}}|[{_NUMBER}]{{4}})\s?年\s?(?:[\dl]{{1,2}}|[{_NUMBER}]{{1,3}})\s?月"
    rf"\s?(?:[\dl]{{1,2}}|[{_NUMBER}]{{1,4}})\s?[日号]|(?<!\d)[12]\d{{3}}[-/.][01]?\d[-/.][0-3]?\d(?![\d.]\d))"
)
"""Regular expression of a full day, without groups. Typists write l for 1 and a letter O for the round zero."""
_PARTS = re.compile(r"[年月日号/.\-]")
_DATE = re.compile(DATE)
_CHINA = timezone(timedelta(hours=8))
_ROUND = str.maketrans(dict.fromkeys("ＯO◯Οo", "〇"))


def find_dates(text: str) -> Iterator[tuple[re.Match[str], date]]:
    """Each day that `text` names and that exists in the calendar, with its match, in reading order."""
    for match in _DATE.finditer(text):
        day = to_date(match[0])
        if day is not None:
            yield match, day


def to_date(text: str) -> date | None:
    """The day that the whole of `text` writes; a time of day with a zone is taken in China's. None if it writes none."""
    text = text.strip()
    if not _DATE.fullmatch(text):
        return _from_timestamp(text)
    numbers = [_number(part.strip()) for part in _PARTS.split(text) if part.strip()]
    if len(numbers) != 3 or None in numbers:
        return None
    year, month, day = (number or 0 for number in numbers)
    try:
        return date(year, month, day)
    except ValueError:  # the 31st of February is a slip of the pen, not a day
        return None


def _number(part: str) -> int | None:
    if re.fullmatch(r"[\dl]+", part):
        return to_int(part.replace("l", "1"))
    return to_int(part.translate(_ROUND).replace("元", "一"))


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last day of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(min(year, date.max.year), month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def add_workdays(day: date, count: int) -> date:
    """`count` working days later, counted from the next day on.

    Only Saturdays and Sundays are taken for days off: public holidays and the working weekends that make up for them
    are announced year by year, and no text says them.
    """
    weeks, rest = divmod(min(count, 10_000), 5)
    day += timedelta(days=7 * weeks)
    while rest > 0:
        day += timedelta(days=1)
        rest -= day.weekday() < 5
    while day.weekday() > 4 and count > 0:
        day -= timedelta(days=1)
    return day


def _from_timestamp(text: str) -> date | None:
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(text)
        except ValueError:
            continue
        return moment.astimezone(_CHINA).date() if moment.tzinfo else moment.date()
    return None
