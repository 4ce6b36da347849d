"""The ingested files themselves, kept so that a citation can always open the revision that it quotes."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from corpus.errors import SettingError, StoreError, UnreadableFile
from index.durable import put_in_place
from index.elsewhere import Elsewhere

_BLOCK = 1 << 20
_PARTIAL = ".partial"


class Originals(Protocol):
    """Files, each named by the SHA-256 of its bytes and the suffix that it came with."""

    @property
    def place(self) -> str:
        """Where they are, as the settings say it."""

    def path(self, revision: str, suffix: str) -> Path:
        """Where the original of a revision can be read on this machine; nothing is there where it is lost.

        Raises StoreError when what keeps them cannot be reached.
        """

    def digest(self, revision: str, suffix: str) -> str | None:
        """SHA-256 of the bytes that are kept, hexadecimal; None: there are none. Raises StoreError as `path` does."""

    def forget(self, revision: str, suffix: str) -> None:
        """Delete an original, such as one whose bytes were changed, to make room for it anew. Raises StoreError."""

    def keep(self, source: Path, revision: str) -> None:
        """Copy `source` in, unless it is there already; when this returns, a loss of power loses nothing.

        Raises UnreadableFile when its bytes are no longer those of `revision`: the file changed while it was read.
        """

    def names(self) -> Iterator[tuple[str, str]]:
        """Revision and suffix of everything that is kept. Raises StoreError."""

    def tidy(self) -> None:
        """Delete what a killed process left half copied. Only where nobody else keeps anything now."""

    def check(self) -> None:
        """Raises StoreError when nothing could be kept or read now."""


def originals_at(elsewhere: Elsewhere, home: Path) -> Originals:
    """What keeps the originals of the store under `home`: a folder of its own, or what the settings name.

    Raises SettingError when the address is none that is understood.
    """
    address = elsewhere.originals
    if not address:
        home.mkdir(parents=True, exist_ok=True)
        return OriginalsFolder(home / "originals")
    parts = urlsplit(address)
    if parts.scheme in ("", "file") and not parts.netloc:
        return OriginalsFolder(Path(unquote(parts.path) if parts.scheme else address).absolute())
    if parts.scheme in ("s3", "memory") and parts.netloc:
        from index.bucket import OriginalsBucket

        return OriginalsBucket(address, home / "fetched", elsewhere.s3_endpoint)
    raise SettingError(
        f"WENCE_ORIGINALS={address} 认不出来。请写一个文件夹的路径，或 s3://存储桶/前缀；删去它即存放在 WENCE_HOME 里。"
    )


class OriginalsFolder:
    """A folder, which several machines may have mounted."""

    def __init__(self, folder: Path) -> None:
        """Use `folder`, made if it is not there. Raises StoreError if it cannot be made, or if what should hold it is not there."""
        self.folder = folder
        try:
            folder.mkdir(
                exist_ok=True
            )  # not its parents: a share that is not mounted must not be taken for an empty one
        except OSError as error:
            raise StoreError(
                f"存放原件的文件夹 {folder} 无法使用：{error.strerror}。请检查它是否已挂载、权限是否足够，"
                "或用 WENCE_ORIGINALS 指定别处。"
            ) from error

    @property
    def place(self) -> str:
        """The folder."""
        return str(self.folder)

    def path(self, revision: str, suffix: str) -> Path:
        """Where the original lies, if it is not lost."""
        return self.folder / name_of(revision, suffix)

    def digest(self, revision: str, suffix: str) -> str | None:
        """SHA-256 of the file."""
        path = self.path(revision, suffix)
        try:
            return digest_of(path)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreError(f"原件 {path} 读不出来：{error.strerror}。请检查磁盘和权限。") from error

    def forget(self, revision: str, suffix: str) -> None:
        """Delete the file."""
        self.path(revision, suffix).unlink(missing_ok=True)

    def keep(self, source: Path, revision: str) -> None:
        """Copy `source` in under its digest; the name appears only when all of it is on the disk."""
        target = self.path(revision, source.suffix.lower())
        if target.exists():
            return
        partial = target.with_name(f"{target.name}.{os.getpid()}{_PARTIAL}")
        try:
            copy_of(source, partial, revision)
            put_in_place(partial, target)
        finally:
            partial.unlink(missing_ok=True)

    def names(self) -> Iterator[tuple[str, str]]:
        """What lies in the folder and is named as originals are."""
        yield from filter(None, map(parsed, sorted(os.listdir(self.folder))))

    def tidy(self) -> None:
        """Delete half copies from the folder."""
        for left in self.folder.glob(f"*{_PARTIAL}"):
            left.unlink(missing_ok=True)

    def check(self) -> None:
        """Raises StoreError when the folder cannot be read and written."""
        if not os.access(self.folder, os.R_OK | os.W_OK | os.X_OK):
            raise StoreError(f"存放原件的文件夹 {self.folder} 不可读写。请检查它是否已挂载、权限是否足够。")


def name_of(revision: str, suffix: str) -> str:
    """How an original is called."""
    return f"{revision}{suffix}"


def parsed(name: str) -> tuple[str, str] | None:
    """Revision and suffix that a name is made of; None for what is no original."""
    revision, suffix = name[:64], name[64:]
    is_named = len(revision) == 64 and set(revision) <= set("0123456789abcdef") and not suffix.endswith(_PARTIAL)
    return (revision, suffix) if is_named else None


def copy_of(source: Path, target: Path, revision: str) -> None:
    """Copy bytes. Raises UnreadableFile when they are not those of `revision`."""
    digest = hashlib.sha256()
    with source.open("rb") as reader, target.open("wb") as writer:
        while block := reader.read(_BLOCK):
            digest.update(block)
            writer.write(block)
    if digest.hexdigest() != revision:
        raise UnreadableFile("文件在读取过程中被改动，请在文件写完后重新运行 wence ingest")


def digest_of(path: Path) -> str:
    """SHA-256 of a file's bytes, hexadecimal."""
    with path.open("rb") as reader:
        return hashlib.file_digest(reader, "sha256").hexdigest()
