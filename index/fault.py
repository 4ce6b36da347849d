"""What a model's service may do wrong, told apart by what helps against it."""

import email.utils
import os
import re
import time
from collections.abc import Iterator
from enum import StrEnum
from math import isfinite
from typing import Any

from corpus.errors import ModelError
from index.wire import Oversized


class Fault(StrEnum):
    """A kind of failure."""

    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    CREDENTIALS = "credentials"
    UNKNOWN_MODEL = "unknown_model"
    REDIRECTED = "redirected"
    BUSY = "busy"
    SERVER = "server"
    REJECTED = "rejected"
    """This one request was refused; the next may not be."""
    MALFORMED = "malformed"
    EMPTY = "empty"
    ENDLESS = "endless"
    CUT = "cut"
    """The stream ended in the midst of the answer; what had come is used."""


LASTING = frozenset({Fault.CREDENTIALS, Fault.UNKNOWN_MODEL, Fault.REDIRECTED})
"""Do not pass by themselves: one is enough to know."""
OF_THE_QUESTION = frozenset({Fault.REJECTED})
"""Say nothing of the next question; else whoever provokes them takes the model from everybody."""
PASSING = frozenset({Fault.UNREACHABLE, Fault.BUSY, Fault.SERVER})
"""May be over a moment later."""
_MOST_REST = 300.0
"""Seconds: whoever asks to be left alone for longer is tried again all the same."""
_BY_STATUS = {
    401: Fault.CREDENTIALS,
    402: Fault.BUSY,
    403: Fault.CREDENTIALS,
    404: Fault.UNKNOWN_MODEL,
    408: Fault.TIMEOUT,
    409: Fault.SERVER,
    425: Fault.SERVER,
    429: Fault.BUSY,
    504: Fault.TIMEOUT,
}
_CONNECTION = re.compile("ConnectionError|ConnectError|RemoteProtocolError|ReadError|WriteError|APIConnectionError")
_SECRET = re.compile(r"(?i)(?<=bearer )\S+|\bsk-\S+|(?=[\w-]*\d)[\w-]{16,}")
_NAMED_SECRET = re.compile("KEY|TOKEN|SECRET|PASSWORD")
_SHORTEST_SECRET = 4
_TOLD = 200
"""Characters of a service's own words that are quoted."""


class ServiceFault(ModelError):
    """A failed call, with its kind."""

    def __init__(self, fault: Fault, message: str, error: BaseException | None = None, asked: str = "") -> None:
        """`asked`: what the service says of when to come again, in its Retry-After header."""
        super().__init__(message)
        self.fault = fault
        self.error = error
        headers = getattr(getattr(error, "response", None), "headers", None) or {}
        self._asked = asked or str(headers.get("retry-after", ""))

    @property
    def wait(self) -> float | None:
        """Seconds that the service asks to be left alone; None where it asks nothing that can be understood."""
        try:
            seconds = float(self._asked)
        except ValueError:
            seconds = _until(self._asked)
        return min(seconds, _MOST_REST) if isfinite(seconds) and seconds >= 0 else None


def kind_of(error: BaseException) -> Fault:
    """The kind of failure that an error of any provider's client tells of."""
    chain = list(_chain(error))
    if any(isinstance(one, Oversized) for one in chain):
        return Fault.ENDLESS
    status = status_of(error)
    if status is not None and status >= 300:
        return kind_of_status(status)
    names = {kind.__name__ for one in chain for kind in type(one).__mro__}
    if any("Timeout" in name for name in names):
        return Fault.TIMEOUT
    return Fault.UNREACHABLE if any(map(_CONNECTION.fullmatch, names)) else Fault.MALFORMED


def kind_of_status(status: int) -> Fault:
    """The same of a reply's status, 300 or more."""
    if status < 400:
        return Fault.REDIRECTED
    return _BY_STATUS.get(status, Fault.SERVER if status >= 500 else Fault.REJECTED)


def status_of(error: BaseException) -> int | None:
    """The status of the reply that an error tells of."""
    return next((it for one in _chain(error) if (it := _status(one)) is not None), None)


def quoted(text: str) -> str:
    """What a service said, on one line and without what may be a key: some repeat the one that they were shown."""
    text = text[: 4 * _TOLD]
    for name, value in os.environ.items():
        if _NAMED_SECRET.search(name) and len(value) >= _SHORTEST_SECRET:
            text = text.replace(value, "…")
    return " ".join("".join(c if c.isprintable() else " " for c in _SECRET.sub("…", text)).split())[:_TOLD]


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    for _ in range(8):
        if error is None:
            return
        yield error
        error = error.__cause__ or error.__context__


def _status(error: Any) -> int | None:
    found = getattr(error, "status_code", None) or getattr(getattr(error, "response", None), "status_code", None)
    return found if isinstance(found, int) and found > 0 else None


def _until(told: str) -> float:
    """Seconds until an HTTP date; not finite where it is none."""
    try:
        return max(0.0, email.utils.parsedate_to_datetime(told).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return float("inf")
