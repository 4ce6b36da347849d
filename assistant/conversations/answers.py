"""A finished answer as JSON, whole enough to be drawn again when the documents that it cites are gone."""

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from assistant.answer import Answer
from index.hit import Hit

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_NEAREST = 3
"""Documents that are shown where an answer cites none."""


def answer_row(answer: Answer) -> dict[str, Any]:
    """What is kept of an answer: of its hits only those that can be seen, without what was read out of them."""
    cited = tuple(replace(it, hit=_bare(it.hit)) for it in answer.citations)
    kept = replace(answer, citations=cited, hits=tuple(map(_bare, _seen(answer))))
    row: dict[str, Any] = _adapter().dump_python(kept, mode="json")
    return row


def to_answer(row: dict[str, Any]) -> Answer:
    """The answer in a row. Raises ValueError where it was written by a version that kept something else."""
    return _adapter().validate_python(row)


def _seen(answer: Answer) -> list[Hit]:
    if answer.citations:
        hits = {it.hit.chunk.chunk_id: it.hit for it in answer.citations}
    else:
        hits = {it.chunk.card.doc_id: it for it in sorted(answer.hits, key=lambda hit: -hit.rank)}
    return sorted(hits.values(), key=lambda hit: hit.rank)[: max(_NEAREST, len(answer.citations))]


def _bare(hit: Hit) -> Hit:
    return replace(hit, chunk=replace(hit.chunk, facts=()), copies=())


@cache
def _adapter() -> "TypeAdapter[Answer]":
    from pydantic import TypeAdapter

    return TypeAdapter(Answer)
