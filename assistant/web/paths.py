"""Paths of requests, whatever way they are spelled."""

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

_ROUNDS = 8
"""Of decoding; more no server does."""


def is_at(path: str, root: str) -> bool:
    """Whether anybody might read the path as `root` or something below it, or as passing through there."""
    return any(it == root or it.startswith(f"{root}/") for it in _readings(path))


def is_straight(path: str) -> bool:
    """Whether it is spelled as our own pages spell their addresses: no dots, no double slash, nothing to decode again."""
    parts = path.removeprefix("/").removesuffix("/").split("/")
    is_odd = any(part in ("", ".", "..") for part in parts) and path != "/"
    return not is_odd and "\\" not in path and path.isprintable()


def _readings(path: str) -> Iterator[str]:
    """The path as servers may read it: as it is and decoded, with and without its dots and double slashes, in lower case."""
    for _ in range(_ROUNDS):
        as_slashes = path.replace("\\", "/").casefold()
        yield as_slashes
        yield posixpath.normpath(f"/{as_slashes}").replace("//", "/")
        decoded = unquote(path)
        if decoded == path:
            return
        path = decoded
