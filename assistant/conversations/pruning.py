"""Removing conversations whose time is over while the server runs, also when nobody visits."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from assistant.conversations.store import prune
from corpus.errors import StoreError

logger = logging.getLogger(__name__)

_HOUR = 3600.0
_PARTING = 5.0
"""Seconds that leaving waits for a removal that is under way."""


@contextmanager
def pruned(engine: Engine, days: int, every: float = _HOUR) -> Iterator[None]:
    """Looks at once and then `every` so many seconds, until it is left, for conversations that have rested for `days`."""
    ended = threading.Event()
    thread = threading.Thread(target=_run, args=(engine, days, every, ended), name="conversations", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(_PARTING)


def _run(engine: Engine, days: int, every: float, ended: threading.Event) -> None:
    while True:
        try:
            prune(engine, days)
        except (StoreError, SQLAlchemyError):
            logger.warning("过期的对话这次没有清理，稍后再试。")
        if ended.wait(every):
            return
