"""Calls that misbehave, at the top of a module so that a child process can find them."""

import ctypes
import os
import time
from collections.abc import Callable
from pathlib import Path
from unittest import mock

from index.reading import Prepared, Refused, Sheet, prepare


def obey(order: str) -> str:
    """Does what the order says; an order that is none comes back."""
    return ORDERS.get(order, lambda: order)()


def _hang() -> str:
    time.sleep(600)
    return "woke up"


def _die() -> str:
    os._exit(3)


def _fault() -> str:
    return ctypes.string_at(0).decode()


def _grow() -> str:
    return str(len(bytes(1 << 33)))


def _die_with_half_a_result_in_the_pipe() -> str:
    from multiprocessing import connection

    def write_some(descriptor: int, data: bytes) -> int:
        os.write(descriptor, data[:1000])
        os._exit(4)

    connection.Connection._send.__defaults__ = (write_some,)  # type: ignore[attr-defined]
    return "x" * 10_000_000


def _leave_a_grandchild() -> str:
    import subprocess

    return str(subprocess.Popen(["/bin/sleep", "600"]).pid)


ORDERS: dict[str, Callable[[], str]] = {
    "hang": _hang,
    "die": _die,
    "fault": _fault,
    "grow": _grow,
    "half": _die_with_half_a_result_in_the_pipe,
    "grandchild": _leave_a_grandchild,
    "pid": lambda: str(os.getpid()),
}


def prepare_or_fail(sheet: Sheet) -> Prepared | Refused:
    """Reads files, and obeys those that hold an order."""
    order = Path(sheet.path).read_text(encoding="utf-8").strip()
    if order == "raise":
        with mock.patch("corpus.load.read", side_effect=ZeroDivisionError("boom")):
            return prepare(sheet)
    obey(order)
    return prepare(sheet)
