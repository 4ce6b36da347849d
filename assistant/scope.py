"""Where and when to look, as far as the question itself says it: 河北的…, 2020年5月时…"""

import calendar
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from assistant.places import Whereabouts
from corpus.normalize import fold
from index.hit import Filters

_YEAR = r"(?P<year>(?:19|20)\d{2})年?|(?P<ago>去年|前年|大前年)"
_DAY = r"(?:[-./]?(?P<month>1[0-2]|0?[1-9])[月\-./](?:(?P<day>[12]\d|3[01]|0?[1-9])[日号]?)?)?(?:底|末|初)?"
_THEN = re.compile(
    rf"(?<!\d)(?:{_YEAR}){_DAY}(?:时(?![代间期段尚])|当时|那时候?|那会儿?|的?时候|当天|当日|那天|那年|那一年|(?<=日)这天)"
)
"""A past time, and not one that is part of what is asked for, such as 2020年的补贴, …"""
_BY_RULES_OF = re.compile(
    rf"(?:按照?|依照?|依据|根据|适用|执行)(?:{_YEAR}){_DAY}(?:的|时的|当时的)?(?=(?:有效的?)?(?:规定|政策|标准|办法|口径|版本))"
)
"""… unless the rules of that time are to be applied: 按去年的标准."""
_AGO = {"去年": 1, "前年": 2, "大前年": 3}


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
    return _BY_RULES_OF.sub("", _THEN.sub("", question))


def on_the_day(filters: Filters, today: date) -> Filters:
    """The filters, without what came after the day where a past one is set: what is coming is worth knowing of today only."""
    if filters.as_of is None or filters.as_of >= today:
        return filters
    return replace(filters, include_coming=False)


def scope_of(question: str, where: Whereabouts, held: Collection[str], today: date) -> Scope:
    """What `question` narrows, as far as that is safe.

    A region: only where the question names a single one, and one of `held`, the regions that documents are of, lies in
    it. A day: the last of the time that the question goes back to; none for a time that is not over.
    """
    inner = [it for it in where.regions if not any(other != it and other.startswith(it) for other in where.regions)]
    region = inner[0] if len(inner) == 1 and any(it.startswith(inner[0]) for it in held) else None
    return Scope(region, _day(question, today))


def _day(question: str, today: date) -> date | None:
    folded = fold(question)
    match = _THEN.search(folded) or _BY_RULES_OF.search(folded)
    if match is None:
        return None
    year = int(match["year"]) if match["year"] else today.year - _AGO[match["ago"]]
    month = int(match["month"] or 12)
    last = calendar.monthrange(year, month)[1]
    day = date(year, month, min(int(match["day"] or last), last))
    return day if day < today else None
