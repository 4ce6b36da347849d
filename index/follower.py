"""Keeping this process's view of both indexes in step with what other processes write."""

import logging
import threading
import time
from contextlib import suppress
from dataclasses import dataclass

from corpus.errors import StoreError
from index.catalog import Catalog
from index.dense import Dense
from index.following import Following
from index.generation import Generation, in_use, mark, sweep
from index.lexical import Lexical

_log = logging.getLogger(__name__)

_REST = 5.0
"""While another process writes on and on, at most a sixth of the time goes into opening the vectors anew."""
_TOGETHER = 1.0
"""Seconds that a question waits, and works, for the postings of a shared catalog."""
_LATER = 10.0
"""Seconds before indexes that could not be looked at again are tried once more."""


@dataclass(frozen=True, slots=True)
class Lag:
    """How far a process is behind the catalog."""

    changes: int
    seconds: float
    """Since it was first noticed."""


class Follower:
    """Knows up to which change of the catalog the two indexes were looked at, and of which generation they are."""

    def __init__(
        self, catalog: Catalog, dense: Dense, lexical: Lexical, encoder: str, at: Generation, seen: int
    ) -> None:
        """`dense` and `lexical` are open `at` a generation and show at least the change `seen`."""
        self._catalog = catalog
        self._dense = dense
        self._lexical = lexical
        self._encoder = encoder
        self._at = at
        self._seen = seen
        self._busy = threading.Lock()
        self._rested_at = 0.0
        self._following = Following(catalog, lexical) if catalog.is_shared else None
        self._behind_since: float | None = None
        if self._following is not None:
            self._seen = self._following.shown

    @property
    def seen(self) -> int:
        """The change up to which the indexes are shown."""
        return self._seen

    def catch_up(self, change: int, *, at_once: bool = False) -> None:
        """See what was written up to `change`. Others may go on searching what was there before.

        `at_once`: even if that was done a moment ago; a writer must, for it would write on top of what it has not seen.
        Raises StoreError then, where the indexes cannot be looked at; a reader goes on with what it has.
        """
        # Where the catalog is shared, questions wait for the step that follows it: their documents would be half there.
        patience = -1.0 if at_once else _TOGETHER if self._following else 0.0
        if self._shows(change) or not self._busy.acquire(timeout=patience):
            return
        try:
            started = time.monotonic()
            if self._shows(change) or (started < self._rested_at and not at_once):
                return
            try:
                self._look_again(None if at_once else _TOGETHER)
            except StoreError as error:
                self._rested_at = time.monotonic() + _LATER
                if at_once:
                    raise
                _log.warning("继续使用先前的索引：%s", error)
                return
            self._seen = change if self._following is None else self._following.shown
            ended = time.monotonic()
            if self._following is None:
                self._rested_at = ended + _REST * (ended - started)
        finally:
            self._busy.release()

    def wrote(self) -> None:
        """This process has written: the vectors are known to it, the postings are looked at again."""
        self._lexical.refresh()
        self._seen = self._catalog.change()
        if self._following is not None:
            with suppress(OSError):  # then it is followed once more
                self._following.note(self._seen)
            self._seen = self._following.shown
        with suppress(OSError):  # a mark that is too low hides nothing but a catalog that was put back since
            mark(self._at.home, self._seen)

    def sweep(self) -> None:
        """Delete index folders that are no longer in use and that no process has open. Only with the writer's lock."""
        sweep(self._at.home, keep=self._at)
        self._dense.sweep()

    @property
    def until(self) -> int | None:
        """The change up to which this home's postings follow a shared catalog; None where nobody else writes them."""
        return None if self._following is None else self._following.shown

    def lag(self) -> Lag:
        """How far this process is behind the catalog."""
        changes = max(0, self._catalog.change() - self._seen)
        now = time.monotonic()
        if not changes:
            self._behind_since = None
        elif self._behind_since is None:
            self._behind_since = now
        return Lag(changes, now - (self._behind_since or now))

    def build(self) -> None:
        """Make the postings of a shared catalog anew. Within `Lexical.writing`."""
        if self._following is not None:
            self._following.build()

    def _shows(self, change: int) -> bool:
        return change == self._seen

    def _look_again(self, seconds: float | None) -> None:
        if self._following is not None:
            self._following.follow(seconds)
        elif in_use(self._at.home, self._catalog) == self._at:
            self._lexical.refresh()
        if in_use(self._at.home, self._catalog) == self._at:
            self._dense.reopen()
        # Once more: by now, the folders that were opened may be the former ones.
        while (now := in_use(self._at.home, self._catalog)) != self._at:
            built = self._catalog.value("encoder")
            if built != self._encoder:
                raise StoreError(
                    f"索引已用编码器 {built} 重建，而这个进程用的是 {self._encoder}。"
                    "请把 WENCE_EMBEDDER 改成与重建时相同，再重新启动。"
                )
            self._dense.move(now)
            if self._following is None:
                self._lexical.move(now.postings)
            self._at = now
            sweep(now.home, keep=now, only_older=True)  # this may have been the last to hold the former folders
