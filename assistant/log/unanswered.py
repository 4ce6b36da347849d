"""The questions that found nothing, for the staff to answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from assistant.answer import Outcome
from assistant.log.entry import STAFF
from assistant.log.rows import filters_json, to_filters, utc
from assistant.log.sameness import key
from assistant.log.staff import covering, narrowing, standing
from index.batches import batches
from index.hit import Filters
from index.people import answers
from index.store import Store

_Asked = Row[tuple[str, datetime, str, dict[str, Any], str, str]]


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that found nothing, as often as it was asked."""

    question: str
    """Stand-alone, as it was asked last."""
    filters: Filters
    """What narrowed the documents among which it was looked."""
    last_asked: datetime
    """UTC."""
    ids: tuple[str, ...]
    """Of the entries, the newest first."""
    nearest: tuple[str, ...]
    """Titles of the documents that came nearest, the last time."""


def unanswered(store: Store, today: date) -> list[Unanswered]:
    """Questions that the documents did not answer when they were last asked, the newest first; asked alike, they are one.

    Left out are those that an answer of the staff's covers today, and what was never looked for, such as a greeting.
    """
    columns = [answers.c[name] for name in ("id", "asked_at", "standalone", "filters", "outcome", "model")]
    groups: dict[tuple[str, Filters], list[_Asked]] = {}
    with store.catalog.engine.connect() as connection:
        for row in connection.execute(select(*columns).order_by(answers.c.asked_at.desc(), answers.c.id)):
            groups.setdefault((key(row.standalone), narrowing(to_filters(row.filters))), []).append(row)
        found = {where: _open(group) for where, group in groups.items() if _is_open(group[0])}
        nearest = _titles(connection, [group[0].id for group in found.values()])
    given = standing(store.catalog.engine, today)
    return [
        Unanswered(
            group[0].standalone, filters, utc(group[0].asked_at), tuple(it.id for it in group), nearest[group[0].id]
        )
        for (_, filters), group in found.items()
        if nearest[group[0].id] and covering(given, group[0].standalone, filters, store.encoder) is None
    ]


def unanswered_json(it: Unanswered) -> dict[str, Any]:
    """What `wence log unanswered --json` prints of one question."""
    return {
        "question": it.question,
        "count": len(it.ids),
        "last_asked": it.last_asked.isoformat(),
        "filters": filters_json(it.filters),
        "ids": list(it.ids),
        "nearest": list(it.nearest),
    }


def _is_open(row: _Asked) -> bool:
    """Whether the documents did not answer: what the staff answered may have come to its end since."""
    return bool(row.outcome == Outcome.NOT_FOUND.value or row.model == STAFF)


def _open(group: Sequence[_Asked]) -> list[_Asked]:
    """Those of a question's rows, the newest first, that came after the documents last answered it."""
    ends = next((at for at, row in enumerate(group) if not _is_open(row)), len(group))
    return list(group[:ends])


def _titles(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """By id, the titles of the first documents that were found."""
    found: dict[str, tuple[str, ...]] = {}
    for some in batches(ids):
        for row in connection.execute(select(answers.c.id, answers.c.hits).where(answers.c.id.in_(some))):
            found[row.id] = tuple(dict.fromkeys(hit["title"] for hit in row.hits))[:3]
    return found
