"""Versions of one title: the newer takes the place of the older."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sqlalchemy import Connection, Row, func, select

from corpus.dates import find_dates
from corpus.document import Kind
from corpus.regions import find
from index.batches import batches
from index.schema import revisions, texts

_RULES = (Kind.REGULATION, Kind.RULE, Kind.NORMATIVE)
_EACH_ITS_OWN = re.compile(r"(?:决定|决议|公告|通告|批复|复函|函|报告|公报|令|纪要|通报|(?<!的)通知|计划|要点)$")
"""Acts that bear one title again and again without replacing one another: 关于修改部分地方性法规的决定."""
_ISSUES_A_RULE = re.compile(
    r"(?:印发|发布|公布).{2,80}(?:条例|办法|规定|细则|规则|措施|政策|意见|方案|标准)[^的]{0,8}的通知$"
)
_READ = 2000
"""Characters of a text in which its header is looked for."""
_SAME_TEXT = 0.9
"""Share of common lines from which two texts are copies of one."""


@dataclass(frozen=True, slots=True)
class Newer:
    """The version that takes the place of another."""

    doc_id: str
    title: str
    """With the day of the version in brackets."""
    on: date
    evidence: str | None
    """The line of its header that tells its latest day, else the sentence of its effect."""


@dataclass(frozen=True, slots=True)
class Succession:
    """Where a text stands among the versions of its title."""

    newer: Newer | None = None
    worded_on: date | None = None
    """Since when it applies in place of an older version; None for the oldest."""


_COLUMNS = [
    revisions.c[name]
    for name in (
        "key doc_id title title_key issuer number_key region effective_on published_on adopted_on evidence".split()
    )
]
_Version = Row[tuple[object, ...]]


def successions(connection: Connection) -> dict[str, Succession]:
    """By doc_id, where a text stands among the ready versions of its title.

    Versions have the same title but for marks such as （2018年修订）, the same place, and days that tell which is newer. Copies of
    one version, and acts that bear one title again and again, are none.
    """
    ready = revisions.c.state == "ready"
    several = select(revisions.c.title_key).where(ready).group_by(revisions.c.title_key).having(func.count() > 1)
    query = select(*_COLUMNS).where(
        ready, revisions.c.kind.in_([it.value for it in _RULES]), revisions.c.title_key.in_(several)
    )
    groups: dict[tuple[str, str | None], list[_Version]] = defaultdict(list)
    for row in connection.execute(query):
        if _day(row) is not None and _is_replaced(row.title_key):
            groups[(row.title_key, _scope(row))].append(row)
    chains = [sorted(rows, key=lambda row: _day(row) or date.min) for rows in groups.values() if len(rows) > 1]
    heads = _headers(connection, (row.key for chain in chains for row in chain))
    found: dict[str, Succession] = {}
    for chain in chains:
        found |= _chain(chain, heads)
    return found


def _chain(rows: list[_Version], heads: dict[str, str]) -> dict[str, Succession]:
    """Successions in one group of versions, oldest first; copies of a version stand and fall together."""
    versions: list[list[_Version]] = []
    for row in rows:
        if versions and any(_is_copy(row, it, heads) for it in versions[-1]):
            versions[-1].append(row)
        else:
            versions.append([row])
    found: dict[str, Succession] = {}
    for older, newer in pairwise(versions):
        since = max(day for row in newer if (day := _day(row)))
        by = newer[0]
        title = f"{by.title}（{since.year}年{since.month}月{since.day}日版）"
        line = _dated_line(heads.get(by.key, ""), by) or by.evidence
        for row in older:
            known = found.get(row.doc_id, Succession())
            found[row.doc_id] = Succession(Newer(by.doc_id, title, since, line), known.worded_on)
        for row in newer:
            found[row.doc_id] = Succession(None, since)
    return found


def _day(row: _Version) -> date | None:
    """The day from which the wording of a version applies: of its last amendment, or of its effect if that is later."""
    made = row.adopted_on or row.published_on
    return max(filter(None, (made, row.effective_on)), default=None)


def _is_replaced(title: str) -> bool:
    """Whether a newer text of this title takes the place of the older."""
    return not _EACH_ITS_OWN.search(title) if not title.endswith("通知") else bool(_ISSUES_A_RULE.search(title))


def _scope(row: _Version) -> str | None:
    """What two versions must share besides the title: a title without a place is one organ's."""
    return row.region if row.region and find(row.title) else f"{row.region}|{row.issuer}"


def _is_copy(row: _Version, other: _Version, heads: dict[str, str]) -> bool:
    """Whether two texts are copies of one version, whatever the days on which they were put on the web."""
    if row.number_key and row.number_key == other.number_key:
        return True
    if row.adopted_on and other.adopted_on:
        return bool(row.adopted_on == other.adopted_on)
    told = (row.effective_on, row.adopted_on, row.number_key) == (
        other.effective_on,
        other.adopted_on,
        other.number_key,
    )
    return told and _share(heads.get(row.key, ""), heads.get(other.key, "")) >= _SAME_TEXT


def _share(one: str, other: str) -> float:
    """Share of the lines of two texts that both have."""
    lines, others = set(one.split("\n")[:-1]), set(other.split("\n")[:-1])
    return len(lines & others) / max(1, len(lines | others))


def _headers(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    """The beginning of each text."""
    found: dict[str, str] = {}
    for some in batches(keys):
        query = select(texts.c.key, func.substr(texts.c.text, 1, _READ)).where(texts.c.key.in_(some))
        found |= {row[0]: row[1] for row in connection.execute(query)}
    return found


def _dated_line(head: str, row: _Version) -> str | None:
    """The line of the header that names the day on which this version was made."""
    wanted = row.adopted_on or row.published_on
    for line in head.split("\n")[:30]:
        if any(day == wanted for _, day in find_dates(line)):
            return line.strip()
    return None
