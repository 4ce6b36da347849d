"""What a file says of itself, kept under what staff have corrected, so that a correction can be taken back."""

from dataclasses import dataclass, replace
from typing import Any

from pydantic import TypeAdapter

from corpus.document import Card, Document, Reference


@dataclass(frozen=True, slots=True)
class AsRead:
    """The card and the repeals of a document before any correction."""

    card: Card
    repeals: tuple[Reference, ...]

    @classmethod
    def of(cls, document: Document) -> "AsRead":
        """What the document says."""
        return cls(document.card, document.repeals)

    def under(self, document: Document) -> Document:
        """The document as it was read."""
        card = replace(self.card, source_path=document.card.source_path)  # the file may have moved since
        return replace(document, card=card, repeals=self.repeals)

    def to_json(self) -> Any:
        """For the catalog."""
        return _FORM.dump_python(self, mode="json")

    @classmethod
    def from_json(cls, value: Any) -> "AsRead":
        """What `to_json` gave."""
        return _FORM.validate_python(value)


_FORM = TypeAdapter(AsRead)
