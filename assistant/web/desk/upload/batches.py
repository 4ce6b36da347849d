"""Files that have arrived and are taken in, one batch after the other, whoever looks on."""

import logging
import shutil
import threading
import time
from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

from assistant.open import limits_of
from assistant.stock.names import safe_name
from assistant.stock.uploads import Clash, Given, Taken, take
from corpus.errors import WenceError
from index.report import Progress

if TYPE_CHECKING:
    from assistant.open import Assistant

logger = logging.getLogger(__name__)

_KEPT = 20
"""Batches whose reports can be looked at."""
_STALE = 24 * 3600
"""Seconds after which files that arrived and were never taken in are thrown away."""


@dataclass
class Batch:
    """Some files on their way into the index; only the thread that takes them in changes it."""

    id: str
    author: str
    given: tuple[Given, ...]
    clash: Clash = Clash.ASK
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    is_running: bool = False
    progress: Progress | None = None
    taken: Taken | None = None
    failure: str = ""
    """Why nothing could be taken in, in Chinese."""

    @property
    def is_over(self) -> bool:
        """Whether it has ended, well or not."""
        return self.taken is not None or bool(self.failure)

    @property
    def tells(self) -> bool:
        """Whether its report says of any file what became of it, now that what waited is taken in with another."""
        return self.taken is not None and bool(self.taken.report.files or self.taken.refused)


class Batches:
    """The batches since the start, newest first; one is worked on at a time, the others wait. Safe from many threads."""

    def __init__(self, assistant: "Assistant") -> None:
        self._assistant = assistant
        self._known: deque[Batch] = deque(maxlen=_KEPT)
        self._lock = threading.Lock()
        self._work = ThreadPoolExecutor(1, thread_name_prefix="uploads")

    @property
    def folder(self) -> Path:
        """Where files arrive."""
        return self._assistant.store.home / "incoming"

    def all(self) -> list[Batch]:
        """Every batch that is remembered, newest first."""
        with self._lock:
            return list(self._known)

    def place(self, arrival: str) -> Path:
        """A new path for a file that arrives with others under `arrival`; what nobody took in for a day is cleared away."""
        folder = self.folder / arrival
        if not folder.is_dir():
            folder.mkdir(parents=True)
            for other in self.folder.iterdir():
                if other.stat().st_mtime < time.time() - _STALE:
                    shutil.rmtree(other, ignore_errors=True)
        return folder / token_hex(8)

    def start(self, author: str, given: Sequence[Given], clash: Clash = Clash.ASK) -> Batch:
        """Takes files in, as soon as those before them are."""
        batch = Batch(token_hex(6), author, tuple(given), clash)
        with self._lock:
            self._known.appendleft(batch)
        self._work.submit(self._take, batch)
        return batch

    def again(self, batch_id: str, author: str, clash: Clash) -> Batch | None:
        """Takes in once more what of a batch waits for a decision or failed; None where nothing does."""
        batch = next((it for it in self.all() if it.id == batch_id and it.is_over), None)
        left = [it for it in batch.given if it.path.exists()] if batch else []
        if batch is None or not left:
            return None
        batch.given = ()
        with self._lock:
            if batch in self._known and not batch.tells:
                self._known.remove(batch)
        return self.start(author, left, clash)

    def _take(self, batch: Batch) -> None:
        batch.is_running = True
        settings, store = self._assistant.settings, self._assistant.store

        def advanced(progress: Progress) -> None:
            batch.progress = progress

        try:
            batch.taken = take(
                store, batch.given, clash=batch.clash, most_mb=settings.upload_mb, limits=limits_of(settings),
                on_progress=advanced,
            )  # fmt: skip
        except WenceError as error:
            batch.failure = str(error)
        except Exception as error:
            logger.exception("a batch of files could not be taken in")
            batch.failure = str(error) or type(error).__name__
        finally:
            batch.is_running = False
        if batch.taken is not None:
            self._clear(batch, batch.taken)

    def _clear(self, batch: Batch, taken: Taken) -> None:
        """Lets go of the files but those of which staff must say what to do."""
        waiting = {it for it in batch.given if safe_name(it.name) in taken.clashes}
        for it in batch.given:
            if it not in waiting:
                it.path.unlink(missing_ok=True)
        batch.given = tuple(waiting)
