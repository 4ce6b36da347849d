"""When a document was adopted, published and amended, as its header and its signature say."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from corpus.dates import DATE, find_dates, to_date
from corpus.identity.header import OPEN_DAY
from corpus.normalize import simplify

_PUBLISHED_LABEL = re.compile(rf"(?:发布|公布|公开|刊发|发表)(?:日期|时间|日)\s?[:：|]?\s?({DATE})")
_ISSUED_LABEL = re.compile(
    rf"(?:成文|印发|发文|签发|制定)(?:日期|时间|日)\s?[:：|]?\s?({DATE})|^(?:日期|时间)\s?[:：|]\s?({DATE})"
)
_UPDATED_LABEL = re.compile(rf"更新(?:日期|时间)\s?[:：|]?\s?({DATE})")
_PUBLISHED = re.compile(r"公布|发布|印发|颁布|签发|刊发|下发")
_AMENDED = re.compile(r"修正|修改")
_AMENDED_INSIDE = re.compile(r"修[正改]》?[）)]?\s*$")
_REVISED = re.compile(r"修订")
_ADOPTED = re.compile(r"通过|批准|审议|制定")
_IN_FORCE_FROM = re.compile(r"\s?起?(?:施行|实施|执行|生效|试行)")
_STANDS_ALONE = re.compile(
    r"[）)\]】\s\d:：|]|印发|(?:来源|作者|记者|编辑|责编|责任编辑|浏览|字号|阅读|点击|打印|分享).{0,60}$|[\u4e00-\u9fff]{2,8}(?:日报|晚报|网|时报|发布|客户端)$"
)
_BEFORE_ISSUE = re.compile(r"(?!.*(?:更新|访问|浏览))[\u4e00-\u9fff（）()·、\s:：]{0,60}")
"""What stands before a day of issue: organs, or nothing."""
_DATELINE = re.compile(r"[（(]?[\u4e00-\u9fff]{2,12}?(?<![年月])(\d{1,2})月(\d{1,2})日[讯电][）)]?")
_YEAR_OF_NEWS = re.compile(
    r"(?:刚刚|日前|近日|昨日|昨天|今日|今天)[^。！？\d]{0,8}(20\d\d)(?!\d)|今年[（(](20\d\d)年?[）)]|(20\d\d)年(?:今年|以来)"
)
_NEXT_ACT = timedelta(days=366)
"""A law is published within a year of its adoption, or of its approval by the province."""


class Act(Enum):
    """What was done to a document on a day."""

    ADOPTED = "adopted"
    REVISED = "revised"
    """Adopted anew as a whole: its dates count from here."""
    AMENDED = "amended"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Enactment:
    """The days on which the document was made; None where the text does not say."""

    adopted_on: date | None = None
    """The latest day on which it was adopted, approved, revised or amended."""
    published_on: date | None = None
    """The latest day on which it was published or issued."""
    entry_published_on: date | None = None
    """What "from its publication" counts from: publication of the wording as a whole, not of later amendments."""
    entry_adopted_on: date | None = None
    """What "from its adoption" counts from."""
    published_by: date | None = None
    """A day by which the wording as a whole was published for certain, where its day is not said."""


def read_enactment(head: Sequence[str], tail: Sequence[str], text: str = "") -> Enactment:
    """Read the lines of the header, else the signature at the end, else a dateline whose year `text` proves."""
    label = _labelled(head)
    acts = [act for line in _whole(head) if not _is_label(line) for act in _acts(line)]
    if not acts and label is None:
        signed = (to_date(line.strip("（）() 印发")) for line in reversed(tail))
        label = next((day for day in signed if day is not None), None) or _dateline([*head, *tail], text)
    return _summed(acts, label)


def _whole(head: Sequence[str]) -> Iterator[str]:
    """The lines of the header; one that breaks off between a day and what was done on it goes on with the next."""
    pending = ""
    for line in head:
        if pending and re.match(DATE, line.strip("（( ")):
            yield pending
            pending = ""
        pending += line
        if OPEN_DAY.search(line) and len(pending) <= 400:
            continue
        if not re.search(DATE, pending) or len(pending) > 400 or next(_acts(pending), None) is not None:
            yield pending
            pending = ""
    if pending:
        yield pending


def _is_label(line: str) -> bool:
    return any(it.search(line) for it in (_PUBLISHED_LABEL, _ISSUED_LABEL, _UPDATED_LABEL))


def _labelled(head: Sequence[str]) -> date | None:
    """The day in a line such as 发布日期：2024-03-05; 成文日期 where that is not given, else the day of an update."""
    for pattern in (_PUBLISHED_LABEL, _ISSUED_LABEL, _UPDATED_LABEL):
        for line in head:
            if match := pattern.search(line):
                return to_date(next(filter(None, match.groups())))
    return None


def _summed(acts: Sequence[tuple[date, Act]], label: date | None) -> Enactment:
    """`acts` in the order of the text; `label` is the day of publication that a label or signature gives."""
    made = [day for day, act in acts if act is not Act.PUBLISHED]
    published = [day for day, act in acts if act is Act.PUBLISHED]
    whole = [day for day, act in acts if act in (Act.ADOPTED, Act.REVISED)]
    entry = max(whole, default=None)
    # An order that amends is published, too: what counts is the publication that follows the wording's adoption.
    amended = min((day for day, act in acts if act is Act.AMENDED and (entry is None or day > entry)), default=date.max)
    following = [day for day in published if (entry is None or day >= entry) and day < amended]
    last_published = label or max(published, default=None)
    entry_published = min(following, default=None) or (last_published if amended is date.max else None)
    if entry_published and entry and entry_published < entry:
        entry_published = None
    by = min(amended, entry + _NEXT_ACT) if entry and entry_published is None else None
    return Enactment(max(made, default=None), last_published, entry_published, entry, by)


def _acts(line: str) -> Iterator[tuple[date, Act]]:
    """Days in a line of the header on which something was done to the document, and what."""
    bare = _without_cited_titles(line)
    days = list(find_dates(bare))
    for place, (match, day) in enumerate(days):
        end = days[place + 1][0].start() if place + 1 < len(days) else len(bare)
        behind = bare[match.end() : end]
        if _IN_FORCE_FROM.match(behind):
            continue
        # The closing 》 may stand behind 修正 instead of before it.
        if act := _act(behind) or (Act.AMENDED if _AMENDED_INSIDE.search(line[match.end() : end]) else None):
            yield day, act
        elif not _STANDS_ALONE.sub("", behind) and _BEFORE_ISSUE.fullmatch(bare[: match.start()]):
            yield day, Act.PUBLISHED


def _act(behind: str) -> Act | None:
    """What was done on a day, from the words between it and the next day."""
    if _AMENDED.search(behind):
        return Act.AMENDED
    if _REVISED.search(behind):
        return Act.REVISED
    if _PUBLISHED.search(behind):
        return Act.PUBLISHED
    return Act.ADOPTED if _ADOPTED.search(behind) else None


def _without_cited_titles(line: str) -> str:
    """The line with the titles in it blanked, so that a day or 公布 in them is not taken for the document's."""
    return re.sub(
        r"《(?:[^《》]|《[^《》]{0,80}》){0,120}》(?:[（(][^（）()]{0,80}[)）])?",
        lambda match: "　" * len(match[0]),
        line,
    )


def _dateline(lines: Sequence[str], text: str) -> date | None:
    """The day of a report from a dateline such as （某网7月6日讯）, if the report itself proves the year."""
    match = next((found for line in lines if (found := _DATELINE.search(simplify(line)))), None)
    years = {next(filter(None, found.groups())) for found in _YEAR_OF_NEWS.finditer(simplify(text))} if match else set()
    if match is None or len(years) != 1:
        return None
    return to_date(f"{years.pop()}年{match[1]}月{match[2]}日")
