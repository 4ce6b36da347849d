"""Stopping the server while pages are open, without a trace of the program in the terminal."""

import asyncio
import logging

_EXCEEDED = "timeout graceful shutdown exceeded"
"""In what uvicorn says when it cancels the requests that are still open, which every open page holds."""


class Parting(logging.Filter):
    """Lets everything through but what is said of requests that were cancelled because the server is stopped."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is kept."""
        error = record.exc_info[1] if record.exc_info else None
        # On its way through the application's own tasks, the reason of a cancellation is lost.
        return not (isinstance(error, asyncio.CancelledError) or _EXCEEDED in record.getMessage())


def part_quietly() -> None:
    """Keeps it out of uvicorn's log, once however often it is asked for."""
    log = logging.getLogger("uvicorn.error")
    if not any(isinstance(one, Parting) for one in log.filters):
        log.addFilter(Parting())
