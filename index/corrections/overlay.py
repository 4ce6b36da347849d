"""Documents on their way into the store, with what staff have corrected laid over them."""

from dataclasses import replace

from corpus.document import Chunk, Document
from corpus.identity.amended import Amendment, amended
from index.as_read import AsRead
from index.journal import Entrant


def laid_over(entrant: Entrant, amendment: Amendment) -> Entrant:
    """The entrant, as it was read, with the amendment; what it said itself is kept beside."""
    document = amended(entrant.document, amendment)
    if document.card == entrant.document.card and document.repeals == entrant.document.repeals:
        return entrant
    retitled = document.card.title != entrant.document.card.title
    return replace(
        entrant,
        document=document,
        chunks=carried(entrant.chunks, document),
        vectors=None if retitled else entrant.vectors,
        as_read=AsRead.of(entrant.document),
    )


def carried(chunks: tuple[Chunk, ...], document: Document) -> tuple[Chunk, ...]:
    """The chunks with the card of `document`."""
    return tuple(replace(chunk, card=document.card) for chunk in chunks)
