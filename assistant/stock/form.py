"""What a form for correcting a document shows: each field, what was read, and who corrected it."""

from dataclasses import dataclass

from corpus.identity.amended import FIELDS, shown
from index.corrections.deeds import Correction, Deed, history
from index.store import Store


@dataclass(frozen=True, slots=True)
class Field:
    """One field that can be corrected; values as a person writes them, empty where unknown."""

    name: str
    """As in a sidecar, see `corpus.identity.declared.Declared`."""
    value: str
    """What holds now, with what other documents say of a repeal."""
    as_read: str
    """What file and sidecar say."""
    correction: Correction | None
    """The last one that holds and speaks of the field."""


def form(store: Store, doc_id: str) -> tuple[Field, ...]:
    """The fields of a document in the order of a form. Raises NoSuchDocument."""
    now = shown(store.catalog.document(doc_id).card)
    read = shown(store.catalog.as_read(doc_id)[0].card)
    deeds = [it for it in history(store.catalog.engine, doc_id) if it.deed is Deed.CORRECT and it.can_be_undone]
    return tuple(
        Field(name, now[name], read[name], next((it for it in deeds if name in it.changes), None)) for name in FIELDS
    )
