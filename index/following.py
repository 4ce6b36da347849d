"""The postings of one home, brought up to a catalog that several homes share, by the numbers of its changes.

A revision's row says at which change it was last made found, or not found, or written anew. Up to which change the
postings show all that is written beside them; what was followed twice is as it was, so a crash in between costs nothing.
"""

import logging
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import groupby

from sqlalchemy import select

from corpus.errors import StoreError
from index.catalog import Catalog
from index.lexical import BeingWritten, Lexical
from index.schema import revisions

_log = logging.getLogger(__name__)

_AT_ONCE = 2000
"""Chunks in one commit, about a tenth of a second."""
_MARK = "followed"
_TURN = 10.0
"""Seconds to wait for another thread that follows, or writes."""


class Following:
    """Knows up to which change the postings of this home show what the catalog says."""

    def __init__(self, catalog: Catalog, lexical: Lexical) -> None:
        self._catalog = catalog
        self._lexical = lexical
        self._shown = self._marked()

    @property
    def shown(self) -> int:
        """The change; -1 where nothing is shown yet."""
        return self._shown

    def follow(self, seconds: float | None = None) -> None:
        """Take in what was changed since, at least one step, then as many as begin within `seconds`; None: all.

        Where another process of this home is writing, what that has taken in is looked at instead. Raises StoreError when
        the postings cannot be read or written.
        """
        self._look()
        if self._shown == self._catalog.change() or not self._lexical.turn.acquire(timeout=_TURN):
            return
        try:
            with suppress(BeingWritten), self._lexical.writing():
                self._look()  # once more: until now, another process of this home may have written
                self._take_in(seconds)
        finally:
            self._lexical.turn.release()
        self._look()

    def note(self, change: int) -> None:
        """The postings show everything up to `change`. Raises OSError."""
        target = self._lexical.folder / _MARK
        partial = target.with_name(f"{_MARK}.{os.getpid()}.partial")
        partial.write_text(str(change), "ascii")
        partial.replace(target)
        self._shown = change

    def build(self) -> None:
        """Make the postings anew from the whole catalog, in one step for whoever searches. Within `Lexical.writing`."""
        change = self._catalog.change()
        _log.info("正从目录建立词项索引")
        self._lexical.replace(self._catalog.every_chunk(_AT_ONCE))
        self._put_down(change)

    def _take_in(self, seconds: float | None) -> None:
        change, until = self._catalog.change(), time.monotonic() + (seconds or 0.0)
        if not 0 <= self._shown <= change:  # never filled, or of another catalog, or of this one before it was put back
            self.build()
            return
        for reached, keys in self._steps(change):
            self._lexical.apply(self._catalog.chunks_of(keys), drop=keys)
            self._put_down(reached)
            if seconds is not None and time.monotonic() > until:
                return
        self._put_down(change)

    def _steps(self, change: int) -> Iterator[tuple[int, list[str]]]:
        """The revisions to be looked at, in the order of their changes, several changes at a time if they are small."""
        query = (
            select(revisions.c.changed, revisions.c.key, revisions.c.chunk_count)
            .where(revisions.c.changed > self._shown, revisions.c.changed <= change)
            .order_by(revisions.c.changed)
        )
        with self._catalog.engine.connect() as connection:
            rows = connection.execute(query).all()
        keys, size = list[str](), 0
        for reached, some in groupby(rows, key=lambda row: int(row.changed)):
            for row in some:
                keys.append(row.key)
                size += row.chunk_count
            if size >= _AT_ONCE:
                yield reached, keys
                keys, size = [], 0
        if keys:
            yield change, keys

    def _put_down(self, change: int) -> None:
        try:
            self.note(change)
        except OSError as error:
            raise StoreError(
                f"词项索引 {self._lexical.folder} 无法写入：{error.strerror}。请确认目录可写、磁盘未满。"
            ) from error

    def _look(self) -> None:
        """What any process of this home has taken in: first the number, so that the postings show at least that."""
        marked = self._marked()
        self._lexical.refresh()
        self._shown = marked

    def _marked(self) -> int:
        try:
            return int((self._lexical.folder / _MARK).read_text("ascii"))
        except (OSError, ValueError):
            return -1
