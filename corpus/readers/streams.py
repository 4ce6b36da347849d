"""Packed streams of a PDF, measured before any reader unpacks them."""

import re
import zlib
from collections.abc import Iterator
from typing import Any

from corpus.errors import UnreadableFile

_MOST_UNPACKED = 150 * 1024**2
"""Bytes of one stream, or of all that draw one page; a page scanned in colour at 600 dpi has 100 MB."""
_HIGHEST_RATIO = 1032
"""Of what zlib packs: less than its share of the limit is no bomb, unless it is packed twice."""
_STREAM = re.compile(rb"/Filter\s{0,4}(\[[^\]]{0,200}\]|/\w{1,20})[^\x00]{0,400}?stream\r?\n")
_STEP = 4 * 1024**2
_MANY = 50
"""Streams of one page from which their sum is looked at."""


def check_streams(data: bytes) -> None:
    """Raises UnreadableFile for a PDF with a stream that unpacks to more than any page needs."""
    for match in _STREAM.finditer(data):
        rounds = match[1].count(b"Flate")
        end = data.find(b"endstream", match.end())
        packed = data[match.end() : end if end >= 0 else len(data)]
        if rounds and (rounds > 1 or len(packed) * _HIGHEST_RATIO > _MOST_UNPACKED) and _is_bomb(packed, rounds):
            raise _too_large()


def check_page(page: Any) -> None:
    """Raises UnreadableFile where the many streams that draw a page of pypdf's unpack to too much together."""
    contents = page.get("/Contents")
    contents = contents.get_object() if contents is not None else None
    if not isinstance(contents, list) or len(contents) < _MANY:
        return
    total = 0
    for it in contents:
        total += len(it.get_object().get_data())
        if total > _MOST_UNPACKED:
            raise _too_large()


def _is_bomb(packed: bytes, rounds: int) -> bool:
    total = 0
    for piece in _unpacked(_pieces(packed), rounds):
        total += len(piece)
        if total > _MOST_UNPACKED:
            return True
    return False


def _pieces(data: bytes) -> Iterator[bytes]:
    yield from (data[at : at + _STEP] for at in range(0, len(data), _STEP))


def _unpacked(pieces: Iterator[bytes], rounds: int) -> Iterator[bytes]:
    """Stretches of what the pieces unpack to, a few megabytes at a time; up to where they are damaged."""
    if rounds == 0:
        yield from pieces
        return
    unpacker = zlib.decompressobj()
    try:
        for piece in _unpacked(pieces, rounds - 1):
            left = piece
            while left:
                yield unpacker.decompress(left, _STEP)
                left = unpacker.unconsumed_tail
    except zlib.error:
        return


def _too_large() -> UnreadableFile:
    return UnreadableFile(
        f"这份 PDF 的数据流解开后超过 {_MOST_UNPACKED // 1024**2} MB，像是用来耗尽内存的文件；"
        "如果来源可靠，请另存为新的 PDF 后重新收录。"
    )
