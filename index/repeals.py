"""Which document of the catalog repeals which: found by comparing the titles and 文号 that documents name."""

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, or_, select

from corpus.normalize import fold
from index.schema import repeals, revisions

# （2019年修订）, (试行) stay different from each other only in the title that people see.
_VERSION = re.compile(r"\((?:[^()]*(?:修订|修正|修改|版)[^()]*|\d{4}年?)\)$")
_NOT_COMPARED = re.compile(r"[《》<>\s\"'“”‘’]")
_BRACKETS = re.compile(r"[\[\](){}〔〕【】〈〉<>]")


@dataclass(frozen=True, slots=True)
class Link:
    """What repeals a document, and from which day."""

    title: str
    on: date | None


def title_key(title: str) -> str:
    """The form in which titles are compared: folded, without 《》, blanks and a version in parentheses at the end."""
    return _VERSION.sub("", _NOT_COMPARED.sub("", fold(title)))


def number_key(doc_number: str | None) -> str | None:
    """The form in which 文号 are compared: whatever the brackets, 沧政〔2024〕3号 is 沧政[2024]3号."""
    if doc_number is None:
        return None
    return _BRACKETS.sub("|", re.sub(r"\s", "", fold(doc_number))) or None


def links(connection: Connection) -> dict[str, Link]:
    """By doc_id, what repeals it, among the ready documents; the earliest where several do."""
    by, old = revisions.alias("by"), revisions.alias("old")
    query = (
        select(by.c.title, by.c.effective_on, by.c.published_on, by.c.title_key.label("by_title"), old)
        .select_from(repeals.join(by, by.c.key == repeals.c.key))
        .join(
            old,
            or_(
                (old.c.title_key == repeals.c.title_key)
                & (
                    repeals.c.number_key.is_(None)
                    | old.c.number_key.is_(None)
                    | (old.c.number_key == repeals.c.number_key)
                ),
                old.c.number_key == repeals.c.number_key,
            ),
        )
        .where(by.c.state == "ready", old.c.state == "ready", old.c.doc_id != by.c.doc_id)
    )
    found: dict[str, Link] = {}
    for row in connection.execute(query):
        title, effective, published, by_title = row[0], row[1], row[2], row[3]
        target = row._mapping
        link = Link(title, effective or published)
        dated = target[old.c.effective_on] or target[old.c.published_on]
        if not _comes_later(link.on, dated, same_title=by_title == target[old.c.title_key]):
            continue
        known = found.get(target[old.c.doc_id])
        if known is None or (link.on or date.max) < (known.on or date.max):
            found[target[old.c.doc_id]] = link
    return found


def _comes_later(by: date | None, old: date | None, *, same_title: bool) -> bool:
    """Whether a document of day `by` can repeal one of day `old`.

    Two versions of one title both name that title when each repeals the one before it: only the days tell them apart,
    and two copies of one version have the same day.
    """
    if by is None or old is None:
        return not same_title
    return by > old if same_title else by >= old
