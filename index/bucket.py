"""Originals in a store of objects: all that is known of fsspec, and of the S3 language through pyarrow.

An object appears when it is complete, under the digest of its bytes, and never changes: what was fetched once is kept at
hand, checked, and needs no asking again.
"""

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from corpus.errors import StoreError
from index.originals import copy_of, digest_of, name_of, parsed

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_BLOCK = 8 << 20
"""Bytes that are asked for at once: each time is a request."""
_MOST_AT_HAND = 2 << 30
"""Bytes of fetched files; the ones that were longest not asked for go first."""
_AT_LEAST = 600.0
"""Seconds that a fetched file stays: somebody may be about to open it."""
_ABANDONED = 86_400.0
"""Seconds."""
_CONNECT, _TRIES = 3.0, 2
"""Seconds, and how often: a visitor waits for it."""


class OriginalsBucket:
    """Objects below an address such as s3://bucket/prefix, with a folder of those that were fetched."""

    def __init__(self, address: str, fetched: Path, endpoint: str | None = None) -> None:
        """Nothing is asked of the store of objects before it is needed, so that a service starts without it."""
        self._address = address.rstrip("/")
        self._fetched = fetched
        self._endpoint = endpoint

    @property
    def place(self) -> str:
        """The address."""
        return self._address

    def path(self, revision: str, suffix: str) -> Path:
        """A copy on this machine, fetched if it is not here yet; nothing is there where the original is lost."""
        here = self._fetched / name_of(revision, suffix)
        if here.is_file():
            os.utime(here)
            return here
        with self._partial() as partial:
            with self._plainly("读取"), partial.open("wb") as writer:
                try:
                    for block in self._blocks(self._object(revision, suffix)):
                        writer.write(block)
                except FileNotFoundError:
                    return here
            if digest_of(partial) == revision:
                partial.replace(here)
        self._make_room()
        return here

    def digest(self, revision: str, suffix: str) -> str | None:
        """SHA-256 of the object itself, whatever was fetched before."""
        counted = hashlib.sha256()
        with self._plainly("读取"):
            try:
                for block in self._blocks(self._object(revision, suffix)):
                    counted.update(block)
            except FileNotFoundError:
                return None
        return counted.hexdigest()

    def forget(self, revision: str, suffix: str) -> None:
        """Delete the object and what was fetched of it."""
        (self._fetched / name_of(revision, suffix)).unlink(missing_ok=True)
        with self._plainly("删除"):
            name = self._object(revision, suffix)
            if self._files.exists(name):
                self._files.rm_file(name)

    def keep(self, source: Path, revision: str) -> None:
        """Send `source` under its digest. Raises UnreadableFile when it changed, StoreError when the store is not reached."""
        suffix = source.suffix.lower()
        name, size = self._object(revision, suffix), source.stat().st_size
        with self._plainly("写入"):
            if self._size(name) == size:
                return
        # From a copy whose digest is known: an object whose source changes midway would be complete, and wrong.
        with self._partial() as partial:
            copy_of(source, partial, revision)
            with self._plainly("写入"):
                with partial.open("rb") as reader, self._files.open(name, "wb") as writer:
                    shutil.copyfileobj(reader, writer, _BLOCK)
                if self._size(name) != partial.stat().st_size:
                    raise OSError("写入后核对，大小不符")

    def names(self) -> Iterator[tuple[str, str]]:
        """What lies below the address and is named as originals are."""
        with self._plainly("列出"):
            try:
                found = sorted(it.rpartition("/")[2] for it in self._files.ls(self._root, detail=False))
            except FileNotFoundError:
                found = []
        yield from filter(None, map(parsed, found))

    def tidy(self) -> None:
        """Delete half copies that are too old for anybody to be at them: readers fetch at any time."""
        for left in self._fetched.glob("*.partial"):
            with suppress(FileNotFoundError):
                if left.stat().st_mtime < time.time() - _ABANDONED:
                    left.unlink()

    def check(self) -> None:
        """Raises StoreError when the address does not answer, or does not let us in."""
        with self._plainly("访问"):
            self._size(f"{self._root}/check")
            if not self._files.exists(urlsplit(self._address).netloc) and self._address.startswith("s3:"):
                raise OSError("没有这个存储桶")

    @cached_property
    def _files(self) -> "AbstractFileSystem":
        if self._address.startswith("s3:"):
            return _s3(self._endpoint)
        import fsspec

        return fsspec.filesystem(urlsplit(self._address).scheme)

    @property
    def _root(self) -> str:
        parts = urlsplit(self._address)
        return f"{parts.netloc}{parts.path}"

    def _object(self, revision: str, suffix: str) -> str:
        return f"{self._root}/{name_of(revision, suffix)}"

    def _blocks(self, name: str) -> Iterator[bytes]:
        with self._files.open(name, "rb", seekable=False) as reader:
            while block := reader.read(_BLOCK):
                yield block

    @contextmanager
    def _partial(self) -> Iterator[Path]:
        """A file beside those that were fetched, gone afterwards unless it was given their name."""
        self._fetched.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(".partial", dir=self._fetched)
        os.close(descriptor)
        try:
            yield Path(name)
        finally:
            Path(name).unlink(missing_ok=True)

    def _size(self, name: str) -> int | None:
        try:
            return int(self._files.info(name)["size"])
        except FileNotFoundError:
            return None

    @contextmanager
    def _plainly(self, doing: str) -> Iterator[None]:
        """Turn errors of the store of objects into ours."""
        try:
            yield
        except (OSError, ValueError) as error:
            at = f"（{self._endpoint}）" if self._endpoint else ""
            raise StoreError(
                f"存放原件的 {self._address}{at} 无法{doing}：{error}。请检查网络、WENCE_ORIGINALS、WENCE_S3_ENDPOINT"
                " 和密钥（AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY）；检索和回答不受影响，只是暂时打不开原件、收录不了文件。"
            ) from error

    def _make_room(self) -> None:
        """Let go of what was fetched and not asked for in a long time."""
        found = []
        for path in self._fetched.iterdir():
            if path.is_file():
                state = path.stat()
                found.append((state.st_mtime, state.st_size, path))
        size, old = sum(it[1] for it in found), time.time() - _AT_LEAST
        for moment, bytes_of, path in sorted(found):
            if size <= _MOST_AT_HAND or moment > old:
                return
            path.unlink(missing_ok=True)
            size -= bytes_of


def _s3(endpoint: str | None) -> "AbstractFileSystem":
    from fsspec.implementations.arrow import ArrowFSWrapper
    from pyarrow.fs import AwsStandardS3RetryStrategy, S3FileSystem

    more: dict[str, Any] = {}
    if endpoint:
        parts = urlsplit(endpoint if "//" in endpoint else f"//{endpoint}")
        more = {"endpoint_override": parts.netloc, "scheme": parts.scheme or "https"}
        # Asked of no other host: the store's own address is known.
        more["region"] = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or "us-east-1"
    files = S3FileSystem(
        connect_timeout=_CONNECT,
        retry_strategy=AwsStandardS3RetryStrategy(max_attempts=_TRIES),
        background_writes=False,
        **more,
    )
    return ArrowFSWrapper(files, skip_instance_cache=True)
