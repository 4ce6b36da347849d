"""Writing the log behind the back of whoever asks: an answer neither waits for the catalog nor fails because of it."""

import logging
import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from types import TracebackType
from typing import Self

from sqlalchemy import Engine, delete, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from assistant.answer import Answer, Turn
from assistant.log.entry import Channel, entry_of, masked, new_id
from assistant.log.rows import entry_row
from assistant.log.transaction import writing
from assistant.operations.request import current
from corpus.errors import StoreError
from index.people import answers, feedback

logger = logging.getLogger(__name__)

_MOST_WAITING = 1000
"""Answers that may wait while the catalog is locked; some megabytes."""
_PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds between attempts to write one answer; each attempt waits for a lock by itself, too."""
_PARTING = 5.0
"""Seconds that closing waits for what is not written yet; an ingest holds the catalog for less."""
_HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Recorded:
    """An answer on its way into the log."""

    id: str
    answer: Answer
    asked_at: datetime
    today: date
    channel: Channel
    conversation: str | None = None
    earlier: tuple[str, ...] = ()
    """The questions before it."""
    request: str | None = None
    """Number of the request that asked."""


class AnswerLog:
    """Takes answers from any number of threads and writes them in one of its own; close it, or what waits is lost."""

    def __init__(self, engine: Engine, *, full: bool = False, days: int = 0, public: Sequence[str] = ()) -> None:
        """Write to the `answers` of `engine`: `full` as typed, else without personal data.

        Entries older than `days` are removed, none where it is 0. `public` texts, such as the contact of the settings, are not personal.
        """
        self._engine = engine
        self._full = full
        self._days = days
        self._public = tuple(public)
        self._waiting: deque[Recorded] = deque()
        self._changed = threading.Condition()
        self._closing = threading.Event()
        self._given_up = False
        self.lost = 0
        """Answers that could not be written."""
        self._thread = threading.Thread(target=self._run, name="answer-log", daemon=True)
        self._thread.start()

    def record(
        self,
        answer: Answer,
        channel: Channel,
        today: date,
        conversation: str | None = None,
        history: Sequence[Turn] = (),
    ) -> str | None:
        """Puts an answer in line to be written and gives the id of its entry; None where the line is full or closed."""
        earlier = tuple(turn.question for turn in history)
        number = current() or None
        item = Recorded(new_id(), answer, datetime.now(UTC), today, channel, conversation, earlier, number)
        with self._changed:
            if self._closing.is_set() or len(self._waiting) >= _MOST_WAITING:
                self._lose(1, f"等待写入的已有 {len(self._waiting)} 条")
                return None
            self._waiting.append(item)
            self._changed.notify()
        return item.id

    def close(self, timeout: float = _PARTING) -> None:
        """Write what waits, for at most `timeout` seconds; what is left then is counted as lost."""
        with self._changed:
            self._closing.set()
            self._changed.notify()
        self._thread.join(timeout)
        with self._changed:
            self._given_up = True
            if self._waiting:
                self._lose(len(self._waiting), "目录数据库一直被占用")
                self._waiting.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _run(self) -> None:
        pruned: date | None = None
        while True:
            with self._changed:
                item = self._waiting[0] if self._waiting else None
                if self._given_up or (item is None and self._closing.is_set()):
                    return
                if item is None and pruned == date.today():
                    self._changed.wait(_HOUR)
                    continue
            if item is None:
                pruned = date.today()
                self._prune()
                continue
            self._write(item)
            with self._changed:
                if self._waiting and self._waiting[0] is item:
                    self._waiting.popleft()

    def _prune(self) -> None:
        try:
            prune(self._engine, self._days)
        except (StoreError, SQLAlchemyError) as error:
            logger.warning("过期的问答记录这次没有清理：%s", _reason(error))

    def _write(self, item: Recorded) -> None:
        for pause in (*_PAUSES, None):
            try:
                self._insert(item)
                return
            except (StoreError, SQLAlchemyError) as error:
                if pause is None:
                    self._lose(1, _reason(error))
                elif not self._given_up:
                    self._closing.wait(pause)
            except Exception:  # whatever is wrong with one answer, the next must be kept
                logger.exception("an answer could not be made into an entry")
                self._lose(1, "内容无法保存")
                return

    def _insert(self, item: Recorded) -> None:
        answer = item.answer
        entry = entry_of(
            answer, item.id, item.asked_at, item.today, item.channel, item.conversation, item.earlier, item.request
        )
        if not self._full:
            passages = (hit.chunk.text for hit in answer.hits)
            entry = masked(entry, (*self._public, *passages))
        with self._engine.begin() as connection:
            connection.execute(answers.insert(), entry_row(entry))

    def _lose(self, count: int, why: str) -> None:
        self.lost += count
        logger.warning("有 %d 条问答没有记入问答记录（%s）；回答本身不受影响。", count, why)


def prune(engine: Engine, days: int, now: datetime | None = None) -> int:
    """Removes the entries that are older than `days`, and what was said of them; gives how many; with 0, none are.

    Raises StoreError.
    """
    if days == 0:
        return 0
    old = answers.c.asked_at < (now or datetime.now(UTC)) - timedelta(days=days)
    with engine.connect() as connection:
        if connection.scalar(select(answers.c.id).where(old).limit(1)) is None:
            return 0  # deleting nothing would wait for a lock, too
    with writing(engine) as connection:
        connection.execute(delete(feedback).where(feedback.c.answer.in_(select(answers.c.id).where(old))))
        return connection.execute(delete(answers).where(old)).rowcount


def _reason(error: Exception) -> str:
    """What went wrong, without the statement and its values, which hold what people asked."""
    return str(error.orig if isinstance(error, DBAPIError) else error)
