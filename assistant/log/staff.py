"""Answers that the staff have written to questions that Wence could not answer: kept, found again, and withdrawn."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime

from sqlalchemy import ColumnElement, Engine, RowMapping, select, update

from assistant.log.entry import new_id
from assistant.log.rows import Row, filters_json, to_filters, utc
from assistant.log.sameness import is_same, key
from assistant.log.transaction import writing
from corpus.errors import NoSuchEntry
from index.encoder import Encoder
from index.hit import Filters
from index.people import staff_answers
from index.store import Store


@dataclass(frozen=True, slots=True)
class Source:
    """The words of a document that prove what a member of staff answered."""

    doc_id: str
    title: str
    quote: str
    """Verbatim in one passage of the document when the answer was written."""


@dataclass(frozen=True, slots=True)
class StaffAnswer:
    """An answer that a person has written and stands for until a day."""

    id: str
    question: str
    text: str
    author: str
    created_at: datetime
    """UTC."""
    expires_on: date
    """The last day on which it is given."""
    filters: Filters = Filters()
    """It is given only to those who look among the same documents."""
    source: Source | None = None
    withdrawn_at: datetime | None = None
    answers_log_id: str | None = None
    """The entry of the log that it answers."""

    @property
    def written_on(self) -> date:
        """The day on which it was written, where the program runs."""
        return self.created_at.astimezone().date()

    def stands(self, on: date) -> bool:
        """Whether it is given on that day."""
        return self.withdrawn_at is None and self.written_on <= on <= self.expires_on

    @property
    def label(self) -> str:
        """Whose word it is and until when: 工作人员答复（李明，2026-11-22，有效至 2027-06-30）."""
        return f"工作人员答复（{self.author}，{self.written_on.isoformat()}，有效至 {self.expires_on.isoformat()}）"


def find(
    store: Store, question: str, today: date, filters: Filters = Filters(), *, exactly: bool = False
) -> StaffAnswer | None:
    """The staff's answer to a stand-alone question, if one stands on that day; of several the newest.

    It must have been written for the same question, see `sameness.is_same`, or with `exactly` for the same key, and for one
    that was asked of the same documents.
    """
    engine = store.catalog.engine
    same = [it for it in standing(engine, today, staff_answers.c.key == key(question)) if _is_for(it, filters)]
    if same or exactly:
        return same[0] if same else None
    return covering(standing(engine, today), question, filters, store.encoder)


def covering(answers: Sequence[StaffAnswer], question: str, filters: Filters, encoder: Encoder) -> StaffAnswer | None:
    """The first of `answers` that answers a stand-alone question asked with these filters."""
    return next((it for it in answers if _is_for(it, filters) and is_same(it.question, question, encoder)), None)


def standing(engine: Engine, today: date, *which: ColumnElement[bool]) -> list[StaffAnswer]:
    """The answers that are given today, the newest first; of those, the rows that meet the conditions."""
    given = (staff_answers.c.withdrawn_at.is_(None), staff_answers.c.expires_on >= today)
    query = select(staff_answers).where(*given, *which).order_by(staff_answers.c.created_at.desc())
    with engine.connect() as connection:
        rows = connection.execute(query).mappings().all()
    return [answer for row in rows if (answer := _to_answer(row)).stands(today)]


def add(engine: Engine, answer: StaffAnswer) -> StaffAnswer:
    """Keeps a new answer under an id of its own, which it gives back. Raises StoreError when the catalog cannot be written."""
    answer = replace(answer, id=new_id())
    with writing(engine) as connection:
        connection.execute(staff_answers.insert(), _row(answer))
    return answer


def withdraw(engine: Engine, name: str) -> StaffAnswer:
    """Stops the answer whose id is, or begins with, `name` from being given; gives it. Raises NoSuchEntry, StoreError."""
    matching = [it for it in written(engine) if name and it.id.startswith(name.lower())]
    if len(matching) != 1:
        found = "不止一条" if matching else "没有"
        raise NoSuchEntry(f"{found}编号以“{name}”开头的工作人员答复。用 wence log answers list 查看编号。")
    with writing(engine) as connection:
        this = staff_answers.c.id == matching[0].id
        connection.execute(update(staff_answers).where(this).values(withdrawn_at=datetime.now(UTC)))
    return matching[0]


def written(engine: Engine) -> list[StaffAnswer]:
    """Every answer that was written, the newest first, with those that are given no more."""
    with engine.connect() as connection:
        query = select(staff_answers).order_by(staff_answers.c.created_at.desc(), staff_answers.c.id)
        return [_to_answer(row) for row in connection.execute(query).mappings()]


def narrowing(filters: Filters) -> Filters:
    """What decides which answer is the right one: among which documents is looked, and as of which past day."""
    return Filters(filters.region, filters.issuer, filters.kind, filters.since, filters.until, as_of=filters.as_of)


def answer_json(answer: StaffAnswer) -> Row:
    """What `wence log answers list --json` prints of one answer."""
    return _row(answer) | {
        "created_at": answer.created_at.isoformat(),
        "expires_on": answer.expires_on.isoformat(),
        "withdrawn_at": answer.withdrawn_at.isoformat() if answer.withdrawn_at else None,
    }


def _is_for(answer: StaffAnswer, filters: Filters) -> bool:
    return narrowing(answer.filters) == narrowing(filters)


def _row(answer: StaffAnswer) -> Row:
    return {
        "id": answer.id,
        "question": answer.question,
        "key": key(answer.question),
        "filters": filters_json(answer.filters),
        "text": answer.text,
        "author": answer.author,
        "created_at": answer.created_at,
        "expires_on": answer.expires_on,
        "source": asdict(answer.source) if answer.source else None,
        "withdrawn_at": answer.withdrawn_at,
        "answers_log_id": answer.answers_log_id,
    }


def _to_answer(row: RowMapping) -> StaffAnswer:
    return StaffAnswer(
        id=row["id"],
        question=row["question"],
        text=row["text"],
        author=row["author"],
        created_at=utc(row["created_at"]),
        expires_on=row["expires_on"],
        filters=to_filters(row["filters"]),
        source=Source(**row["source"]) if row["source"] else None,
        withdrawn_at=utc(row["withdrawn_at"]) if row["withdrawn_at"] else None,
        answers_log_id=row["answers_log_id"],
    )
