"""Conversations in the catalog: each is found, renamed and removed by the visitor who had it, and by nobody else."""

import logging
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from secrets import token_hex
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, RowMapping, delete, func, insert, select, update

from assistant.answer import Answer
from assistant.conversations.answers import answer_row, to_answer
from assistant.log.rows import utc
from assistant.log.transaction import writing
from corpus.errors import NoSuchConversation
from index.people import conversations, exchanges

logger = logging.getLogger(__name__)

MOST_CONVERSATIONS = 200
"""Of one visitor; the one that rested longest makes room for a new one."""
MOST_EXCHANGES = 100
"""Of one conversation; the oldest make room for new ones."""
LONGEST_TITLE = 60
"""Characters."""
_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Conversation:
    """What a visitor finds in the list."""

    id: str
    title: str
    updated_at: datetime
    """UTC; when its last answer was given."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A question and its answer, as they were."""

    position: int
    """In the conversation; later ones have greater numbers."""
    question: str
    answer: Answer | None
    """None where another version of the program kept it in a form that is no longer read."""
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class Conversations:
    """The conversations of all visitors; every method takes the visitor and touches only what is theirs."""

    engine: Engine
    days: int
    """Until a conversation that rests is removed."""

    def listed(self, visitor: str) -> list[Conversation]:
        """The visitor's conversations, the newest first."""
        query = select(conversations).where(self._theirs(visitor)).order_by(conversations.c.updated_at.desc())
        with self.engine.connect() as connection:
            return [_conversation(row) for row in connection.execute(query).mappings()]

    def find(self, visitor: str, conversation: str) -> Conversation:
        """One of the visitor's conversations. Raises NoSuchConversation."""
        query = select(conversations).where(self._theirs(visitor), conversations.c.id == conversation)
        with self.engine.connect() as connection:
            row = connection.execute(query).mappings().one_or_none()
        if row is None:
            raise NoSuchConversation("没有这段对话：可能已经删除或过期。请从对话记录里选一段，或开始新对话。")
        return _conversation(row)

    def exchanges(self, visitor: str, conversation: str) -> list[Kept]:
        """What was said, from the beginning. Raises NoSuchConversation."""
        found = self.find(visitor, conversation)
        query = select(exchanges).where(exchanges.c.conversation == found.id).order_by(exchanges.c.position)
        with self.engine.connect() as connection:
            return [_kept(row) for row in connection.execute(query).mappings()]

    def add(
        self, visitor: str, conversation: str, question: str, answer: Answer, *, replacing: int | None = None
    ) -> int:
        """Puts an exchange at the end of a conversation, which is begun where there is none, and gives its position.

        `replacing` is the position of one that it takes the place of. Raises NoSuchConversation for one of another
        visitor's, StoreError where nothing can be written.
        """
        now = datetime.now(UTC)
        with writing(self.engine) as connection:
            # Writing comes first, so that two pages with one conversation take turns.
            mine = conversations.c.visitor == visitor, conversations.c.id == conversation
            touched = connection.execute(update(conversations).where(*mine).values(updated_at=now))
            if not touched.rowcount:
                _begin(connection, visitor, conversation, question, now)
            here = exchanges.c.conversation == conversation
            if replacing is not None:
                connection.execute(delete(exchanges).where(here, exchanges.c.position == replacing))
            last = connection.scalar(select(func.max(exchanges.c.position)).where(here))
            position = 0 if last is None else int(last) + 1
            row = {"conversation": conversation, "position": position, "question": question, "answered_at": now}
            connection.execute(insert(exchanges), row | {"answer": answer_row(answer)})
            connection.execute(delete(exchanges).where(here, exchanges.c.position <= position - MOST_EXCHANGES))
        return position

    def rename(self, visitor: str, conversation: str, title: str) -> None:
        """Gives a conversation another title; an empty one changes nothing. Raises NoSuchConversation."""
        found, given = self.find(visitor, conversation), titled(title)
        if given:
            with writing(self.engine) as connection:
                connection.execute(update(conversations).where(conversations.c.id == found.id).values(title=given))

    def delete(self, visitor: str, conversation: str) -> None:
        """Removes a conversation with all that was said in it. Raises NoSuchConversation."""
        found = self.find(visitor, conversation)
        with writing(self.engine) as connection:
            connection.execute(delete(conversations).where(conversations.c.id == found.id))

    def _theirs(self, visitor: str) -> ColumnElement[bool]:
        """The visitor's, without those whose time is over but that are not removed yet."""
        return (conversations.c.visitor == visitor) & (conversations.c.updated_at >= _oldest(self.days))


def new_id() -> str:
    """An id that cannot be guessed: 128 random bits, in hexadecimal."""
    return token_hex(16)


def is_id(text: str) -> bool:
    """Whether a text may be the id of a conversation."""
    return bool(_ID.fullmatch(text))


def titled(text: str) -> str:
    """A text as a title: on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_TITLE else line[: LONGEST_TITLE - 1] + "…"


def prune(engine: Engine, days: int, now: datetime | None = None) -> int:
    """Removes the conversations that have rested for `days`; gives how many; with 0, all are. Raises StoreError."""
    old = conversations.c.updated_at < _oldest(days, now)
    with engine.connect() as connection:
        if connection.scalar(select(conversations.c.id).where(old).limit(1)) is None:
            return 0  # deleting nothing would wait for a lock, too
    with writing(engine) as connection:
        return connection.execute(delete(conversations).where(old)).rowcount


def _oldest(days: int, now: datetime | None = None) -> datetime:
    return (now or datetime.now(UTC)) - timedelta(days=days)


def _begin(connection: Connection, visitor: str, conversation: str, question: str, now: datetime) -> None:
    if not is_id(conversation) or connection.scalar(select(1).where(conversations.c.id == conversation)):
        raise NoSuchConversation("这段对话不能继续，请开始新对话。")
    row: dict[str, Any] = {"id": conversation, "visitor": visitor, "title": titled(question)}
    connection.execute(insert(conversations), row | {"created_at": now, "updated_at": now})
    theirs = select(conversations.c.id).where(conversations.c.visitor == visitor)
    spare = theirs.order_by(conversations.c.updated_at.desc()).offset(MOST_CONVERSATIONS)
    extra = connection.scalars(spare).all()
    if extra:
        connection.execute(delete(conversations).where(conversations.c.id.in_(extra)))


def _conversation(row: RowMapping) -> Conversation:
    return Conversation(row["id"], row["title"], utc(row["updated_at"]))


def _kept(row: RowMapping) -> Kept:
    try:
        answer = to_answer(row["answer"])
    except ValueError as error:
        logger.warning("a kept answer cannot be read: %s", error)
        answer = None
    return Kept(row["position"], row["question"], answer, utc(row["answered_at"]))
