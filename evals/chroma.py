"""A Chroma server of one's own for a while, the Rust one, on this machine only."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import SettingError, WenceError
from index.chroma.server import Server

_PATIENCE = 60.0
"""Seconds until it must answer."""


@contextmanager
def a_chroma(folder: Path, port: int | None = None) -> Iterator[str]:
    """The address of a server that keeps its data in `folder`, at `port` or a free one; stopped at the end.

    Raises SettingError where the command `chroma` is not installed, or does not start.
    """
    command = Path(sys.executable).with_name("chroma")
    if not command.exists():
        raise SettingError(f"{command} 不存在：chromadb 没有装全。")
    folder.mkdir(parents=True, exist_ok=True)
    port = port or free_port()
    url = f"http://127.0.0.1:{port}"
    given = [str(command), "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(given, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)  # noqa: S603 - our own command
    try:
        _wait(url, process)
        yield url
    finally:
        process.terminate()
        process.wait(_PATIENCE)


def free_port() -> int:
    """A port of this machine that nobody listens at now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(url: str, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < until:
        try:
            Server(url).version()
        except WenceError:
            time.sleep(0.1)
        else:
            return
    raise SettingError(f"chroma run 没有在 {_PATIENCE:.0f} 秒内应答。")
