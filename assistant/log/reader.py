"""Looking things up in the log."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Engine, func, or_, select

from assistant.answer import Outcome
from assistant.log.entry import Channel, Entry
from assistant.log.rows import to_entry, utc
from corpus.errors import NoSuchEntry
from index.people import answers

_SHORTEST = 4
"""Characters from which the beginning of an id names an entry."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are looked for; None means any."""

    outcome: Outcome | None = None
    since: date | None = None
    until: date | None = None
    contains: str | None = None
    """In the question, its stand-alone form or the answer."""
    limit: int | None = None
    channel: Channel | None = None
    model: str | None = None
    """Who wrote the answer, as the entry names it."""
    skipped: int = 0
    """How many of the newest are passed over."""


def entries(engine: Engine, wanted: Wanted = Wanted()) -> list[Entry]:
    """The entries that are wanted, the newest first."""
    query = select(answers).where(*_conditions(wanted)).order_by(answers.c.asked_at.desc(), answers.c.id)
    with engine.connect() as connection:
        some = query.limit(wanted.limit).offset(wanted.skipped or None)
        return [to_entry(row) for row in connection.execute(some).mappings()]


def counted(engine: Engine, wanted: Wanted = Wanted()) -> int:
    """How many entries are wanted, whatever the limit."""
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(answers).where(*_conditions(wanted))) or 0


def authors(engine: Engine) -> list[str]:
    """Whoever wrote an answer of the log: `extractive`, `staff`, and names of models."""
    with engine.connect() as connection:
        return list(connection.scalars(select(answers.c.model).distinct().order_by(answers.c.model)))


def entry(engine: Engine, name: str) -> Entry:
    """The entry whose id is, or begins with, `name`. Raises NoSuchEntry where there is not exactly one."""
    begins = answers.c.id.startswith(name.lower(), autoescape=True)
    with engine.connect() as connection:
        rows = (
            connection.execute(select(answers).where(begins).limit(2)).mappings().all()
            if len(name) >= _SHORTEST
            else []
        )
    if len(rows) != 1:
        found = "不止一条" if rows else "没有"
        raise NoSuchEntry(f"{found}编号以“{name}”开头的问答记录（至少写 {_SHORTEST} 位）。用 wence log list 查看编号。")
    return to_entry(rows[0])


@dataclass(frozen=True, slots=True)
class Extent:
    """How much the log holds."""

    entries: int
    oldest: datetime | None
    """UTC."""


def extent(engine: Engine) -> Extent:
    """How many entries there are, and since when."""
    with engine.connect() as connection:
        count, oldest = connection.execute(select(func.count(), func.min(answers.c.asked_at))).one()
    return Extent(count, utc(oldest) if oldest else None)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.outcome is not None:
        found.append(answers.c.outcome == wanted.outcome.value)
    if wanted.since is not None:
        found.append(answers.c.asked_at >= _midnight(wanted.since))
    if wanted.until is not None:
        found.append(answers.c.asked_at < _midnight(wanted.until + timedelta(days=1)))
    if wanted.channel is not None:
        found.append(answers.c.channel == wanted.channel.value)
    if wanted.model is not None:
        found.append(answers.c.model == wanted.model)
    if wanted.contains:
        places = (answers.c.question, answers.c.standalone, answers.c.text)
        found.append(or_(*(it.icontains(wanted.contains, autoescape=True) for it in places)))
    return found


def _midnight(day: date) -> datetime:
    """When a day begins where the program runs."""
    return datetime.combine(day, time.min).astimezone(UTC)
