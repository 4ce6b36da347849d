"""The lines that stand before the first provision or paragraph: title, issuer, 文号, dates."""

import re
from collections.abc import Sequence

from corpus.dates import DATE

_ENACTED = re.compile(r"^第[一1]条|^一、|^第[一1]章")
_HISTORY = re.compile(rf"{DATE}.{{0,200}}(?:会议|公布|通过|发布|印发|修正|修订|批准)")
OPEN_DAY = re.compile(r"(?:19|20)\d\d年\s?(?:\d{1,2}(?:月\s?(?:\d{1,2})?)?)?$")
"""A line that breaks off within a day."""
_LONGEST_LINE = 500
_LONGEST_HISTORY = 3000
"""A law that was amended ten times tells it in one line."""
_MOST_LINES = 20
_PROSE = 60
"""Characters beyond which a line is prose."""


def header(lines: Sequence[str]) -> list[str]:
    """The first of `lines` up to the first provision or the first paragraph of prose; at most 20."""
    for index, line in enumerate(lines[:_MOST_LINES]):
        # A day may be broken over two lines: 2014年9月26 / 日甲省人大常委会批准.
        whole = lines[index - 1][-12:] + line if index and OPEN_DAY.search(lines[index - 1]) else line
        is_history = _HISTORY.search(whole[:300]) is not None
        is_prose = index > 0 and len(line) > _PROSE and not is_history
        if _ENACTED.match(line) or is_prose or len(line) > (_LONGEST_HISTORY if is_history else _LONGEST_LINE):
            return list(lines[:index])
    return list(lines[:_MOST_LINES])
