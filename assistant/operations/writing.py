"""Whether somebody writes to a store, without getting in their way."""

from pathlib import Path

_LOCKS = Path("/proc/locks")


def is_written(home: Path) -> bool | None:
    """Whether a process holds the writer's lock of the store under `home`; None where the system does not tell.

    To try the lock instead would make a writer fail that comes in this very moment.
    """
    try:
        held, lock = _LOCKS.read_text("ascii"), (home / "lock").stat()
    except FileNotFoundError:
        return False if _LOCKS.exists() else None
    except OSError:
        return None
    # Some file systems number their devices otherwise there than here, so that the inode has to do.
    return any(_is_lock(line.split(), f":{lock.st_ino}") for line in held.splitlines())


def _is_lock(words: list[str], inode: str) -> bool:
    """Whether a line such as `1: FLOCK ADVISORY WRITE 4711 08:01:1234 0 EOF` is of this file; one who waits has an arrow."""
    return len(words) > 5 and words[1] == "FLOCK" and words[5].endswith(inode)
