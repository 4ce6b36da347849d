"""One file that holds everything that cannot be made again, taken while others read and write; and the way back from it.

Vectors and postings are left out: they are made from the catalog, so that a restored store cannot disagree with itself.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy.exc import DBAPIError

from corpus.errors import StoreError
from index.database import FILE as _CATALOG
from index.database import open_database
from index.durable import put_in_place
from index.elsewhere import HERE, Elsewhere
from index.originals import Originals, name_of, originals_at, parsed
from index.portable import from_file, to_file
from index.schema import SCHEMA_VERSION

_MANIFEST = "manifest.json"
_FOLDERS = ("uploads", "evaluations")
_FAST = 1
"""Of gzip's levels: most originals are compressed already."""


class Member(BaseModel):
    """A file of a backup."""

    model_config = ConfigDict(frozen=True)

    name: str
    size: int
    digest: str
    """SHA-256."""


class Manifest(BaseModel):
    """What a backup holds; the last thing that is written, so that one that was cut off has none."""

    model_config = ConfigDict(frozen=True)

    schema_version: int
    taken_at: datetime
    """UTC."""
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was taken or read."""

    path: Path
    manifest: Manifest

    @property
    def files(self) -> int:
        """How many files it holds, the catalog among them."""
        return len(self.manifest.members)

    @property
    def size(self) -> int:
        """Bytes of the files, before compression."""
        return sum(member.size for member in self.manifest.members)


def back_up(home: Path, target: Path, elsewhere: Elsewhere = HERE) -> Backup:
    """Writes the store under `home` into the new file `target`, as it is at one moment.

    The catalog is copied first, as a file of SQLite wherever it lies; an original is kept before the catalog names it and never changes, so
    that all that the copy names are there. Originals that are kept `elsewhere` are fetched into it, too.

    Raises:
        StoreError: there is no store under `home`, `target` is there already, or one of them cannot be read or written.
    """
    if elsewhere.catalog is None and not (home / _CATALOG).is_file():
        raise StoreError(f"{home} 里没有目录数据库，没有可备份的内容。请检查 WENCE_HOME。")
    if target.exists():
        raise StoreError(f"{target} 已经存在；请换一个文件名，或先移走它。")
    partial = target.with_name(f"{target.name}.{os.getpid()}.partial")
    try:
        with tempfile.TemporaryDirectory(dir=target.absolute().parent, prefix=".wence-") as folder:
            copy = Path(folder) / _CATALOG
            _copy_catalog(home, copy, elsewhere)
            partial.touch(0o600)  # it holds what people asked, and digests of passwords
            files = chain([(_CATALOG, copy)], _originals(home, elsewhere), _kept(home))
            manifest = _write(partial, files, _version(copy))
        put_in_place(partial, target)
    except sqlite3.DatabaseError as error:
        raise StoreError(
            f"备份没有完成：{home / _CATALOG} 或它的副本读写不成（{error}）。"
            f"请运行 wence doctor --deep 查看目录是否完好，并确认 {target.absolute().parent} 磁盘未满。"
        ) from error
    except OSError as error:
        raise StoreError(f"备份没有完成：{error}。请确认 {target.absolute().parent} 可写、磁盘未满。") from error
    finally:
        partial.unlink(missing_ok=True)
    return Backup(target, manifest)


def unpack(archive: Path, home: Path, elsewhere: Elsewhere = HERE) -> Backup:
    """Lays the files of a backup into the empty or absent folder `home`, each checked; the indexes are still to be built.

    Originals and catalog go where `elsewhere` keeps them, whatever kept them when the backup was taken.

    Raises:
        StoreError: `home` or the database is in use, or the backup is not there, damaged, cut off, or of a newer version.
    """
    if home.exists() and any(home.iterdir()):
        raise StoreError(f"{home} 不是空的，不会覆盖。请用 WENCE_HOME 指定一个新目录来恢复。")
    if not archive.is_file():
        raise StoreError(f"{archive} 不存在，或不是文件。请检查路径；应是 wence backup 写成的文件。")
    staging = home.with_name(f"{home.name}.{os.getpid()}.restoring")
    originals = originals_at(elsewhere, staging) if elsewhere.originals else None
    if originals is not None:
        originals.check()
    try:
        staging.mkdir(parents=True)
        manifest = _extract(archive, staging)
        _check_catalog(staging / _CATALOG, archive)
        if originals is not None:
            _send_on(staging / "originals", originals)
        if elsewhere.catalog is not None:
            _load(staging, elsewhere)
        os.sync()  # before the name says that all of it is there
        if home.exists():
            home.rmdir()
        staging.replace(home)
    except OSError as error:
        raise StoreError(
            f"恢复没有完成：{error}。请确认 {archive} 可读，{home.absolute().parent} 可写、磁盘未满。"
        ) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return Backup(archive, manifest)


def _load(staging: Path, elsewhere: Elsewhere) -> None:
    database = open_database(staging, elsewhere)
    try:
        from_file(staging, database)
    except DBAPIError as error:
        raise StoreError(f"恢复没有完成，{database.place} 没有改动：{error.orig}") from error
    finally:
        database.engine.dispose()


def _copy_catalog(home: Path, target: Path, elsewhere: Elsewhere) -> None:
    if elsewhere.catalog is None:
        _copy_file(home / _CATALOG, target)
        return
    database = open_database(home, elsewhere)
    try:
        to_file(database.engine, target)
    except DBAPIError as error:
        raise StoreError(f"备份没有完成，{database.place} 读不出来：{error.orig}") from error
    finally:
        database.engine.dispose()


def _copy_file(source: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as reader,
        closing(sqlite3.connect(target)) as writer,
    ):
        reader.backup(writer)
        # A copy must not take the living one's vectors at a server for its own.
        writer.execute("DELETE FROM meta WHERE name LIKE 'vectors-%'")
        writer.commit()
        writer.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it


def _originals(home: Path, elsewhere: Elsewhere) -> Iterator[tuple[str, Path]]:
    """Each original under its name in a backup; one that was lost is left out."""
    if not elsewhere.originals and not (home / "originals").is_dir():
        return
    originals = originals_at(elsewhere, home)
    for revision, suffix in originals.names():
        path = originals.path(revision, suffix)
        if path.is_file():
            yield f"originals/{name_of(revision, suffix)}", path


def _send_on(folder: Path, originals: Originals) -> None:
    """Keep each file of a folder of originals elsewhere, and empty the folder."""
    for path in sorted(folder.glob("*")):
        if (named := parsed(path.name)) is not None:
            originals.keep(path, named[0])
    shutil.rmtree(folder, ignore_errors=True)


def _kept(home: Path) -> Iterator[tuple[str, Path]]:
    for folder in _FOLDERS:
        for path in sorted((home / folder).rglob("*")):
            if path.is_file() and not path.name.endswith(".partial"):
                yield str(PurePosixPath(*path.relative_to(home).parts)), path


def _version(catalog: Path) -> int:
    """Of its tables: older than this program's, when nothing has opened it since the program became newer."""
    with closing(sqlite3.connect(catalog)) as connection:
        return int(connection.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()[0])


def _write(target: Path, files: Iterable[tuple[str, Path]], version: int) -> Manifest:
    members = []
    with tarfile.open(target, "w:gz", compresslevel=_FAST) as archive:
        for name, path in files:
            entry = tarfile.TarInfo(name)
            entry.size = path.stat().st_size
            entry.mtime = int(path.stat().st_mtime)
            with path.open("rb") as reader:
                counted = _Digesting(reader)
                archive.addfile(entry, counted)
            members.append(Member(name=name, size=entry.size, digest=counted.digest.hexdigest()))
        manifest = Manifest(schema_version=version, taken_at=datetime.now(UTC), members=tuple(members))
        with tempfile.TemporaryFile() as written:
            entry = tarfile.TarInfo(_MANIFEST)
            entry.size = written.write(manifest.model_dump_json().encode())
            written.seek(0)
            archive.addfile(entry, written)
    return manifest


class _Digesting:
    """A file that is digested while it is read."""

    def __init__(self, reader: BinaryIO) -> None:
        self._reader = reader
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self._reader.read(size)
        self.digest.update(block)
        return block


def _extract(archive: Path, folder: Path) -> Manifest:
    try:
        with tarfile.open(archive, "r:gz") as found:
            found.extractall(folder, filter="data")
        manifest = Manifest.model_validate_json((folder / _MANIFEST).read_bytes())
    except (tarfile.TarError, EOFError, FileNotFoundError, ValidationError, json.JSONDecodeError) as error:
        raise StoreError(f"{archive} 不是完好的备份（{type(error).__name__}）：它可能没有写完，或被改动过。") from error
    if manifest.schema_version > SCHEMA_VERSION:  # an older one is brought up when it is opened
        raise StoreError(
            f"{archive} 的结构版本是 {manifest.schema_version}，比这个程序的 {SCHEMA_VERSION} 新。请用备份时的 wence 恢复。"
        )
    for member in manifest.members:
        path = folder / member.name
        if not path.is_file() or _digest(path) != member.digest:
            raise StoreError(f"{archive} 里的 {member.name} 缺失或内容不符，备份已损坏，没有恢复任何内容。")
    (folder / _MANIFEST).unlink()
    return manifest


def _digest(path: Path) -> str:
    with path.open("rb") as reader:
        return hashlib.file_digest(reader, "sha256").hexdigest()


def _check_catalog(path: Path, archive: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        try:
            (found,) = connection.execute("PRAGMA integrity_check").fetchone()
        except sqlite3.Error as error:
            found = str(error)
    if found != "ok":
        raise StoreError(f"{archive} 里的目录数据库已损坏（{found}），没有恢复任何内容。")
