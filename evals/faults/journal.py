"""Time that passes when it is told to, and everything that is logged meanwhile."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass
class Clock:
    """Time that can be made to pass."""

    ahead: float = 0.0

    def __call__(self) -> float:
        """What it is."""
        return time.monotonic() + self.ahead


class Journal(logging.Handler):
    """Keeps what is logged as it would be printed, with traces."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps one record."""
        self.lines.append(logging.Formatter().format(record))


@contextmanager
def listening() -> Iterator[Journal]:
    """Hears every warning of the program."""
    journal = Journal()
    logging.getLogger().addHandler(journal)
    try:
        yield journal
    finally:
        logging.getLogger().removeHandler(journal)
