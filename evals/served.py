"""The real application as its own process on a free port of loopback, for what looks at it from outside."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.error import URLError
from urllib.request import urlopen

from corpus.errors import StoreError

_APP = Path(__file__).resolve().parents[1] / "app.py"
_PATIENCE = 300.0
"""Seconds until it must have come up; the first start ingests the sample corpus."""


@dataclass(frozen=True, slots=True)
class Served:
    """The application as it runs."""

    address: str
    pid: int


@contextmanager
def served(home: Path, settings: Mapping[str, str] | None = None) -> Iterator[str]:
    """The application over the index in `home`; gives its address. `settings` are further variables WENCE_….

    Raises:
        StoreError: it did not come up; the message holds what it printed.
    """
    with serving(home, settings) as running:
        yield running.address


@contextmanager
def serving(home: Path, settings: Mapping[str, str] | None = None) -> Iterator[Served]:
    """As `served`, with the number of the process. `settings` may also hold variables of others, such as OPENAI_BASE_URL.

    Raises:
        StoreError: as `served`.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    given = {"WENCE_HOME": str(home), "WENCE_HOST": "127.0.0.1", "WENCE_PORT": str(port)} | dict(settings or {})
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryFile() as said:
        command = [sys.executable, str(_APP), "serve"]
        app = subprocess.Popen(command, env=os.environ | given, stdout=said, stderr=said)  # noqa: S603 - this very project
        try:
            _wait(address, app, said)
            yield Served(address, app.pid)
        finally:
            app.terminate()
            app.wait()


def _wait(address: str, app: "subprocess.Popen[bytes]", said: IO[bytes]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and app.poll() is None:
        try:
            urlopen(f"{address}/api/health").close()  # noqa: S310 - an address of loopback, made above
        except URLError:
            time.sleep(0.2)
        else:
            return
    said.seek(0)
    printed = said.read().decode("utf-8", "replace").strip()
    raise StoreError(f"应用没有在 {_PATIENCE:.0f} 秒内启动。它的输出：\n{printed}")
