"""Files that are still there, and whole, after the power was cut."""

import os
from contextlib import suppress
from pathlib import Path


def put_in_place(partial: Path, target: Path) -> None:
    """Give a written file its name, in one step; when this returns, bytes and name are on the disk. Raises OSError."""
    with partial.open("rb") as whole:
        os.fsync(whole.fileno())
    partial.replace(target)
    descriptor = os.open(target.parent, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network file systems have no such thing for folders
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
