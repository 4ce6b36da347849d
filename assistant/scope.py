"""Where and when to look, as far as the question itself says it: 河北的…, 2020年5月时…"""

import calendar
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from assistant.places import Whereabouts
from corpus.normalize import fold
from index.hit import Filters

_THEN = re.compile(
    r"(?<!\d)((?:19|20)\d{2})年(?:(1[0-2]|0?[1-9])月(?:([12]\d|3[01]|0?[1-9])日)?)?(?:底|末|初)?(?:时(?![代间期段尚])|当时|那时|那会儿?|的时候)"
)
"""A past time, and not one that is part of what is asked for, such as 2020年的补贴."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a question narrows by its own words."""

    region: str | None = None
    as_of: date | None = None

    @property
    def said(self) -> str:
        """What was narrowed, in words; empty for nothing."""
        parts = [f"地区 {self.region}" if self.region else "", f"时点 {self.as_of.isoformat()}" if self.as_of else ""]
        return "，".join(filter(None, parts))

    def within(self, filters: Filters) -> Filters:
        """The filters, narrowed by the question where they leave it open: what a person has set counts more."""
        if filters.as_of is None and self.as_of is not None:
            # Of today it is worth knowing what is coming; of a past day it is no answer.
            filters = replace(filters, as_of=self.as_of, include_coming=False)
        return replace(filters, region=filters.region or self.region)


def without_time(question: str) -> str:
    """The question without the past time that it goes back to: as a filter it counts, as words it would be missed."""
    return _THEN.sub("", question)


def scope_of(question: str, where: Whereabouts, held: Collection[str], today: date) -> Scope:
    """What `question` narrows, as far as that is safe.

    A region: only where the question names a single one, and one of `held`, the regions that documents are of, lies in
    it. A day: the last of the time that the question goes back to; none for a time that is not over.
    """
    inner = [it for it in where.regions if not any(other != it and other.startswith(it) for other in where.regions)]
    region = inner[0] if len(inner) == 1 and any(it.startswith(inner[0]) for it in held) else None
    return Scope(region, _day(question, today))


def _day(question: str, today: date) -> date | None:
    match = _THEN.search(fold(question))
    if match is None:
        return None
    year, month = int(match[1]), int(match[2] or 12)
    last = calendar.monthrange(year, month)[1]
    day = date(year, month, min(int(match[3] or last), last))
    return day if day < today else None
