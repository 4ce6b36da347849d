"""What the overview counts: outcomes by day, documents about to expire, and documents that came last."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Engine, select

from assistant.log.rows import utc
from assistant.web.desk.moments import midnight
from corpus.document import Card, Status
from index.catalog import Catalog
from index.people import answers
from index.schema import revisions

SOON = timedelta(days=60)
"""Within which a document that expires is worth a look: time enough to find what takes its place."""


@dataclass(frozen=True, slots=True)
class Day:
    """The questions of one day."""

    day: date
    outcomes: Counter[str]

    @property
    def total(self) -> int:
        """All questions of the day."""
        return self.outcomes.total()


def days(engine: Engine, today: date, count: int = 14) -> list[Day]:
    """The last `count` days up to today, each with its outcomes, also those without a question."""
    first = today - timedelta(days=count - 1)
    query = select(answers.c.asked_at, answers.c.outcome).where(answers.c.asked_at >= midnight(first))
    found: dict[date, Counter[str]] = {first + timedelta(days=at): Counter() for at in range(count)}
    with engine.connect() as connection:
        for asked_at, outcome in connection.execute(query):
            found.get(utc(asked_at).astimezone().date(), Counter[str]())[outcome] += 1
    return [Day(day, outcomes) for day, outcomes in found.items()]


def expiring(cards: Sequence[Card], today: date) -> list[Card]:
    """Documents in force today that expire soon, the first to expire first."""
    found = [
        (card.validity.expires_on, card)
        for card in cards
        if card.validity.expires_on is not None
        and today <= card.validity.expires_on <= today + SOON
        and card.validity.status(today) in (Status.IN_FORCE, Status.UNKNOWN)
    ]
    return [card for _, card in sorted(found, key=lambda pair: (pair[0], pair[1].title))]


def newest(catalog: Catalog, count: int = 6) -> list[tuple[Card, datetime]]:
    """The documents that were read last, with when (UTC), the latest first."""
    query = select(revisions.c.doc_id, revisions.c.ingested_at).where(revisions.c.state == "ready")
    with catalog.engine.connect() as connection:
        rows = connection.execute(query.order_by(revisions.c.ingested_at.desc()).limit(count)).all()
    cards = {card.doc_id: card for card in catalog.cards()}
    return [(cards[row.doc_id], utc(row.ingested_at)) for row in rows if row.doc_id in cards]
