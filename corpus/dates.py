"""Days as documents write them: 2025年1月1日, 二○二五年一月一日, 2025-01-01."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from corpus.numerals import to_int

_NUMBER = "〇○零Ｏ一二三四五六七八九十"
DATE = (
    rf"(?:(?:[12１２]\d{{3}}|[{_NUMBER}]{{4}})\s?年\s?(?:[\dl]{{1,2}}|[{_NUMBER}]{{1,3}})\s?月"
    rf"\s?(?:[\dl]{{1,2}}|[{_NUMBER}]{{1,3}})\s?日|(?<!\d)[12]\d{{3}}[-/.][01]?\d[-/.][0-3]?\d(?!\d))"
)
"""Regular expression of a full day, without groups. Typists write l for 1."""
_PARTS = re.compile(r"[年月日/.\-]")
_DATE = re.compile(DATE)
_CHINA = timezone(timedelta(hours=8))


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
    numbers = [to_int(part.strip()) for part in _PARTS.split(text.replace("l", "1")) if part.strip()]
    if len(numbers) != 3 or None in numbers:
        return None
    year, month, day = (number or 0 for number in numbers)
    try:
        return date(year, month, day)
    except ValueError:  # the 31st of February is a slip of the pen, not a day
        return None


def _from_timestamp(text: str) -> date | None:
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(text)
        except ValueError:
            continue
        return moment.astimezone(_CHINA).date() if moment.tzinfo else moment.date()
    return None
