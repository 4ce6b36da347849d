"""One writer at a time for a store, over all processes."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine

from corpus.errors import StoreError

_LOOK_AGAIN = 0.05
"""Seconds between two tries: a lock on a file cannot be waited for with a limit."""
_NOTE = 64
"""Bytes that can be left at a gate."""


class Bolt(Protocol):
    """What keeps other processes out."""

    @property
    def place(self) -> str:
        """What is locked, as a person knows it."""
        ...

    def shut(self) -> bool:
        """Shut it without waiting; False when another process has. Raises StoreError when that cannot be known."""
        ...

    def open(self) -> None:
        """Let others in again."""
        ...

    def holder(self) -> str:
        """Who has shut it, as far as that is known."""
        ...

    def guarded(self, engine: Engine) -> Engine:
        """The same database for transactions that only the holder may make."""
        ...


class WriterLock:
    """The right to write; it is free again when the process that has it ends, however it ends."""

    def __init__(self, home: Path, bolt: Bolt | None = None) -> None:
        """By itself, a lock on `home/lock`; with a `bolt`, that one."""
        self.bolt: Bolt = bolt or FileBolt(home)
        self._thread = threading.RLock()
        self._depth = 0

    @contextmanager
    def held(self, patience: float = 0.0) -> Iterator[None]:
        """Hold the lock; a thread that has it may take it again.

        Raises StoreError when someone else has it, and still has it after `patience` seconds.
        """
        until = time.monotonic() + patience
        while not (has_it := self.acquire()) and time.monotonic() < until:
            time.sleep(_LOOK_AGAIN)
        if not has_it:
            raise StoreError(
                f"{self.bolt.place} 正在被另一个进程或线程写入（{self.bolt.holder()}）。"
                "请等它结束后重试；查询不受影响。如要同时导入另一批文件，请用 WENCE_HOME 指定另一个目录。"
            )
        try:
            yield
        finally:
            self.release()

    def acquire(self) -> bool:
        """Take the lock without waiting; False when someone else has it."""
        if not self._thread.acquire(blocking=False):
            return False
        locked = self._depth > 0
        try:
            locked = locked or self.bolt.shut()
        finally:
            if not locked:
                self._thread.release()
        self._depth += locked
        return locked

    def release(self) -> None:
        """Give back what one `acquire` took."""
        self._depth -= 1
        if self._depth == 0:
            self.bolt.open()
        self._thread.release()


class FileBolt:
    """A lock on the file `home/lock`, over all processes of the machine."""

    def __init__(self, home: Path) -> None:
        self._path = home / "lock"
        self._home = home

    @property
    def place(self) -> str:
        """The folder."""
        return str(self._home)

    def shut(self) -> bool:
        """Lock the file, and write down who did."""
        import fcntl  # not on every system; only writing needs it

        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise StoreError(
                f"{self._home} 不可写：{error.strerror}。请检查权限，或用 WENCE_HOME 指定可写的目录。"
            ) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        os.ftruncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode())
        self._descriptor = descriptor
        return True

    def open(self) -> None:
        """Unlock the file."""
        os.close(self._descriptor)

    def holder(self) -> str:
        """The number of the process."""
        pid = self._path.read_text(encoding="ascii", errors="strict").strip()
        return f"进程号 {pid}" if pid else "进程号未知"

    def guarded(self, engine: Engine) -> Engine:
        """Nothing to look at: a lock on a file lasts as long as its process."""
        return engine


class Gate:
    """A door that one thread of one process passes at a time; others wait, for it is never closed for long."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = threading.Lock()
        self._descriptor = -1

    @contextmanager
    def closed(self) -> Iterator[None]:
        """Hold the gate closed behind oneself."""
        import fcntl

        with self._thread:
            self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
            try:
                fcntl.flock(self._descriptor, fcntl.LOCK_EX)
                yield
            finally:
                os.close(self._descriptor)

    def left(self) -> str:
        """What was left there last. While it is closed."""
        return os.pread(self._descriptor, _NOTE, 0).decode("ascii", "replace")

    def leave(self, note: str) -> None:
        """Leave a note for who comes next, in place of what was left. While it is closed."""
        with suppress(OSError):  # on a full disk, what is there can still be read
            os.ftruncate(self._descriptor, 0)
            os.pwrite(self._descriptor, note.encode("ascii")[:_NOTE], 0)
