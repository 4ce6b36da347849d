"""Files on disk: what is there to ingest, and what was known of it."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from corpus.load import SUFFIXES
from index.catalog import Catalog
from index.schema import files

_SIDECAR = ".meta.yaml"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Found:
    """A file to ingest."""

    absolute: str
    shown: str
    """The path as the user gave it, or below the folder that the user gave."""
    stamp: str
    """Sizes and times of the file and its sidecar: while these are the same, so is the content."""


@dataclass(frozen=True, slots=True)
class Known:
    """A file as it was when it was ingested."""

    path: str
    """Absolute."""
    shown: str
    doc_id: str
    stamp: str
    digest: str


def known_files(catalog: Catalog) -> dict[str, Known]:
    """Every ingested file by absolute path."""
    with catalog.engine.connect() as connection:
        rows = connection.execute(select(files))
        return {row.path: Known(row.path, row.shown, row.doc_id, row.stamp, row.digest) for row in rows}


def scan(paths: Sequence[Path], shown_from: Path | None = None) -> tuple[list[Found], list[tuple[str, str]]]:
    """The files at and below `paths`, each once, and those paths where nothing is, with the reason.

    They are shown as given, or from `shown_from` on, which must hold them.

    From folders only what can be read by its suffix is taken, and nothing hidden; a file that is named itself always is.
    """
    found: dict[str, Found] = {}
    missing: list[tuple[str, str]] = []
    for path in paths:
        if path.is_dir():
            listed = _below(path)
        elif path.exists():
            listed = iter([path])
        else:
            missing.append((str(path), "路径不存在；请检查是否写对。如要移除已收录的文件，用 wence docs remove 编号。"))
            continue
        for file in listed:
            absolute = str(file.resolve())
            if absolute not in found:
                shown = str(file.relative_to(shown_from) if shown_from else file)
                found[absolute] = Found(absolute, shown, _stamp(file))
    return list(found.values()), missing


def refound(known: Known) -> Found | None:
    """A known file as it is found now; None when it is gone."""
    path = Path(known.path)
    try:
        return Found(known.path, known.shown, _stamp(path))
    except FileNotFoundError:
        return None


def digest(file: Found) -> str:
    """SHA-256 over the suffix, the bytes of the file and those of its sidecar: on all three depends what is read."""
    content = hashlib.sha256(Path(file.absolute).suffix.lower().encode("utf-8", "surrogateescape") + b"\0")
    for path in (Path(file.absolute), *_sidecars(Path(file.absolute))):
        with path.open("rb") as reader:
            while block := reader.read(_BLOCK):
                content.update(block)
        content.update(b"\0")
    return content.hexdigest()


def lost_sidecar(stamp: str, path: Path) -> bool:
    """Whether a file that had a sidecar when it got this stamp has none now."""
    return "|" in stamp and not _sidecars(path)


def _below(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(it for it in folders if not it.startswith("."))
        for name in sorted(names):
            # ~$ is what Word leaves beside a document that is open.
            if not name.startswith((".", "~$")) and Path(name).suffix.lower() in SUFFIXES:
                yield Path(parent) / name


def _sidecars(path: Path) -> list[Path]:
    beside = (path.with_name(path.name + _SIDECAR), path.with_name(path.stem + _SIDECAR))
    return [it for it in beside if it.is_file()][:1]


def _stamp(path: Path) -> str:
    stats = [(it.name, it.stat()) for it in (path, *_sidecars(path))]
    return "|".join(f"{name}:{stat.st_size}:{stat.st_mtime_ns}" for name, stat in stats)
