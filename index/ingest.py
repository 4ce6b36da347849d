"""The door to write: files and folders in, a report out."""

import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus.errors import UnreadableFile
from index.corrections.removed import kept_out
from index.failures import note_failures
from index.files import Found, Known, known_files, scan
from index.intake import Intake, Reading, Removed, Same, Unchanged, Unread
from index.journal import Entrant
from index.reading import Prepared, ReadingLimits, Refused, Sheet, read_apart
from index.report import FileReport, Outcome, Progress, Report
from index.sources import Source
from index.store import Store

__all__ = ["Progress", "ReadingLimits", "Report", "ingest"]

Reader = Callable[[Iterable[Sheet], ReadingLimits], Generator[Prepared | Refused]]

_MANY = 50
"""Files for which it pays to open the encoder, in a third of a second, in each reading process as well."""

_FEW, _SMALL = 8, 500_000
"""Files, and their bytes together, that one process reads in less than the half second that a second takes to start."""


def ingest(
    store: Store,
    paths: Sequence[Path],
    *,
    limits: ReadingLimits = ReadingLimits(),
    on_progress: Callable[[Progress], None] | None = None,
    shown_from: Path | None = None,
    reader: Reader = read_apart,
) -> Report:
    """Bring the store up to date with files and folders.

    Unchanged files are passed over, changed ones replace their former revision, and what vanished from a folder is
    removed. Files with identical content, sidecars included, are one document with several paths. A file that cannot be
    read, within the limits, is reported and the rest goes on; its former revision, if any, stays. What was written stays
    written, however this ends: called again, it goes on from there. Paths are shown as given, or from `shown_from` on.
    `reader` reads the files; it gives one outcome for each, in their order.
    Raises StoreError when another process is writing.
    """
    started = time.perf_counter()
    with store.writer.session():
        store.catalog.originals.tidy()
        run = _Run(store, limits, on_progress or _in_silence, shown_from, reader)
        with closing(run.entrants(paths)) as entrants:
            chunks = store.enter(entrants)
        run.finish()
    return Report(tuple(run.files), chunks, time.perf_counter() - started)


def _in_silence(_progress: Progress) -> None:
    pass


@dataclass
class _Run:
    """One ingest while it runs."""

    store: Store
    limits: ReadingLimits
    on_progress: Callable[[Progress], None]
    shown_from: Path | None
    reader: Reader
    total: int = 0
    done: int = 0
    known: dict[str, Known] = field(default_factory=dict)
    vanished: list[Known] = field(default_factory=list)
    same: list[Same] = field(default_factory=list)
    touched: list[Found] = field(default_factory=list)
    outcomes: dict[str, str | Refused] = field(default_factory=dict)
    """By the digest of what was read, its doc_id or why there is none."""
    files: list[FileReport] = field(default_factory=list)
    tried: frozenset[str] = frozenset()
    failed: list[tuple[str, str, Refused]] = field(default_factory=list)
    """Path, path as it is shown, and why."""

    def entrants(self, paths: Sequence[Path]) -> Generator[Entrant]:
        """Whatever is new or changed, read in other processes while what came before is written."""
        found, missing = scan(paths, self.shown_from)
        self.files += [FileReport(path, Outcome.FAILED, reason=reason) for path, reason in missing]
        self.total = len(found)
        self.tried = frozenset(it.absolute for it in found)
        self.known = known_files(self.store.catalog)
        self.vanished = _vanished(self.known, found, paths)
        asked: deque[Reading] = deque()
        limits = replace(self.limits, processes=1) if _are_few(found) else self.limits
        with closing(self.reader(self._sheets(found, asked), limits)) as outcomes:
            for outcome in outcomes:
                reading = asked.popleft()
                entrant = self._entrant(reading, outcome)
                if entrant is not None:
                    yield entrant
                self._advance(reading.file)

    def finish(self) -> None:
        """Remove what vanished, and remember files that were only touched or have the content of others."""
        sources: list[tuple[str, Source]] = []
        for it in self.same:
            owner = it.doc_id or self.outcomes[it.digest]
            if isinstance(owner, Refused):
                self._fail(it.file, owner)
            else:
                sources.append((owner, Source(it.file.absolute, it.file.shown, it.file.stamp, it.digest)))
                outcome = Outcome.MOVED if it.moved else Outcome.DUPLICATE
                self.files.append(FileReport(it.file.shown, outcome, owner, same_as=it.same_as))
        self.files += [FileReport(it.shown, Outcome.REMOVED, it.doc_id) for it in self.vanished]
        journal = self.store.writer.journal
        homeless = self._homeless(sources)
        if homeless:
            self.store.writer.withdraw(homeless)
        if sources or self.vanished:
            journal.attach(sources, [it.path for it in self.vanished])
        if self.touched:
            journal.restamp([(it.absolute, it.stamp) for it in self.touched])
        note_failures(self.store.catalog.engine, self.failed, self.tried)

    def _homeless(self, sources: Sequence[tuple[str, Source]]) -> list[str]:
        """Documents that lost their last path: it vanished, or has another document's content now."""
        lost = {it.path for it in self.vanished} | {source.path for _, source in sources}
        left = {it.doc_id for it in known_files(self.store.catalog).values() if it.path not in lost}
        left |= {doc_id for doc_id, _ in sources}
        return sorted({self.known[path].doc_id for path in lost if path in self.known} - left)

    def _sheets(self, found: Sequence[Found], asked: "deque[Reading]") -> Iterator[Sheet]:
        """The files to be read; those that are not are settled here."""
        encoder = self.store.encoder.name if len(found) >= _MANY else None
        removed = kept_out(self.store.catalog.engine)
        for verdict in Intake(self.known, [it.path for it in self.vanished], removed).sort(found):
            file = verdict.file
            if isinstance(verdict, Reading):
                asked.append(verdict)
                yield Sheet(file.absolute, file.shown, verdict.size, encoder)
                continue
            if isinstance(verdict, Same):
                self.same.append(verdict)
            elif isinstance(verdict, Unchanged):
                self.files.append(FileReport(file.shown, Outcome.UNCHANGED))
                if verdict.touched:
                    self.touched.append(file)
            elif isinstance(verdict, Removed):
                self.files.append(FileReport(file.shown, Outcome.KEPT_OUT, verdict.doc_id))
            elif isinstance(verdict, Unread):
                self._fail(file, Refused(verdict.reason))
            self._advance(file)

    def _entrant(self, reading: Reading, outcome: Prepared | Refused) -> Entrant | None:
        """The document to write for a file; None when there is none to write."""
        file = reading.file
        if isinstance(outcome, Prepared):
            outcome = self._kept(file, outcome)
        if isinstance(outcome, Refused):
            self.outcomes[reading.digest] = outcome
            self._fail(file, outcome)
            return None
        source = Source(file.absolute, file.shown, file.stamp, reading.digest)
        entrant = Entrant(outcome.document, outcome.chunks, source, outcome.signature, outcome.vectors)
        entrant = self.store.writer.corrected(entrant)
        document, card = entrant.document, entrant.document.card
        self.outcomes[reading.digest] = card.doc_id
        self.files.append(
            FileReport(
                file.shown,
                Outcome.UPDATED if file.absolute in self.known else Outcome.ADDED,
                card.doc_id,
                card.title,
                len(entrant.chunks),
                document.quality,
                tuple(it.note for it in document.repairs),
                tuple(it.said for it in document.cautions),
            )
        )
        return entrant

    def _kept(self, file: Found, prepared: Prepared) -> Prepared | Refused:
        """The same when the original is kept, or why it cannot be."""
        try:
            self.store.catalog.originals.keep(Path(file.absolute), prepared.document.card.revision)
        except UnreadableFile as error:
            return Refused(str(error))
        except OSError as error:
            return Refused(f"系统无法读取这个文件（{error.strerror or error}）。")
        return prepared

    def _fail(self, file: Found, why: Refused) -> None:
        self.files.append(FileReport(file.shown, Outcome.FAILED, reason=why.reason, fault=why.fault))
        self.failed.append((file.absolute, file.shown, why))

    def _advance(self, file: Found) -> None:
        self.done += 1
        self.total = max(self.total, self.done)  # files that are read again because another changed come on top
        self.on_progress(Progress(self.done, self.total, file.shown))


def _are_few(found: Sequence[Found]) -> bool:
    """Whether one process has read the files before a second has started."""
    if len(found) > _FEW:
        return False
    with suppress(FileNotFoundError):
        return sum(Path(it.absolute).stat().st_size for it in found) <= _SMALL
    return False


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
