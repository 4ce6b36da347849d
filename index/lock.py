"""One writer at a time for an index folder, over all processes of the machine."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import StoreError

_LOOK_AGAIN = 0.05
"""Seconds between two tries: a lock on a file cannot be waited for with a limit."""


class WriterLock:
    """A lock on `home/lock`; the system frees it when its process ends, however it ends."""

    def __init__(self, home: Path) -> None:
        self._path = home / "lock"
        self._home = home
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
                f"{self._home} 正在被另一个进程或线程写入（{self._holder()}）。"
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
            locked = locked or self._lock_file()
        finally:
            if not locked:
                self._thread.release()
        self._depth += locked
        return locked

    def release(self) -> None:
        """Give back what one `acquire` took."""
        self._depth -= 1
        if self._depth == 0:
            os.close(self._descriptor)
        self._thread.release()

    def _lock_file(self) -> bool:
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

    def _holder(self) -> str:
        pid = self._path.read_text(encoding="ascii", errors="strict").strip()
        return f"进程号 {pid}" if pid else "进程号未知"


class Gate:
    """A door that one thread of one process passes at a time; others wait, for it is never closed for long."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = threading.Lock()

    @contextmanager
    def closed(self) -> Iterator[None]:
        """Hold the gate closed behind oneself."""
        import fcntl

        with self._thread:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX)
                yield
            finally:
                os.close(descriptor)
