"""Connections to PostgreSQL: how many, how they are set up, and that a restarted server is met again."""

import json
import logging
import os
from functools import partial
from typing import Any

from psycopg import OperationalError as Unreachable
from psycopg.types.string import StrDumperUnknown
from sqlalchemy import URL, Engine, ExceptionContext, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from corpus.errors import StoreError
from index.postgres.address import shown

_log = logging.getLogger(__name__)

_KEPT, _MORE = 8, 24
"""Connections that stay open, and as many more while they are asked for: one for each question that is worked on."""
_PATIENCE = 10
"""Seconds until a server that does not answer is given up."""
_ALIVE = {"keepalives": 1, "keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
"""A server that is gone without a word is noticed after a minute, not after two hours."""


def engine_of(url: URL) -> Engine:
    """Connections to the database, opened when they are needed, and looked at before they are used again."""
    engine = create_engine(
        url,
        pool_size=_KEPT,
        max_overflow=_MORE,
        pool_pre_ping=True,
        pool_recycle=3600,
        hide_parameters=True,  # what people asked does not belong into messages
        connect_args={"connect_timeout": _PATIENCE, "application_name": f"wence {os.getpid()}", **_ALIVE},
        json_serializer=partial(json.dumps, ensure_ascii=False),
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "handle_error", partial(_told, shown(url)))
    return engine


class Away(StoreError):
    """The server cannot be reached; the next question looks for it again."""

    def __init__(self, reason: str) -> None:
        super().__init__("目录数据库现在连不上，恢复后会自动重新连接。请稍后再试；管理员可运行 wence doctor 查看原因。")
        self.reason = reason
        """As the driver gives it, with the address of the server."""


class _Writable(StrDumperUnknown):
    """PostgreSQL keeps no NUL in a text: it becomes the mark of a lost character, so that all places stay where they are."""

    def dump(self, obj: str) -> Any:
        return super().dump(obj.replace("\0", "\ufffd") if "\0" in obj else obj)


def _set_up(connection: Any, _entry: ConnectionPoolEntry) -> None:
    connection.adapters.register_dumper(str, _Writable)
    connection.autocommit = True  # what is set within a transaction is lost with it
    # As SQLite gives them: moments are UTC.
    connection.execute("SET TIME ZONE 'UTC'")
    connection.autocommit = False


def _told(place: str, context: ExceptionContext) -> None:
    """A server that is away is one sentence for whoever asked, who is told nothing of where it is."""
    away = context.is_disconnect or (context.connection is None and isinstance(context.original_exception, Unreachable))
    if away and not context.is_pre_ping:
        reason = str(context.original_exception).strip().partition("\n")[0]
        _log.warning("%s 现在连不上：%s", place, reason)
        raise Away(reason)
