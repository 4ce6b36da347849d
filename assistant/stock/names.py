"""Names under which files that people give are kept: only a name, whatever came with it."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import count
from pathlib import PurePosixPath

_LONGEST = 180
"""Bytes of UTF-8: file systems take 255, and a number, a sidecar's ending and a partial copy's are to fit behind it."""
_FORBIDDEN = str.maketrans('<>:"|?*', "＜＞：＂｜？＊")
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|COM\d|LPT\d)(?:\.|$)", re.IGNORECASE)
_NAMELESS = "未命名"


def safe_name(given: str) -> str:
    """`given` without folders, without what nobody sees or a file system refuses; Chinese stays as it is. Never empty."""
    last = re.split(r"[/\\]", given)[-1]
    seen = "".join(it for it in unicodedata.normalize("NFC", last) if unicodedata.category(it)[0] != "C")
    seen = " ".join(seen.translate(_FORBIDDEN).split()).lstrip(".~$ ").rstrip(". ")
    path = PurePosixPath(seen)
    stem, suffix = (seen, "") if len(path.suffix) > 12 else (seen.removesuffix(path.suffix), path.suffix)
    name = f"{_cut(stem.strip() or _NAMELESS, _LONGEST - len(suffix.encode()))}{suffix}"
    return f"_{name}" if _RESERVED.match(name) else name


def numbered(name: str) -> Iterator[str]:
    """The name, and then with （2）, （3） … behind its stem."""
    path = PurePosixPath(name)
    yield name
    yield from (f"{path.stem}（{number}）{path.suffix}" for number in count(2))


def _cut(stem: str, size: int) -> str:
    """As much of `stem` as fits into `size` bytes."""
    return stem.encode()[:size].decode(errors="ignore").rstrip(". ")
