"""The right to write, held by the database itself: all machines that share a catalog see the same lock."""

import os
import socket
import time
from contextlib import suppress

from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import DBAPIError

from corpus.errors import StoreError

_OURS = 0x57656E  # "Wen": of the two numbers that name a lock, the one that keeps ours apart from other programs'
_WRITER, _WRITING = 1, 2
_MACHINE, _PROCESS = f"wence writer {socket.gethostname()[:30]}", " pid "  # which takes ASCII only
_PARTING, _LOOK_AGAIN = 5.0, 0.02
"""Seconds within which a server notices that a process has ended, and between two looks."""

_TAKE = text(f"SELECT pg_try_advisory_lock({_OURS}, {_WRITER}), pg_backend_pid()")
_HELD_BY = f"""FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND classid = {_OURS} AND objid = {_WRITER} AND objsubid = 2 AND granted
    AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())"""  # noqa: S608 - of numbers only
_WHO = text(f"SELECT application_name, to_char(backend_start AT TIME ZONE 'UTC', 'MM-DD HH24:MI') {_HELD_BY}")
_STILL = text(f"SELECT count(*) {_HELD_BY} AND pid = :pid")
_GIVE = text(f"SELECT pg_advisory_unlock({_OURS}, {_WRITER})")
_BEGIN_WRITING = text(f"SELECT pg_advisory_xact_lock_shared({_OURS}, {_WRITING})")
_WAIT_FOR_WRITING = text(f"SELECT pg_advisory_lock({_OURS}, {_WRITING}), pg_advisory_unlock({_OURS}, {_WRITING})")


class AdvisoryBolt:
    """A lock that the server keeps as long as one connection lasts, and frees when it, or the process, is gone.

    A connection can be lost while the process goes on. So every transaction of a writer looks whether the lock is still
    its own, and whoever takes the lock next waits until those transactions have ended that have looked.
    """

    def __init__(self, engine: Engine, place: str) -> None:
        self._engine = engine
        self._place = place
        self._connection: Connection | None = None
        self._pid = 0

    @property
    def place(self) -> str:
        """The database."""
        return self._place

    def shut(self) -> bool:
        """Ask the server for the lock, on a connection of its own."""
        try:
            connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            connection.detach()  # closed when the lock is given back, whatever else happens
            pid = self._take(connection)
            if pid is None:
                connection.close()
                return False
        except DBAPIError as error:
            raise StoreError(f"{self._place} 不给写入权：{error.orig}。没有写入任何内容，请排除后重试。") from error
        self._connection, self._pid = connection, pid
        return True

    def open(self) -> None:
        """Close that connection."""
        connection, self._connection, self._pid = self._connection, None, 0
        if connection is not None:
            with suppress(DBAPIError, StoreError):
                connection.execute(_GIVE)  # the server takes a moment to notice that a connection was closed
            with suppress(DBAPIError, StoreError):
                connection.close()

    def holder(self) -> str:
        """Machine, process and time, as the holder has signed."""
        with suppress(DBAPIError, StoreError), self._engine.connect() as connection:
            for name, since in connection.execute(_WHO):
                machine, _, process = str(name).removeprefix("wence writer ").partition(_PROCESS)
                return f"{machine} 的进程号 {process}，自 {since} UTC 起"
        return "占用者未知"

    def guarded(self, engine: Engine) -> Engine:
        """The same database for what only the holder may write: every transaction begins with a look at the lock."""
        writing = engine.execution_options()
        event.listen(writing, "begin", self._look)
        return writing

    def _look(self, connection: Connection) -> None:
        connection.execute(_BEGIN_WRITING)
        if not connection.scalar(_STILL, {"pid": self._pid}):
            raise StoreError(
                f"与 {self._place} 的连接中断过，写入权已经失去，没有继续写入。请重新运行刚才的命令；已写完的文件不会重读。"
            )

    def _take(self, connection: Connection) -> int | None:
        """The number under which the server has the lock for this connection; None when another has it."""
        until = time.monotonic() + _PARTING
        while True:
            is_ours, pid = connection.execute(_TAKE).one()
            if is_ours:
                break
            if time.monotonic() > until or _is_alive(connection.scalar(_WHO)):
                return None
            time.sleep(_LOOK_AGAIN)
        _sign(connection)
        connection.execute(_WAIT_FOR_WRITING)
        return int(pid)


def _sign(connection: Connection) -> None:
    """Tell the server who this is, and to notice soon when this machine is gone without a word."""
    name = f"{_MACHINE}{_PROCESS}{os.getpid()}"
    connection.execute(text("SELECT set_config('application_name', :name, false)"), {"name": name})
    for setting, value in (("idle", 30), ("interval", 10), ("count", 3)):
        connection.execute(text(f"SET tcp_keepalives_{setting} = {value}"))


def _is_alive(signed: str | None) -> bool:
    """Whether whoever signed may still be there; of this machine's processes that is known."""
    machine, is_signed, process = (signed or "").partition(_PROCESS)
    if machine != _MACHINE or not process.isdecimal():
        return bool(signed) and bool(is_signed)
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False  # the server has yet to notice that its connection is closed
    except PermissionError:
        pass
    return True
