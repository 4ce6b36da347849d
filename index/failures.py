"""Files that could not be read, kept until they are, so that someone can see to them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, delete, select

from index.batches import batches
from index.reading import Fault, Refused
from index.schema import failures


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read when it was last tried."""

    path: str
    """Absolute."""
    shown: str
    """As the user gave it."""
    reason: str
    """In Chinese."""
    fault: Fault | None
    failed_at: datetime
    """UTC."""


def note_failures(engine: Engine, failed: Sequence[tuple[str, str, Refused]], tried: Collection[str]) -> None:
    """Keep what failed of the paths that were `tried`, as (path, shown, why), and forget those that did not."""
    now = datetime.now(UTC)
    rows = {
        path: {"path": path, "shown": shown, "reason": why.reason, "fault": why.fault and why.fault.value}
        for path, shown, why in failed
    }
    with engine.begin() as connection:
        kept = connection.scalars(select(failures.c.path)).all()
        for some in batches(it for it in kept if it in tried):
            connection.execute(delete(failures).where(failures.c.path.in_(some)))
        if rows:
            connection.execute(failures.insert(), [row | {"failed_at": now} for row in rows.values()])


def standing_failures(engine: Engine) -> list[Failure]:
    """Files that failed and are still there, the latest first."""
    query = select(failures).order_by(failures.c.failed_at.desc(), failures.c.path)
    with engine.connect() as connection:
        rows = connection.execute(query).mappings().all()
    return [
        Failure(
            row["path"],
            row["shown"],
            row["reason"],
            Fault(row["fault"]) if row["fault"] else None,
            row["failed_at"].replace(tzinfo=UTC),
        )
        for row in rows
        if Path(row["path"]).exists()
    ]


def forget(engine: Engine, path: str) -> None:
    """Let go of a failure, by its absolute path."""
    with engine.begin() as connection:
        connection.execute(delete(failures).where(failures.c.path == path))
