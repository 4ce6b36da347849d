"""Files that staff give: kept under the store's own folder, and taken in from there."""

import filecmp
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath

from assistant.stock.names import numbered, safe_name
from corpus.errors import BadUpload, StoreError
from corpus.load import SUFFIXES, document_id
from index.corrections.removed import kept_out
from index.durable import put_in_place
from index.files import known_files
from index.ingest import Progress, Report, ingest
from index.reading import ReadingLimits
from index.report import Outcome
from index.store import Store

FOLDER = "uploads"
_SIDECAR = ".meta.yaml"
_PACKED = frozenset({".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz"})
_MEGABYTE = 1 << 20
_PARTIAL = ".partial"


class Clash(StrEnum):
    """What to do with a file of a name that another document has already."""

    ASK = "ask"
    REPLACE = "replace"
    KEEP_BOTH = "keep_both"


@dataclass(frozen=True, slots=True)
class Given:
    """A file as a browser or a program hands it over."""

    name: str
    """As it was called there; nothing is believed of it."""
    path: Path
    """Where its bytes lie for the moment."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not taken."""

    name: str
    reason: str
    """In Chinese."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the files."""

    report: Report
    """Of those that were taken in."""
    clashes: tuple[str, ...]
    """Names of which another document is there with other content: give these files again with REPLACE or KEEP_BOTH."""
    refused: tuple[Refusal, ...]


def take(
    store: Store,
    given: Sequence[Given],
    *,
    clash: Clash = Clash.ASK,
    most_mb: int = 100,
    limits: ReadingLimits = ReadingLimits(),
    on_progress: Callable[[Progress], None] | None = None,
) -> Taken:
    """Keep files under `uploads/` of the store's home and take them in; `most_mb` is the largest size of one, in MiB.

    A file that is there already with the same bytes is not kept twice. Raises StoreError when another process is writing or
    the disk is full; what was kept until then is found when it is given again.
    """
    with store.writer.session():
        shelf = _Shelf(store, clash, most_mb)
        for it in sorted(given, key=lambda it: it.name.endswith(_SIDECAR)):
            shelf.put(it)
        report = ingest(store, shelf.documents, limits=limits, on_progress=on_progress, shown_from=store.home)
        shelf.clear(report)
    return Taken(report, tuple(shelf.clashes), tuple(shelf.refused))


class _Shelf:
    """The folder of uploads while files are put into it."""

    def __init__(self, store: Store, clash: Clash, most_mb: int) -> None:
        self.documents: list[Path] = []
        self.clashes: list[str] = []
        self.refused: list[Refusal] = []
        self._home = store.home
        self._folder = store.home / FOLDER
        self._clash, self._most_mb = clash, most_mb
        self._known = frozenset(known_files(store.catalog))
        self._removed = kept_out(store.catalog.engine)
        self._new: set[Path] = set()
        for left in self._folder.glob(f".*{_PARTIAL}"):  # of a process that was killed: this one alone writes now
            left.unlink(missing_ok=True)

    def put(self, given: Given) -> None:
        """Keep one file, or note why not."""
        name = safe_name(given.name)
        try:
            self._check(name, given.path)
            target = self._target(name, given.path)
            if target is None:
                self.clashes.append(name)
                return
            self._keep(given.path, target)
        except BadUpload as error:
            self.refused.append(Refusal(name, str(error)))
        except OSError as error:
            raise StoreError(
                f"{name} 无法保存到 {self._folder}：{error.strerror or error}。请确认磁盘未满、目录可写，然后重新上传。"
            ) from error
        else:
            if not name.endswith(_SIDECAR) and target not in self.documents:
                self.documents.append(target)

    def clear(self, report: Report) -> None:
        """Let go of new files that stay out, because their content was removed before."""
        for it in report.files:
            path = self._home / it.path
            if it.outcome is Outcome.KEPT_OUT and path in self._new:
                path.unlink(missing_ok=True)

    def _check(self, name: str, path: Path) -> None:
        """Raises BadUpload where the file cannot be a document."""
        suffix = PurePath(name).suffix.lower()
        if suffix in _PACKED:
            raise BadUpload("压缩包不能直接收录；请解压后选择其中的文件或整个文件夹上传。")
        if name.endswith(_SIDECAR):
            stem = name.removesuffix(_SIDECAR)
            if not any(stem in (it.name, it.stem) for it in [*self.documents, *_below(self._folder)]):
                raise BadUpload(f"没有与它同名的文件；请把 {stem} 与它一起上传。")
        elif suffix not in SUFFIXES:
            known = "、".join(sorted(it.removeprefix(".") for it in SUFFIXES))
            raise BadUpload(f"不能收录{suffix.removeprefix('.') or '没有扩展名'}的文件；可以收录的有 {known}。")
        size = path.stat().st_size
        if size > self._most_mb * _MEGABYTE:
            raise BadUpload(
                f"文件有 {size / _MEGABYTE:.1f} MB，超过上限 {self._most_mb} MB；"
                "请拆分或压缩图片后再传，或请管理员调大 WENCE_UPLOAD_MB。"
            )
        if size == 0:
            raise BadUpload("文件是空的。")

    def _target(self, name: str, source: Path) -> Path | None:
        """Where the file goes; None where that has to be asked."""
        if name.endswith(_SIDECAR):
            return self._folder / name
        for one in numbered(name):
            target = self._folder / one
            if self._is_removed(target):
                # What was removed stays out; the name is free for something better.
                if target.exists() and filecmp.cmp(source, target, shallow=False):
                    return target
                continue
            if not target.exists() or filecmp.cmp(source, target, shallow=False):
                break
        first = self._folder / name
        if target == first or target.exists() or self._is_removed(first) or first in self.documents:
            return target
        # A file of which nothing was taken in is worth nothing.
        if self._clash is Clash.REPLACE or str(first.resolve()) not in self._known:
            return first
        return target if self._clash is Clash.KEEP_BOTH else None

    def _is_removed(self, path: Path) -> bool:
        return self._removed.at(str(path.resolve()), document_id(path)) is not None

    def _keep(self, source: Path, target: Path) -> None:
        if target.exists() and filecmp.cmp(source, target, shallow=False):
            return
        self._folder.mkdir(exist_ok=True)
        partial = target.with_name(f".{target.name}.{os.getpid()}{_PARTIAL}")
        try:
            shutil.copyfile(source, partial)
            if not target.exists():
                self._new.add(target)
            put_in_place(partial, target)
        finally:
            partial.unlink(missing_ok=True)


def _below(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []
