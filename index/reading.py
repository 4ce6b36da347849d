"""Files to documents that are ready to be written, each read in a child process with limits."""

import os
import re
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from corpus.document import Chunk, Document
from corpus.errors import UnreadableFile
from corpus.load import load
from corpus.split import split
from index.apart import Apart, Call, Loss, Lost
from index.encoder import Encoder, open_encoder, passage_text
from index.signature import signature
from index.static import BUILTIN_NAME
from index.vectors import Vectors

_MOST_PROCESSES = 8
"""One process writes: more than this many readers would wait for it."""
_SLOW = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp"})
"""What may hold pages to be recognised."""
_CONVERTED = frozenset({".doc", ".wps", ".rtf", ".odt", ".xls", ".et", ".ods"})
"""What may need LibreOffice, which sets itself a limit of two minutes."""
_NO_MEMORY = re.compile(r"bad_alloc|(?:[Uu]nable|[Ff]ailed|[Cc]annot) to allocate|[Oo]ut of memory")
_ABORTED = "SIGABRT"
"""How libraries in C++ end that get no memory."""
_MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What reading may take."""

    processes: int | None = None
    """How many files are read at once; None: one for each core, at most eight."""
    seconds: float = 60.0
    """For a small file; a large one gets more."""
    memory_mb: int = 3072
    """Address space of one reading process, in MiB; recognising a page takes up to 2,000."""

    @property
    def at_once(self) -> int:
        """How many processes there are."""
        return self.processes or min(_MOST_PROCESSES, os.cpu_count() or 1)

    def seconds_for(self, path: Path, size: int) -> float:
        """Time for a file of `size` bytes: a page to be recognised takes seconds and may have as little as 50 kB."""
        suffix = path.suffix.lower()
        more = size / _MEGABYTE * (2.0 if suffix in _SLOW else 0.1)
        return self.seconds * (1 + more + (2 if suffix in _CONVERTED else 0))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file to read."""

    path: str
    """Absolute."""
    shown: str
    """The path as the user gave it."""
    size: int
    """In bytes."""
    encoder: str | None = None
    """Name of the store's encoder, if the vectors are wanted, too: the built-in one can run where the file is read."""
    original: Path | None = None
    """A copy of the file that is read in its stead, …"""
    doc_id: str | None = None
    """… and the id that its document has."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What reading a file gave."""

    document: Document
    chunks: tuple[Chunk, ...]
    signature: bytes | None
    vectors: Vectors | None


class Fault(StrEnum):
    """What failed where it was not for the file alone."""

    TIME = "time"
    MEMORY = "memory"
    DEATH = "death"
    """The reading process died."""
    START = "start"
    """No reading process could be started."""
    PROGRAM = "program"
    """An error that nobody foresaw."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that gave no document."""

    reason: str
    """In Chinese."""
    fault: Fault | None = None
    """None where the file itself is why."""


def prepare(sheet: Sheet) -> Prepared | Refused:
    """Read a file, here and now, without limits. Raises MemoryError."""
    try:
        document = load(Path(sheet.path), source_path=sheet.shown, original=sheet.original, doc_id=sheet.doc_id)
        chunks = split(document)
        return Prepared(document, chunks, signature(document.text), _vectors(chunks, sheet.encoder))
    except Exception as error:
        if _for_want_of_memory(error):
            raise MemoryError from error
        return _refused(error)


def _refused(error: Exception) -> Refused:
    """Why a file gave no document. Of errors that nobody foresaw, too: they must cost one file, not the whole folder."""
    if isinstance(error, UnreadableFile):
        return Refused(str(error))
    if isinstance(error, OSError):
        return Refused(f"系统无法读取这个文件（{error.strerror or error}）。")
    what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return Refused(f"读取程序出错（{what}），请报告此问题并附上该文件。", Fault.PROGRAM)


def _vectors(chunks: Sequence[Chunk], encoder: str | None) -> Vectors | None:
    """The vectors of the chunks where the built-in encoder is the one that is asked for."""
    if encoder is None or not encoder.startswith(BUILTIN_NAME):
        return None
    builtin = _builtin()
    return builtin.encode_passages([passage_text(it) for it in chunks]) if builtin.name == encoder else None


@cache
def _builtin() -> Encoder:
    return open_encoder()


def read_apart(sheets: Iterable[Sheet], limits: ReadingLimits) -> Generator[Prepared | Refused]:
    """What each file gives, in order; several are read at once, each in a process that can harm only itself.

    A caller that stops before the end closes the iterator.
    """
    asked: deque[Call[Sheet]] = deque()

    def calls() -> Iterator[Call[Sheet]]:
        for sheet in sheets:
            asked.append(Call(sheet, limits.seconds_for(Path(sheet.path), sheet.size), sheet.size))
            yield asked[-1]

    with closing(_readers(prepare, limits.memory_mb).map(calls(), limits.at_once)) as outcomes:
        for outcome in outcomes:
            call = asked.popleft()
            yield _explained(outcome, call, limits) if isinstance(outcome, Lost) else outcome


def warm_up(limits: ReadingLimits) -> None:
    """Start a reading process, without waiting for it, while the caller opens what it needs itself."""
    _readers(prepare, limits.memory_mb).warm()


@lru_cache(maxsize=4)
def _readers(work: Callable[[Sheet], Prepared | Refused], memory_mb: int) -> Apart[Sheet, Prepared | Refused]:
    """Kept for the next files: a process that serves pages reads now one and then another."""
    return Apart(work, memory_mb * _MEGABYTE)


def _for_want_of_memory(error: BaseException | None) -> bool:
    """Whether memory ran out behind an error: readers take it for damage of the file, libraries say it in words."""
    while error is not None:
        if isinstance(error, MemoryError) or _NO_MEMORY.search(str(error)):
            return True
        error = error.__cause__ or error.__context__
    return False


def _explained(lost: Lost, call: Call[Sheet], limits: ReadingLimits) -> Refused:
    """Why a reading process gave nothing, and what to do about it."""
    fault = Fault.MEMORY if lost.detail == _ABORTED else Fault(lost.loss.value)
    if lost.loss is Loss.TIME:
        return Refused(
            f"读了 {call.seconds:.0f} 秒仍未读完，已放弃。文件可能已损坏；若文件确实很大，"
            f"请把 WENCE_READ_SECONDS（现为 {limits.seconds:g}）调大后重新收录。",
            fault,
        )
    more = f"WENCE_READ_MEMORY_MB（现为 {limits.memory_mb}）"
    if lost.loss is Loss.MEMORY or lost.detail == _ABORTED:
        return Refused(
            f"读取所需内存超过上限，已放弃。文件可能已损坏；若文件确实很大，请把 {more}调大后重新收录。", fault
        )
    if lost.loss is Loss.START:
        return Refused(f"无法启动读取进程（{lost.detail}）；请关闭一些程序，或把 WENCE_READERS 调小后重新收录。", fault)
    how = f"（{lost.detail}）" if lost.detail else ""
    return Refused(
        f"读取这个文件的进程意外退出{how}，其他文件不受影响。文件多半已损坏，请重新下载；"
        f"若文件完好，可能是内存不足，请把 {more}调大后重新收录。",
        fault,
    )
