"""How fast answers were, and how large the index is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, Text, cast, select

from index.people import answers

LAST = 500
"""Answers whose times are counted."""
_NUMBERED = re.compile(r"-\d+$")
"""How an index that was built anew beside the former one is told from it."""
_LEAST = 1000
"""Bytes from which a part is worth a line: locks and marks are smaller."""


@dataclass(frozen=True, slots=True)
class Speed:
    """Seconds of a stage, over the answers counted."""

    median: float
    p95: float


@dataclass(frozen=True, slots=True)
class Speeds:
    """Of the last answers, how long each stage took."""

    count: int
    search: Speed
    writing: Speed
    total: Speed


def speeds(engine: Engine) -> Speeds | None:
    """The times of the last answers that looked something up; None where there are none."""
    query = (
        select(answers.c.seconds)
        .where(cast(answers.c.hits, Text) != "[]")
        .order_by(answers.c.asked_at.desc())
        .limit(LAST)
    )
    with engine.connect() as connection:
        rows = list(connection.scalars(query))
    if not rows:
        return None
    search, total = [row["search"] for row in rows], [row["total"] for row in rows]
    writing = [max(0.0, whole - part) for whole, part in zip(total, search, strict=True)]
    return Speeds(len(rows), _speed(search), _speed(writing), _speed(total))


def _speed(seconds: Sequence[float]) -> Speed:
    ordered = sorted(seconds)
    return Speed(_rank(ordered, 0.5), _rank(ordered, 0.95))


def _rank(ordered: Sequence[float], share: float) -> float:
    """The value that `share` of all do not exceed, by nearest rank."""
    return ordered[max(0, -(-len(ordered) * int(share * 100) // 100) - 1)]


def sizes(home: Path) -> dict[str, int]:
    """What lies in the folder of the index, by name, with its bytes; files of one stem count as one: journals of SQLite.

    The copy of the catalog that an upgrade leaves is `before`.
    """
    found: dict[str, int] = {}
    for part in sorted(home.iterdir()):
        size = sum(_bytes(it) for it in part.rglob("*")) if part.is_dir() else _bytes(part)
        name = "before" if ".before-" in part.name else _NUMBERED.sub("", part.stem)
        found[name] = found.get(name, 0) + size
    return {name: size for name, size in found.items() if size >= _LEAST}


def _bytes(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:  # it may go while we look
        return 0


def readable(size: int) -> str:
    """Bytes as a person reads them: 1.4 MB."""
    value = float(size)
    for unit in ("B", "KB", "MB"):
        if value < 1000:
            return f"{value:.0f} {unit}" if unit == "B" else f"{value:.1f} {unit}"
        value /= 1000
    return f"{value:.1f} GB"
