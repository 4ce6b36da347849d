"""The number of the request that is worked on: in every log record, in the answer's header, in what visitors are told."""

import re
from collections.abc import Callable
from contextvars import ContextVar
from secrets import token_hex

HEADER = "x-request-id"

_NUMBER: ContextVar[str] = ContextVar("wence_request", default="")
_WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
"""What proxies make: UUIDs, hexadecimal, ULIDs; nothing that could forge a line or a page."""
_elsewhere: list[Callable[[], str]] = []


def new_number() -> str:
    """A number that can be read out on the telephone: twelve hexadecimal digits."""
    return token_hex(6)


def well_formed(said: str | None) -> str | None:
    """The number that a header gives; None for one that is nothing like a number."""
    return said if said and _WELL_FORMED.fullmatch(said) else None


def enter(number: str) -> None:
    """From here on, this task and the threads that it starts with its context work on this request."""
    _NUMBER.set(number)


def current() -> str:
    """The number of the request that is worked on here; empty where it is none.

    A thread knows it if it runs in a copy of the context of the one who started it.
    """
    return next(filter(None, (look() for look in _elsewhere)), "") or _NUMBER.get()


def found_by(look: Callable[[], str]) -> None:
    """Has `current` ask `look` first, for work that a framework does in a context of its own; once however often."""
    if look not in _elsewhere:
        _elsewhere.append(look)


def numbered(said: str, language: str = "zh") -> str:
    """A sentence of what failed, with the number by which the log knows it; without, where there is none."""
    number = current()
    if not number:
        return said
    return f"{said}（编号 {number}）" if language.startswith("zh") else f"{said} (No. {number})"
