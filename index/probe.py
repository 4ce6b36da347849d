"""Opening a folder of vectors in a process of its own first: damaged files can end the process that opens them."""

import signal
import subprocess
import sys
from pathlib import Path

_SECONDS = 120
"""Far more than opening takes; damaged files may also be read for ever."""
_MAIN = "import sys; sys.path[:] = sys.argv[2:]; from index.chroma.folder import look_into; look_into(sys.argv[1], is_thorough=bool(THOROUGH))"


def how_it_ends(folder: Path, *, is_thorough: bool = False) -> str:
    """How a process ends that opens the vectors under `folder`, in a second; empty where it lives.

    `is_thorough`: it also reads them all, which takes a second for every 20,000.
    """
    command = [sys.executable, "-c", _MAIN.replace("THOROUGH", str(int(is_thorough))), str(folder), *sys.path]
    try:
        ended = subprocess.run(  # noqa: S603 - ourselves
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return f"{_SECONDS} s"
    if ended.returncode < 0:
        return signal.Signals(-ended.returncode).name
    return f"{ended.returncode}" if ended.returncode else ""
