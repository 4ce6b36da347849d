"""The files of the inverted index: whether they are as they were written, each ending in a checksum of its own by tantivy,
and which of them no commit has made part of it.
"""

import json
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

_MAGIC = 1337
"""Ends every such file, after the length of the footer before it."""
_END = struct.Struct("<II")
_BLOCK = 1 << 20
_PARTS = ("idx", "pos", "term", "store", "fast", "fieldnorm")
"""What every segment has."""


def spoiled(folder: Path) -> list[str]:
    """Names of files in use that are gone, or whose bytes are not those that were written."""
    suspects = [path for path in _in_use(folder) if not _is_whole(path)]
    still = set(_in_use(folder)) if suspects else set()  # another process may have merged them into others meanwhile
    return [path.name for path in suspects if path in still]


def left_behind(folder: Path) -> list[Path]:
    """Lists of deleted chunks that a commit wrote which was cut off before its end.

    The next commit would take the same name, which tantivy refuses from then on.
    """
    try:
        last = int(json.loads((folder / "meta.json").read_bytes())["opstamp"])
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [path for path in folder.glob("*.del") if _stamp(path) > last]


def _stamp(path: Path) -> int:
    """The number of the commit that wrote a list of deleted chunks, which is `segment.stamp.del`."""
    _, _, stamp = path.stem.partition(".")
    return int(stamp) if stamp.isdecimal() else 0


def _in_use(folder: Path) -> Iterator[Path]:
    try:
        segments = json.loads((folder / "meta.json").read_bytes())["segments"]
        named = {str(it["segment_id"]).replace("-", "") for it in segments}
    except (OSError, ValueError, KeyError, TypeError):
        return  # that it cannot be read is told by whoever opens the index
    unnamed = set(left_behind(folder))
    there = {path for path in folder.iterdir() if path.name.partition(".")[0] in named} - unnamed
    yield from sorted(there | {folder / f"{name}.{part}" for name in named for part in _PARTS})


def _is_whole(path: Path) -> bool:
    try:
        with path.open("rb") as reader:
            size = reader.seek(0, 2)
            if size < _END.size:
                return False
            reader.seek(size - _END.size)
            length, magic = _END.unpack(reader.read(_END.size))
            body = size - _END.size - length
            if magic != _MAGIC or body < 0:
                return False
            reader.seek(body)
            footer = json.loads(reader.read(length))
            reader.seek(0)
            found = 0
            while body:
                block = reader.read(min(_BLOCK, body))
                found, body = zlib.crc32(block, found), body - len(block)
            return bool(found == footer["crc"])
    except (OSError, ValueError, KeyError, TypeError):
        return False
