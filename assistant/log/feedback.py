"""What those who asked think of an answer, kept beside its entry in the log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine, RowMapping, delete, insert, select, update

from assistant.log.mask import mask, personal
from assistant.log.rows import utc
from assistant.log.transaction import writing
from corpus.errors import NoSuchEntry
from index.people import answers, feedback

LONGEST_REMARK = 500
"""Characters; what is longer is cut."""
_OF_VISITOR = 8
"""Hexadecimal digits by which two visitors of one answer are told apart."""


class Reason(StrEnum):
    """What is wrong with an answer."""

    OFF_TOPIC = "off_topic"
    WRONG_SOURCE = "wrong_source"
    OUTDATED = "outdated"
    INCOMPLETE = "incomplete"
    OTHER = "other"


REASON_NAMES = {
    Reason.OFF_TOPIC: "答非所问",
    Reason.WRONG_SOURCE: "依据不对",
    Reason.OUTDATED: "已过时",
    Reason.INCOMPLETE: "不完整",
    Reason.OTHER: "其他",
}


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one visitor thinks of one answer."""

    is_helpful: bool
    reason: Reason | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Feedback:
    """An opinion with the answer that it is about, for the staff."""

    entry_id: str
    """Of the answer in the log."""
    visitor: str
    """SHA-256; tells opinions on one answer apart, and nothing of the person."""
    opinion: Opinion
    given_at: datetime
    """UTC."""
    question: str | None
    """None where the entry is gone."""
    outcome: str | None = None
    settled_at: datetime | None = None
    settled_by: str | None = None

    @property
    def id(self) -> str:
        """By which it is settled."""
        return f"{self.entry_id}-{self.visitor[:_OF_VISITOR]}"


def give(
    engine: Engine, entry_id: str, visitor: str, opinion: Opinion, *, question: str = "", full: bool = False
) -> None:
    """Keeps an opinion in the place of an earlier one of the same visitor.

    Unless `full`, personal data is taken out of the remark, also what the `question` tells of its author.

    Raises:
        StoreError: nothing can be written.
    """
    remark = opinion.remark.strip()[:LONGEST_REMARK]
    row: dict[str, Any] = {
        "answer": entry_id,
        "visitor": visitor,
        "is_helpful": opinion.is_helpful,
        "reason": opinion.reason.value if opinion.reason else None,
        "remark": (remark if full else mask(remark, personal(question))) or None,
        "given_at": datetime.now(UTC),
    }
    with writing(engine) as connection:
        connection.execute(delete(feedback).where(feedback.c.answer == entry_id, feedback.c.visitor == visitor))
        connection.execute(insert(feedback), row)


def take_back(engine: Engine, entry_id: str, visitor: str) -> None:
    """Removes what a visitor said of an answer. Raises StoreError."""
    with writing(engine) as connection:
        connection.execute(delete(feedback).where(feedback.c.answer == entry_id, feedback.c.visitor == visitor))


def opinions(engine: Engine, visitor: str, entry_ids: Sequence[str]) -> dict[str, Opinion]:
    """What a visitor said of answers, by the ids of their entries."""
    query = select(feedback).where(feedback.c.visitor == visitor, feedback.c.answer.in_(entry_ids))
    with engine.connect() as connection:
        return {row["answer"]: _opinion(row) for row in connection.execute(query).mappings()}


@dataclass(frozen=True, slots=True)
class Sought:
    """Which feedback is looked for; None means any."""

    is_helpful: bool | None = None
    reason: Reason | None = None
    unsettled: bool = False
    limit: int | None = None


def given(engine: Engine, sought: Sought = Sought()) -> list[Feedback]:
    """The feedback that is sought, the newest first."""
    query = select(feedback, answers.c.question, answers.c.outcome).outerjoin(
        answers, answers.c.id == feedback.c.answer
    )
    if sought.is_helpful is not None:
        query = query.where(feedback.c.is_helpful == sought.is_helpful)
    if sought.reason is not None:
        query = query.where(feedback.c.reason == sought.reason.value)
    if sought.unsettled:
        query = query.where(feedback.c.settled_at.is_(None))
    query = query.order_by(feedback.c.given_at.desc(), feedback.c.answer).limit(sought.limit)
    with engine.connect() as connection:
        return [_feedback(row) for row in connection.execute(query).mappings()]


def settle(engine: Engine, feedback_id: str, by: str) -> None:
    """Marks feedback as dealt with, by the name of who did. Raises NoSuchEntry, StoreError."""
    entry_id, _, visitor = feedback_id.partition("-")
    its = feedback.c.answer == entry_id, feedback.c.visitor.startswith(visitor, autoescape=True)
    with engine.connect() as connection:
        found = connection.scalars(select(feedback.c.visitor).where(*its)).all()
    if len(visitor) != _OF_VISITOR or not found:
        raise NoSuchEntry(f"没有编号为“{feedback_id}”的意见。用 wence log feedback 查看编号。")
    with writing(engine) as connection:
        connection.execute(update(feedback).where(*its).values(settled_at=datetime.now(UTC), settled_by=by))


def feedback_json(it: Feedback) -> dict[str, Any]:
    """Feedback as `wence log feedback --json` prints it."""
    return {
        "id": it.id,
        "entry": it.entry_id,
        "question": it.question,
        "outcome": it.outcome,
        "helpful": it.opinion.is_helpful,
        "reason": it.opinion.reason.value if it.opinion.reason else None,
        "remark": it.opinion.remark or None,
        "given_at": it.given_at.isoformat(),
        "settled_at": it.settled_at.isoformat() if it.settled_at else None,
        "settled_by": it.settled_by,
    }


def _opinion(row: RowMapping) -> Opinion:
    reason = next((it for it in Reason if it.value == row["reason"]), None)
    return Opinion(row["is_helpful"], reason, row["remark"] or "")


def _feedback(row: RowMapping) -> Feedback:
    return Feedback(
        entry_id=row["answer"],
        visitor=row["visitor"],
        opinion=_opinion(row),
        given_at=utc(row["given_at"]),
        question=row["question"],
        outcome=row["outcome"],
        settled_at=utc(row["settled_at"]) if row["settled_at"] else None,
        settled_by=row["settled_by"],
    )
