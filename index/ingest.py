"""The door to write: files and folders in, a report out."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.errors import UnreadableFile
from corpus.load import load
from corpus.split import split
from index.files import Found, Known, digest, known_files, scan
from index.journal import Entrant, Source
from index.store import Store

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest has come, after each file."""

    done: int
    total: int
    path: str


@dataclass(frozen=True, slots=True)
class Report:
    """What an ingest did, by path as it was given."""

    added: tuple[str, ...]
    updated: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    repaired: tuple[tuple[str, tuple[str, ...]], ...]
    """Path, and what was repaired in its text, in Chinese."""
    failed: tuple[tuple[str, str], ...]
    """Path, and the reason in Chinese."""
    chunks: int
    """Written by this ingest."""
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """Counts of what went well; names and reasons of what needs a look."""
        return {
            "added": len(self.added),
            "updated": len(self.updated),
            "unchanged": len(self.unchanged),
            "removed": len(self.removed),
            "repaired": [{"path": path, "notes": list(notes)} for path, notes in self.repaired],
            "failed": [{"path": path, "reason": reason} for path, reason in self.failed],
            "chunks": self.chunks,
            "seconds": round(self.seconds, 2),
        }


def ingest(store: Store, paths: Sequence[Path], *, on_progress: Callable[[Progress], None] | None = None) -> Report:
    """Bring the store up to date with files and folders.

    Unchanged files are passed over, changed ones replace their former revision, and what vanished from a folder is
    removed. A file that cannot be read is reported and the rest goes on; its former revision, if any, stays.
    Raises StoreError when another process is writing.
    """
    started = time.perf_counter()
    with store.writer.session():
        run = _Run(store, on_progress or _in_silence)
        chunks = store.enter(run.entrants(paths))
        run.finish()
    return Report(
        added=tuple(run.added),
        updated=tuple(run.updated),
        unchanged=tuple(run.unchanged),
        removed=tuple(run.removed),
        repaired=tuple(run.repaired),
        failed=tuple(run.failed),
        chunks=chunks,
        seconds=time.perf_counter() - started,
    )


def _in_silence(_progress: Progress) -> None:
    pass


@dataclass
class _Run:
    """One ingest while it runs."""

    store: Store
    on_progress: Callable[[Progress], None]
    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    repaired: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    restamped: list[tuple[str, str]] = field(default_factory=list)
    vanished: list[Known] = field(default_factory=list)

    def entrants(self, paths: Sequence[Path]) -> Iterator[Entrant]:
        """Read whatever is new or changed, one file at a time."""
        found, missing = scan(paths)
        known = known_files(self.store.catalog)
        self.failed += missing
        self.vanished = _vanished(known, found, paths)
        for done, file in enumerate(found, 1):
            entrant = self._entrant(file, known.get(file.absolute))
            if entrant is not None:
                yield entrant
            self.on_progress(Progress(done, len(found), file.shown))

    def finish(self) -> None:
        """Remove what vanished, and remember files that were only touched."""
        if self.vanished:
            self.store.writer.withdraw([it.doc_id for it in self.vanished])
            self.removed += [it.path for it in self.vanished]
        if self.restamped:
            self.store.writer.journal.restamp(self.restamped)

    def _entrant(self, file: Found, known: Known | None) -> Entrant | None:
        """The document to write for a file; None when there is none to write."""
        if known is not None and known.stamp == file.stamp:
            self.unchanged.append(file.shown)
            return None
        try:
            content = digest(file)
            if known is not None and known.digest == content:
                self.restamped.append((file.absolute, file.stamp))
                self.unchanged.append(file.shown)
                return None
            document = load(Path(file.absolute), source_path=file.shown)
            self.store.catalog.originals.keep(Path(file.absolute), document.card.revision)
            entrant = Entrant(document, split(document), Source(file.absolute, file.stamp, content))
        except UnreadableFile as error:
            self.failed.append((file.shown, str(error)))
            return None
        except OSError as error:
            self.failed.append((file.shown, f"系统无法读取这个文件（{error.strerror or error}）。"))
            return None
        except Exception as error:
            # A parser may fail in ways that nobody foresaw; that must cost one file, not the whole folder.
            _log.exception("reading %s failed", file.absolute)
            self.failed.append(
                (file.shown, f"读取程序出错（{type(error).__name__}: {error}），请报告此问题并附上该文件。")
            )
            return None
        (self.updated if known else self.added).append(file.shown)
        if document.repairs:
            self.repaired.append((file.shown, tuple(it.note for it in document.repairs)))
        return entrant


def _vanished(known: dict[str, Known], found: Sequence[Found], paths: Sequence[Path]) -> list[Known]:
    """Files that were ingested from below these folders and are no longer there."""
    present = {file.absolute for file in found}
    folders = [path.resolve() for path in paths if path.is_dir()]
    return [
        it
        for path, it in known.items()
        if path not in present
        and any(Path(path).is_relative_to(folder) for folder in folders)
        # A file that is there but not found, such as one that was hidden, is no loss of the user's.
        and not Path(path).exists()
    ]
