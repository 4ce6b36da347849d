"""The door to write: files and folders in, a report out."""

import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.errors import UnreadableFile
from index.files import Found, Known, digest, known_files, scan
from index.journal import Entrant, Source
from index.reading import Prepared, ReadingLimits, Refused, Sheet, read_apart
from index.store import Store


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


def ingest(
    store: Store,
    paths: Sequence[Path],
    *,
    limits: ReadingLimits = ReadingLimits(),
    on_progress: Callable[[Progress], None] | None = None,
) -> Report:
    """Bring the store up to date with files and folders.

    Unchanged files are passed over, changed ones replace their former revision, and what vanished from a folder is
    removed. A file that cannot be read, within the limits, is reported and the rest goes on; its former revision, if any,
    stays.
    Raises StoreError when another process is writing.
    """
    started = time.perf_counter()
    with store.writer.session():
        run = _Run(store, limits, on_progress or _in_silence)
        with closing(run.entrants(paths)) as entrants:
            chunks = store.enter(entrants)
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
    limits: ReadingLimits
    on_progress: Callable[[Progress], None]
    total: int = 0
    done: int = 0
    known: dict[str, Known] = field(default_factory=dict)
    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    repaired: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    restamped: list[tuple[str, str]] = field(default_factory=list)
    vanished: list[Known] = field(default_factory=list)

    def entrants(self, paths: Sequence[Path]) -> Generator[Entrant]:
        """Whatever is new or changed, read in other processes while what came before is written."""
        found, missing = scan(paths)
        self.failed += missing
        self.total = len(found)
        self.known = known_files(self.store.catalog)
        self.vanished = _vanished(self.known, found, paths)
        asked: deque[_Asked] = deque()
        with closing(read_apart(self._changed(found, asked), self.limits)) as outcomes:
            for outcome in outcomes:
                it = asked.popleft()
                entrant = self._entrant(it, outcome)
                if entrant is not None:
                    yield entrant
                self._advance(it.file)

    def finish(self) -> None:
        """Remove what vanished, and remember files that were only touched."""
        if self.vanished:
            self.store.writer.withdraw([it.doc_id for it in self.vanished])
            self.removed += [it.path for it in self.vanished]
        if self.restamped:
            self.store.writer.journal.restamp(self.restamped)

    def _changed(self, found: Sequence[Found], asked: "deque[_Asked]") -> Iterator[Sheet]:
        """The files to be read; those that are not are settled here."""
        for file in found:
            known = self.known.get(file.absolute)
            if known is not None and known.stamp == file.stamp:
                self._settle(file, self.unchanged)
                continue
            try:
                content, size = digest(file), Path(file.absolute).stat().st_size
            except OSError as error:
                self._fail(file, f"系统无法读取这个文件（{error.strerror or error}）。")
                self._advance(file)
                continue
            if known is not None and known.digest == content:
                self.restamped.append((file.absolute, file.stamp))
                self._settle(file, self.unchanged)
                continue
            asked.append(_Asked(file, content))
            yield Sheet(file.absolute, file.shown, size)

    def _entrant(self, asked: "_Asked", outcome: Prepared | Refused) -> Entrant | None:
        """The document to write for a file; None when there is none to write."""
        file = asked.file
        if isinstance(outcome, Refused):
            self._fail(file, outcome.reason)
            return None
        document = outcome.document
        try:
            self.store.catalog.originals.keep(Path(file.absolute), document.card.revision)
        except UnreadableFile as error:
            self._fail(file, str(error))
            return None
        except OSError as error:
            self._fail(file, f"系统无法读取这个文件（{error.strerror or error}）。")
            return None
        (self.updated if file.absolute in self.known else self.added).append(file.shown)
        if document.repairs:
            self.repaired.append((file.shown, tuple(it.note for it in document.repairs)))
        return Entrant(document, outcome.chunks, Source(file.absolute, file.stamp, asked.digest))

    def _settle(self, file: Found, among: list[str]) -> None:
        among.append(file.shown)
        self._advance(file)

    def _fail(self, file: Found, reason: str) -> None:
        self.failed.append((file.shown, reason))

    def _advance(self, file: Found) -> None:
        self.done += 1
        self.on_progress(Progress(self.done, self.total, file.shown))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A file that is being read."""

    file: Found
    digest: str


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
