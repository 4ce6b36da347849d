"""Which document of the catalog repeals or replaces which: found by comparing titles and 文号."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, RowMapping, or_, select

from corpus.validity.repealing import repeal_day
from index.batches import batches
from index.corrections.deeds import amendments
from index.schema import repeals, revisions
from index.titles import number_key, other_names, title_key
from index.versions import Succession, successions

__all__ = ["Link", "links", "number_key", "repealed_by", "title_key"]


@dataclass(frozen=True, slots=True)
class Link:
    """What ends a document, and from which day; or since when its wording applies."""

    title: str | None = None
    """Of the document that repeals this one or takes its place; None where there is none."""
    on: date | None = None
    doc_id: str | None = None
    """Of that document."""
    evidence: str | None = None
    """The sentence or line of that document that says so."""
    worded_on: date | None = None
    """Where this text takes the place of an older version: since when."""

    def ends_by(self, day: date) -> bool:
        """Whether the document has ended on the day."""
        return self.title is not None and (self.on is None or self.on <= day)


_COLUMNS = [
    revisions.c[name]
    for name in (
        "key doc_id title title_key number_key region effective_on published_on adopted_on repealed_by repealed_on"
    ).split()
]


def links(connection: Connection) -> dict[str, Link]:
    """By doc_id, what repeals or replaces it among the ready documents; the earliest where several do.

    The order in which the documents came in is of no account: titles and 文号 are compared whenever the catalog has changed.
    What staff say is not repealed, is not.
    """
    found = _told(connection)
    for doc_id, link, _ in _repealed(connection):
        found[doc_id] = _earlier(found.get(doc_id), link)
    for doc_id, succession in successions(connection).items():
        found[doc_id] = _with_succession(found.get(doc_id), succession)
    for doc_id, amendment in amendments(connection).items():
        if amendment.unties and doc_id in found:
            found[doc_id] = Link(worded_on=found[doc_id].worded_on)
    return found


def _with_succession(known: Link | None, succession: Succession) -> Link:
    """What is known of a document with what its older and newer versions say."""
    link = known or Link()
    if succession.newer is not None:
        newer = Link(succession.newer.title, succession.newer.on, succession.newer.doc_id, succession.newer.evidence)
        link = _earlier(known, newer)
    return Link(link.title, link.on, link.doc_id, link.evidence, succession.worded_on)


def _earlier(known: Link | None, link: Link) -> Link:
    if known is None or known.title is None:
        return link
    return link if (link.on or date.max) < (known.on or date.max) else known


def _told(connection: Connection) -> dict[str, Link]:
    """For documents that say themselves by what they are repealed, which one that is."""
    ready = revisions.c.state == "ready"
    query = select(revisions.c.doc_id, revisions.c.repealed_by, revisions.c.repealed_on)
    told = connection.execute(query.where(ready, revisions.c.repealed_by.is_not(None))).all()
    if not told:
        return {}
    keys = {title_key(row.repealed_by) for row in told}
    query = select(revisions.c.title_key, revisions.c.doc_id).where(ready, revisions.c.title_key.in_(keys))
    known = {row.title_key: row.doc_id for row in connection.execute(query)}
    return {
        row.doc_id: Link(row.repealed_by, row.repealed_on, doc_id)
        for row in told
        if (doc_id := known.get(title_key(row.repealed_by))) and doc_id != row.doc_id
    }


def repealed_by(connection: Connection, doc_id: str) -> dict[str, str]:
    """By the title that the document names, the doc_id of each ready document that it repeals."""
    return {title: old for old, link, title in _repealed(connection) if link.doc_id == doc_id}


def _repealed(connection: Connection) -> Iterable[tuple[str, Link, str]]:
    """Each document that another one names in a sentence that repeals it, with the title by which it is named."""
    by_name, by_number = _named_candidates(connection)
    if not by_name and not by_number:
        return
    query = select(repeals, *_COLUMNS[1:3], *_COLUMNS[5:9], revisions.c.title_key.label("by_key")).join(revisions)
    for named in connection.execute(query.where(revisions.c.state == "ready")).mappings():
        # 文号 and title may be those of one document, which is then found twice.
        olds = {it["doc_id"]: (it, True) for it in by_number.get(named[repeals.c.number_key] or "", ())}
        for name in (named[repeals.c.title_key], *other_names(named[repeals.c.title_key])):
            for old in by_name.get(name, ()):
                olds.setdefault(old["doc_id"], (old, False))
        for old, same_number in olds.values():
            link = _link(named)
            if old["doc_id"] != named[revisions.c.doc_id] and _may_repeal(named, old, link, same_number=same_number):
                yield old["doc_id"], link, named[repeals.c.title]


def _link(named: RowMapping) -> Link:
    evidence = named[repeals.c.evidence]
    day = repeal_day(evidence or "") or named[revisions.c.effective_on]
    day = day or named[revisions.c.published_on] or named[revisions.c.adopted_on]
    return Link(named[revisions.c.title], day, named[revisions.c.doc_id], evidence)


def _named_candidates(
    connection: Connection,
) -> tuple[dict[str, list[RowMapping]], dict[str, list[RowMapping]]]:
    """Ready documents that some repeal may mean, by each name and by 文号."""
    named = connection.scalars(select(repeals.c.title_key).distinct()).all()
    wanted = {*named, *(other for name in named for other in other_names(name))}
    numbers = select(repeals.c.number_key).where(repeals.c.number_key.is_not(None))
    ready = select(revisions.c.key).where(revisions.c.state == "ready")
    keys = set(connection.scalars(ready.where(revisions.c.number_key.in_(numbers))))
    for names in batches(wanted):
        keys |= set(connection.scalars(ready.where(revisions.c.title_key.in_(names))))
    keys |= _otherwise_named(connection, wanted) if wanted else set()
    by_name: dict[str, list[RowMapping]] = defaultdict(list)
    by_number: dict[str, list[RowMapping]] = defaultdict(list)
    for some in batches(keys):
        for row in connection.execute(select(*_COLUMNS).where(revisions.c.key.in_(some))).mappings():
            for name in (row["title_key"], *other_names(row["title_key"])):
                by_name[name].append(row)
            if row["number_key"]:
                by_number[row["number_key"]].append(row)
    return by_name, by_number


def _otherwise_named(connection: Connection, wanted: set[str]) -> set[str]:
    """Keys of ready documents whose title holds one of the names in it; only those two columns are read of all."""
    title = revisions.c.title_key
    query = select(revisions.c.key, title).where(revisions.c.state == "ready")
    query = query.where(or_(title.like("%关于%"), title.like("%印发%")))
    return {key for key, name in connection.execute(query) if not wanted.isdisjoint(other_names(name))}


def _may_repeal(by: RowMapping, old: RowMapping, link: Link, *, same_number: bool) -> bool:
    """Whether what is named can be this document: not of another number or place, and not the newer of the two."""
    number = by[repeals.c.number_key]
    if not same_number:
        if number and old["number_key"] and number != old["number_key"]:
            return False
        here, there = by[revisions.c.region], old["region"]
        if here and there and not (here.startswith(there) or there.startswith(here)):
            return False
    dated = old["effective_on"] or old["published_on"] or old["adopted_on"]
    return _comes_later(link.on, dated, same_title=by["by_key"] == old["title_key"])


def _comes_later(by: date | None, old: date | None, *, same_title: bool) -> bool:
    """Whether a document of day `by` can repeal one of day `old`.

    Two versions of one title both name that title when each repeals the one before it: only the days tell them apart,
    and two copies of one version have the same day.
    """
    if by is None or old is None:
        return not same_title
    return by > old if same_title else by >= old
