"""Where the two indexes lie: a new generation is filled beside the one in use, then taken over in one step.

Which one is in use stands in the catalog, so that a crash at any moment leaves the former one in service.
"""

import logging
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from index.catalog import Catalog

_log = logging.getLogger(__name__)

_NAMED = re.compile(r"(?:chroma|lexical)(?:-(\d{1,9}))?")
_MARK = "written"


@dataclass(frozen=True, slots=True)
class Generation:
    """A pair of index folders below a home."""

    home: Path
    number: int
    is_shared: bool = False
    """Of a catalog that several homes share: each follows it with postings of its own, whatever generation the vectors are of."""

    @property
    def vectors(self) -> Path:
        """Folder of the vectors."""
        return self.home / f"chroma{self._suffix}"

    @property
    def postings(self) -> Path:
        """Folder of the postings."""
        return self.home / ("lexical" if self.is_shared else f"lexical{self._suffix}")

    @property
    def _suffix(self) -> str:
        return f"-{self.number}" if self.number else ""

    def erase(self) -> None:
        """Delete both folders, whatever state they are in."""
        for folder in (self.vectors,) if self.is_shared else (self.vectors, self.postings):
            with suppress(FileNotFoundError):  # another process may be at the same
                shutil.rmtree(folder)


def in_use(home: Path, catalog: Catalog) -> Generation:
    """The generation that the catalog names."""
    return Generation(home, int(catalog.value("generation") or 0), catalog.is_shared)


def unused(home: Path, catalog: Catalog) -> Generation:
    """One of which no folder is there yet."""
    return Generation(home, max([in_use(home, catalog).number, *_numbers(home)]) + 1, catalog.is_shared)


def sweep(home: Path, keep: Generation, *, only_older: bool = False) -> None:
    """Delete every generation but `keep` that no process has open; what cannot be deleted now is left for the next time.

    Without the writer's lock `only_older`: a newer one is being filled, or about to be.
    """
    for number in sorted(_numbers(home) - {keep.number}):
        if only_older and number > keep.number:
            continue
        it = Generation(home, number, keep.is_shared)
        try:
            with _alone(it.vectors) as is_free:
                if is_free:
                    it.erase()
        except OSError as error:
            _log.warning("旧索引 %s 这次没有删掉：%s", it.vectors, error)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keeps `sweep` in any process from deleting the folder; the system lets go when the process ends, however it ends."""
    import fcntl  # not on every system

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network file systems know no locks on folders
            fcntl.flock(descriptor, fcntl.LOCK_SH)
        yield
    finally:
        os.close(descriptor)


def mark(home: Path, change: int) -> None:
    """Note beside the indexes up to which change of the catalog they were written."""
    partial = home / f"{_MARK}.{os.getpid()}.partial"
    partial.write_text(str(change), "ascii")
    partial.replace(home / _MARK)


def marked(home: Path) -> int:
    """What `mark` noted last; 0 where nothing is noted."""
    try:
        return int((home / _MARK).read_text("ascii"))
    except (OSError, ValueError):
        return 0


def _numbers(home: Path) -> set[int]:
    matches = (_NAMED.fullmatch(path.name) for path in home.iterdir() if path.is_dir())
    return {int(match[1] or 0) for match in matches if match}


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """Whether no process holds the folder; as long as the context lasts, none can begin to."""
    import fcntl

    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        yield True
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        yield False
    else:
        yield True
    finally:
        os.close(descriptor)
