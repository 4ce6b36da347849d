"""Entries of the log to rows of the catalog, and back."""

from dataclasses import asdict, fields
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import RowMapping

from assistant.answer import Outcome, Unverified
from assistant.log.entry import Channel, Cited, Entry, Retrieved
from corpus.document import Kind
from index.hit import Filters

Row = dict[str, Any]


def entry_row(entry: Entry) -> Row:
    """The row of `answers` for an entry."""
    return {
        "id": entry.id,
        "asked_at": entry.asked_at,
        "question": entry.question,
        "standalone": entry.standalone,
        "earlier": list(entry.earlier),
        "filters": filters_json(entry.filters),
        "scope": entry.scope,
        "as_of": entry.as_of,
        "outcome": entry.outcome.value,
        "text": entry.text,
        "model": entry.model,
        "prompt": entry.prompt,
        "citations": [asdict(it) for it in entry.citations],
        "hits": [asdict(it) for it in entry.hits],
        "left_out": [asdict(it) for it in entry.left_out],
        "seconds": {"search": round(entry.search_seconds, 4), "total": round(entry.total_seconds, 4)},
        "channel": entry.channel.value,
        "conversation": entry.conversation,
        "version": entry.version,
        "request": entry.request,
    }


def to_entry(row: RowMapping) -> Entry:
    """The entry in a row of `answers`."""
    return Entry(
        id=row["id"],
        asked_at=utc(row["asked_at"]),
        question=row["question"],
        standalone=row["standalone"],
        earlier=tuple(row["earlier"]),
        filters=to_filters(row["filters"]),
        scope=row["scope"],
        as_of=row["as_of"],
        outcome=Outcome(row["outcome"]),
        text=row["text"],
        model=row["model"],
        prompt=row["prompt"],
        citations=tuple(Cited(**it) for it in row["citations"]),
        hits=tuple(Retrieved(**it) for it in row["hits"]),
        left_out=tuple(Unverified(**it) for it in row["left_out"]),
        search_seconds=row["seconds"]["search"],
        total_seconds=row["seconds"]["total"],
        channel=Channel(row["channel"]),
        conversation=row["conversation"],
        version=row["version"],
        request=row["request"],
    )


def entry_json(entry: Entry) -> Row:
    """What `wence log show --json` prints: the row, its times in ISO form."""
    row = entry_row(entry)
    return row | {"asked_at": entry.asked_at.isoformat(), "as_of": entry.as_of.isoformat(), "masked": entry.is_masked}


def filters_json(filters: Filters) -> Row:
    """Filters as JSON holds them: only what narrows or differs from the usual."""
    usual, values = Filters(), asdict(filters)
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
        if value != getattr(usual, name)
    }


def to_filters(values: Row) -> Filters:
    """The filters that `filters_json` spells."""
    known = {it.name for it in fields(Filters)}
    given = {name: value for name, value in values.items() if name in known}
    for name in ("since", "until", "as_of"):
        if given.get(name):
            given[name] = date.fromisoformat(given[name])
    if given.get("kind"):
        given["kind"] = Kind(given["kind"])
    return Filters(**given)


def utc(moment: datetime) -> datetime:
    """A time of the catalog with its zone: SQLite gives it back without."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
