"""The record of what staff did to documents: who, when, and what it was before."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, select, update

from corpus.errors import BadCorrection, NoSuchCorrection
from corpus.identity.amended import Amendment, understood
from index.people import corrections
from index.schema import revisions

_LONGEST_NAME = 64
PATIENCE = 10.0
"""Seconds that a deed waits for its turn: others' deeds take one or two, a large ingest far more than anyone waits."""


class Deed(StrEnum):
    """What was done."""

    CORRECT = "correct"
    REMOVE = "remove"
    UNDO = "undo"
    REREAD = "reread"


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a correction, as a person writes it; empty: unknown."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing that someone did to a document."""

    id: str
    doc_id: str
    deed: Deed
    author: str
    made_at: datetime
    """UTC."""
    title: str = ""
    """Of the document, in its latest revision."""
    changes: Mapping[str, Change] = field(default_factory=dict)
    """By field, where fields were corrected."""
    undone_at: datetime | None = None
    undoes: str | None = None
    """Of an undo, the id of what it takes back."""

    @property
    def can_be_undone(self) -> bool:
        """Whether it still holds, and is of a sort that can be taken back."""
        return self.undone_at is None and self.deed in (Deed.CORRECT, Deed.REMOVE)

    def to_json(self) -> dict[str, Any]:
        """As `wence docs history --json` prints it."""
        return {
            "id": self.id,
            "doc_id": self.doc_id,
            "title": self.title,
            "deed": self.deed.value,
            "changes": {
                name: {"before": it.before or None, "after": it.after or None} for name, it in self.changes.items()
            },
            "by": self.author,
            "at": self.made_at.isoformat(timespec="seconds"),
            "undone_at": self.undone_at.isoformat(timespec="seconds") if self.undone_at else None,
            "undoes": self.undoes,
        }


def signed(author: str) -> str:
    """The name of who does something. Raises BadCorrection where there is none."""
    name = " ".join(author.split())
    if not name or len(name) > _LONGEST_NAME:
        raise BadCorrection(f"请写明由谁更正（最多 {_LONGEST_NAME} 个字）。")
    return name


def new_deed(doc_id: str, deed: Deed, author: str, **more: Any) -> Correction:
    """A deed that is being done now."""
    return Correction(secrets.token_hex(6), doc_id, deed, author, datetime.now(UTC), **more)


def write(connection: Connection, deed: Correction) -> None:
    """Keep a deed."""
    fields: dict[str, Any] = {name: {"before": it.before, "after": it.after} for name, it in deed.changes.items()}
    if deed.undoes is not None:
        fields = {"undoes": deed.undoes}
    row = {"id": deed.id, "doc_id": deed.doc_id, "deed": deed.deed.value, "fields": fields}
    connection.execute(corrections.insert(), row | {"author": deed.author, "made_at": deed.made_at})


def write_undo(connection: Connection, undo: Correction) -> None:
    """Keep an undo, and take back what it undoes."""
    write(connection, undo)
    undone = corrections.c.id == undo.undoes
    connection.execute(update(corrections).where(undone).values(undone_at=undo.made_at))


def history(engine: Engine, doc_id: str | None = None) -> list[Correction]:
    """What was done, to one document or to all, the latest first."""
    query = select(corrections).order_by(corrections.c.made_at.desc(), corrections.c.id)
    if doc_id is not None:
        query = query.where(corrections.c.doc_id == doc_id)
    with engine.connect() as connection:
        rows = connection.execute(query).mappings().all()
        titles = _titles(connection, {row["doc_id"] for row in rows})
    return [_deed(row, titles.get(row["doc_id"], "")) for row in rows]


def find(engine: Engine, correction_id: str) -> Correction:
    """A deed by its id, or by the beginning of it. Raises NoSuchCorrection."""
    found = [it for it in history(engine) if correction_id and it.id.startswith(correction_id)]
    if len(found) != 1:
        how = "不止一条" if found else "没有"
        raise NoSuchCorrection(f"{how}编号为“{correction_id}”的更正或移除。用 wence docs history 查看编号。")
    return found[0]


def standing(connection: Connection, leaving_out: str | None = None) -> dict[str, dict[str, str]]:
    """By doc_id, the values of the fields that are corrected, later corrections over earlier ones.

    `leaving_out`: a correction that is about to be taken back.
    """
    here = (corrections.c.deed == Deed.CORRECT.value) & corrections.c.undone_at.is_(None)
    query = select(corrections.c.id, corrections.c.doc_id, corrections.c.fields).where(here)
    values: dict[str, dict[str, str]] = {}
    for row in connection.execute(query.order_by(corrections.c.made_at, corrections.c.id)):
        if row.id != leaving_out:
            held = values.setdefault(row.doc_id, {})
            held |= {name: it["after"] for name, it in row.fields.items()}
    return values


def amendments(connection: Connection) -> dict[str, Amendment]:
    """By doc_id, what staff say of a document."""
    return {doc_id: understood(values) for doc_id, values in standing(connection).items()}


def _titles(connection: Connection, doc_ids: Iterable[str]) -> dict[str, str]:
    query = select(revisions.c.doc_id, revisions.c.title, revisions.c.state).where(revisions.c.doc_id.in_(doc_ids))
    rows = connection.execute(query.order_by(revisions.c.ingested_at)).all()
    return {row.doc_id: row.title for row in sorted(rows, key=lambda it: it.state == "ready")}


def _deed(row: RowMapping, title: str) -> Correction:
    deed, fields = Deed(row["deed"]), row["fields"]
    changes = {name: Change(**it) for name, it in fields.items()} if deed is Deed.CORRECT else {}
    undone_at = _utc(row["undone_at"]) if row["undone_at"] else None
    return Correction(
        row["id"],
        row["doc_id"],
        deed,
        row["author"],
        _utc(row["made_at"]),
        title,
        changes,
        undone_at,
        fields.get("undoes") if deed is Deed.UNDO else None,
    )


def _utc(moment: datetime) -> datetime:
    """SQLite forgets the zone, which is always UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
