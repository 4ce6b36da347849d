"""What may be wrong with a document, and what a person can do about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Sort(StrEnum):
    """Sorts of problems, the gravest first."""

    FAILED = "failed"
    """A file that could not be read when it was last tried."""
    DAMAGED = "damaged"
    """Characters are lost, or much of the text cannot be quoted."""
    CAUTION = "caution"
    """Text that nobody sees, or words to a language model."""
    DATES = "dates"
    """Days that contradict each other."""
    TRIAL = "trial"
    """On trial, and its term is over or was never said."""
    UNTITLED = "untitled"
    """The title is that of the file, or a piece of the text."""
    COPY = "copy"
    """Nearly the same text as another document."""
    NO_STATUS = "no_status"
    """It does not say from when or whether it applies."""
    NO_DATE = "no_date"
    NO_ISSUER = "no_issuer"


class Remedy(StrEnum):
    """What a person can do."""

    CORRECT = "correct"
    """Correct the fields that the problem names."""
    REPEAL = "repeal"
    """Mark it as repealed."""
    REREAD = "reread"
    """Read it again from the original."""
    REPLACE = "replace"
    """Upload a better file of it."""
    REMOVE = "remove"
    RETRY = "retry"
    """Try the file that failed once more, see `assistant.stock.failed`."""
    DISMISS = "dismiss"
    """Let go of the file that failed."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a document or a file that needs a person."""

    sort: Sort
    saying: str
    """Which sentence of the words says it, see `assistant.stock.words`."""
    title: str
    """Of a file that gave no document, its name."""
    source_path: str
    doc_id: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    """What the sentence tells; of a file that failed, also its absolute `path`."""
    fields: tuple[str, ...] = ()
    """Those to correct."""
    remedies: tuple[Remedy, ...] = ()
    """What can be done, the most likely first."""
    others: tuple[str, ...] = ()
    """The doc_ids of other documents that it concerns."""

    def to_json(self, said: str) -> dict[str, Any]:
        """As `wence docs problems --json` prints it."""
        return {
            "sort": self.sort.value,
            "doc_id": self.doc_id,
            "title": self.title,
            "source_path": self.source_path,
            "said": said,
            "fields": list(self.fields),
            "remedies": [it.value for it in self.remedies],
            "others": list(self.others),
        }
