"""Keeping this process's view of both indexes in step with what other processes write."""

import threading
import time

from index.catalog import Catalog
from index.dense import Dense
from index.lexical import Lexical

_REST = 5.0
"""While another process writes on and on, at most a sixth of the time goes into opening the vectors anew."""


class Follower:
    """Knows up to which change of the catalog the two indexes were looked at."""

    def __init__(self, catalog: Catalog, dense: Dense, lexical: Lexical) -> None:
        self._catalog = catalog
        self._dense = dense
        self._lexical = lexical
        self._seen = catalog.change()
        self._busy = threading.Lock()
        self._rested_at = 0.0

    def catch_up(self, change: int, *, at_once: bool = False) -> None:
        """See what was written up to `change`. Others may go on searching what was there before.

        `at_once`: even if that was done a moment ago; a writer must, for it would write on top of what it has not seen.
        """
        if change == self._seen or not self._busy.acquire(blocking=at_once):
            return
        try:
            started = time.monotonic()
            if change == self._seen or (started < self._rested_at and not at_once):
                return
            self._lexical.refresh()
            self._dense.reopen()
            self._seen = change
            ended = time.monotonic()
            self._rested_at = ended + _REST * (ended - started)
        finally:
            self._busy.release()

    def wrote(self) -> None:
        """This process has written: the vectors are known to it, the postings are looked at again."""
        self._lexical.refresh()
        self._seen = self._catalog.change()
