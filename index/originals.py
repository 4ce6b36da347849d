"""The ingested files themselves, kept so that a citation can always open the revision that it quotes."""

import hashlib
import os
from pathlib import Path

from corpus.errors import UnreadableFile
from index.durable import put_in_place

_BLOCK = 1 << 20


class Originals:
    """A folder of files, each named by the SHA-256 of its bytes and the suffix that it came with."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, revision: str, suffix: str) -> Path:
        """Where the original of a revision lies."""
        return self.folder / f"{revision}{suffix}"

    def keep(self, source: Path, revision: str) -> Path:
        """Copy `source` in, unless it is there already.

        Raises UnreadableFile when its bytes are no longer those of `revision`: the file changed while it was read.
        """
        target = self.path(revision, source.suffix.lower())
        if target.exists():
            return target
        partial = target.with_name(f"{target.name}.{os.getpid()}.partial")
        try:
            if _copy(source, partial) != revision:
                raise UnreadableFile("文件在读取过程中被改动，请在文件写完后重新运行 wence ingest")
            put_in_place(partial, target)
        finally:
            partial.unlink(missing_ok=True)
        return target


def _copy(source: Path, target: Path) -> str:
    """Copy bytes and give their SHA-256."""
    digest = hashlib.sha256()
    with source.open("rb") as reader, target.open("wb") as writer:
        while block := reader.read(_BLOCK):
            digest.update(block)
            writer.write(block)
    return digest.hexdigest()
