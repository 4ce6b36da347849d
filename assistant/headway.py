"""How far an answer has come, told while it is made."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from assistant.answer import Answer
from index.hit import Hit


class Step(StrEnum):
    """What is done for an answer, in this order; writing is left out without a model."""

    SEARCHING = "searching"
    READING = "reading"
    WRITING = "writing"
    CHECKING = "checking"


@dataclass(frozen=True, slots=True)
class Headway:
    """The step that begins now, with what has been found so far."""

    step: Step
    documents: int = 0
    """Found so far."""
    passages: int = 0
    """Found so far, in those documents."""
    quotes: int = 0
    """To be checked against the originals, once the answer is there."""


def begins(step: Step, hits: Iterable[Hit], quotes: int = 0) -> Headway:
    """The step, with the documents and passages among `hits` counted, each once."""
    documents = {hit.chunk.chunk_id: hit.chunk.card.doc_id for hit in hits}
    return Headway(step, len(set(documents.values())), len(documents), quotes)


def without_steps(items: Iterable[str | Headway | Answer]) -> Iterator[str | Answer]:
    """The items for those who only want the answer."""
    for item in items:
        if not isinstance(item, Headway):
            yield item
