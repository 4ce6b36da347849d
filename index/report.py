"""What an ingest reports: while it runs, and at its end."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from index.reading import Fault


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest has come, after each file."""

    done: int
    total: int
    path: str


class Outcome(StrEnum):
    """What became of a file."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    MOVED = "moved"
    REMOVED = "removed"
    KEPT_OUT = "kept_out"
    """Staff removed it: it is not taken in until they take that back."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file, and what was found in it."""

    path: str
    """As it was given."""
    outcome: Outcome
    doc_id: str | None = None
    title: str | None = None
    chunks: int = 0
    quality: float | None = None
    repairs: tuple[str, ...] = ()
    """What was repaired in its text, in Chinese."""
    cautions: tuple[str, ...] = ()
    """What staff should look at before they trust it: hidden text, words to a machine; in Chinese."""
    same_as: str | None = None
    """Of a duplicate, the file whose content it has; of one that moved, where it was before."""
    reason: str | None = None
    """Of a failure, in Chinese."""
    fault: Fault | None = None
    """Of a failure that is not for the file alone, what failed."""

    def to_json(self) -> dict[str, Any]:
        """Path and outcome, and what else there is to say."""
        row: dict[str, Any] = {"path": self.path, "outcome": self.outcome.value}
        if self.outcome in (Outcome.ADDED, Outcome.UPDATED):
            row |= {"doc_id": self.doc_id, "title": self.title, "chunks": self.chunks}
            row |= {"quality": self.quality, "repairs": list(self.repairs)}
            row["cautions"] = list(self.cautions)
        if self.outcome is Outcome.KEPT_OUT:
            row["doc_id"] = self.doc_id
        return row | {
            name: value for name in ("same_as", "reason", "fault") if (value := getattr(self, name)) is not None
        }


@dataclass(frozen=True, slots=True)
class Report:
    """What an ingest did, file by file."""

    files: tuple[FileReport, ...]
    chunks: int
    """Written by this ingest."""
    seconds: float

    @property
    def added(self) -> tuple[str, ...]:
        """Paths of new documents."""
        return self._paths(Outcome.ADDED)

    @property
    def updated(self) -> tuple[str, ...]:
        """Paths of documents with new content."""
        return self._paths(Outcome.UPDATED)

    @property
    def unchanged(self) -> tuple[str, ...]:
        """Paths that were passed over."""
        return self._paths(Outcome.UNCHANGED)

    @property
    def removed(self) -> tuple[str, ...]:
        """Paths that vanished."""
        return self._paths(Outcome.REMOVED)

    @property
    def kept_out(self) -> tuple[str, ...]:
        """Paths of documents that staff removed and that stay out."""
        return self._paths(Outcome.KEPT_OUT)

    @property
    def repaired(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Path, and what was repaired in its text, in Chinese."""
        return tuple((it.path, it.repairs) for it in self.files if it.repairs)

    @property
    def cautioned(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Path, and what staff should look at, in Chinese."""
        return tuple((it.path, it.cautions) for it in self.files if it.cautions)

    @property
    def duplicates(self) -> tuple[tuple[str, str], ...]:
        """Path, and the path whose content it has."""
        return tuple(
            (it.path, it.same_as) for it in self.files if it.outcome is Outcome.DUPLICATE and it.same_as is not None
        )

    @property
    def failed(self) -> tuple[tuple[str, str], ...]:
        """Path, and the reason in Chinese."""
        return tuple((it.path, it.reason) for it in self.files if it.reason is not None)

    def to_json(self) -> dict[str, Any]:
        """Counts of what went well, names and reasons of what needs a look, and under `files` everything."""
        return {
            "added": len(self.added),
            "updated": len(self.updated),
            "unchanged": len(self.unchanged),
            "removed": len(self.removed),
            "kept_out": len(self.kept_out),
            "repaired": [{"path": path, "notes": list(notes)} for path, notes in self.repaired],
            "cautioned": [{"path": path, "notes": list(notes)} for path, notes in self.cautioned],
            "duplicates": [{"path": path, "same_as": other} for path, other in self.duplicates],
            "failed": [{"path": path, "reason": reason} for path, reason in self.failed],
            "chunks": self.chunks,
            "seconds": round(self.seconds, 2),
            "files": [it.to_json() for it in self.files],
        }

    def _paths(self, outcome: Outcome) -> tuple[str, ...]:
        return tuple(it.path for it in self.files if it.outcome is outcome)
