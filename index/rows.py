"""Documents to rows of the catalog, and back."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any

from sqlalchemy import RowMapping

from corpus.document import (
    Card,
    Caution,
    Chunk,
    Document,
    Kind,
    Level,
    Provision,
    Reference,
    Repair,
    Section,
    Status,
    Unease,
    Validity,
)
from corpus.facts import Fact
from index.repeals import Link
from index.schema import key_of
from index.titles import number_key, title_key

Row = dict[str, Any]


def revision_row(
    document: Document, chunk_count: int, state: str, *, has_original: bool, signature: bytes | None = None
) -> Row:
    """The row of `revisions` for a document."""
    card, validity = document.card, document.card.validity
    return {
        "key": key_of(card.doc_id, card.revision),
        "doc_id": card.doc_id,
        "revision": card.revision,
        "state": state,
        "source_path": card.source_path,
        "suffix": PurePath(card.source_path).suffix.lower() if has_original else None,
        "title": card.title,
        "title_key": title_key(card.title),
        "issuer": card.issuer,
        "doc_number": card.doc_number,
        "number_key": number_key(card.doc_number),
        "region": card.region,
        "level": card.level.value if card.level else None,
        "kind": card.kind.value if card.kind else None,
        "topics": list(card.topics),
        "adopted_on": card.adopted_on,
        "published_on": card.published_on,
        "effective_on": validity.effective_on,
        "expires_on": validity.expires_on,
        "repealed_on": validity.repealed_on,
        "repealed_by": validity.repealed_by,
        "evidence": validity.evidence,
        "repeal_evidence": validity.repeal_evidence,
        "effective_by": validity.effective_by,
        "stated": validity.stated.value if validity.stated else None,
        "dated_on": card.dated_on,
        "url": card.url,
        "chunk_count": chunk_count,
        "repairs": [asdict(repair) for repair in document.repairs],
        "cautions": [asdict(caution) for caution in document.cautions],
        "quality": document.quality,
        "signature": signature,
        "ingested_at": datetime.now(UTC),
    }


def text_row(document: Document) -> Row:
    """The row of `texts` for a document."""
    return {
        "key": key_of(document.card.doc_id, document.card.revision),
        "text": document.text,
        "sections": [[list(it.path), it.start, it.end] for it in document.sections],
        "page_starts": list(document.page_starts),
    }


def repeal_rows(document: Document) -> list[Row]:
    """The rows of `repeals` for a document."""
    key = key_of(document.card.doc_id, document.card.revision)
    return [
        {
            "key": key,
            "title": it.title,
            "title_key": title_key(it.title),
            "doc_number": it.doc_number,
            "number_key": number_key(it.doc_number),
            "evidence": it.evidence,
        }
        for it in document.repeals
    ]


def chunk_row(chunk: Chunk, ordinal: int) -> Row:
    """The row of `chunks` for a chunk."""
    return {
        "chunk_id": chunk.chunk_id,
        "key": key_of(chunk.card.doc_id, chunk.card.revision),
        "ordinal": ordinal,
        "path": list(chunk.path),
        "text": chunk.text,
        "start": chunk.start,
        "page": chunk.page,
        "facts": [it.to_json() for it in chunk.facts],
        "provisions": [[it.start, list(it.labels)] for it in chunk.provisions],
    }


def to_card(row: RowMapping, links: Mapping[str, Link]) -> Card:
    """The card in a row of `revisions`; `links` says by doc_id what repeals it."""
    validity = _linked(_validity(row), links.get(row["doc_id"]))
    return Card(
        doc_id=row["doc_id"],
        revision=row["revision"],
        source_path=row["source_path"],
        title=row["title"],
        issuer=row["issuer"],
        doc_number=row["doc_number"],
        region=row["region"],
        level=Level(row["level"]) if row["level"] else None,
        kind=Kind(row["kind"]) if row["kind"] else None,
        topics=tuple(row["topics"]),
        adopted_on=row["adopted_on"],
        published_on=row["published_on"],
        validity=validity,
        url=row["url"],
    )


def _validity(row: RowMapping) -> Validity:
    """What the document says of its own validity."""
    return Validity(
        effective_on=row["effective_on"],
        effective_by=row["effective_by"],
        expires_on=row["expires_on"],
        repealed_on=row["repealed_on"],
        repealed_by=row["repealed_by"],
        evidence=row["evidence"],
        repeal_evidence=row["repeal_evidence"],
        stated=Status(row["stated"]) if row["stated"] else None,
    )


def _linked(validity: Validity, link: Link | None) -> Validity:
    """`validity` with what other documents say; what the document itself or its sidecar says of its repeal stays."""
    if link is None:
        return validity
    if link.worded_on is not None:
        validity = replace(validity, worded_on=link.worded_on)
    if link.title is None:
        return validity
    if validity.repealed_by is not None or validity.repealed_on is not None:
        if validity.repealed_by is None:  # the document says when, the other says by what
            return replace(validity, repealed_by=link.title, repealed_by_id=link.doc_id, repeal_evidence=link.evidence)
        same = title_key(validity.repealed_by) == title_key(link.title)
        return replace(validity, repealed_by_id=link.doc_id) if same else validity
    return replace(
        validity,
        repealed_by=link.title,
        repealed_by_id=link.doc_id,
        repealed_on=link.on,
        repeal_evidence=link.evidence or validity.repeal_evidence,
    )


def to_chunk(row: RowMapping, card: Card) -> Chunk:
    """The chunk in a row of `chunks`."""
    return Chunk(
        row["chunk_id"],
        card,
        tuple(row["path"]),
        row["text"],
        row["start"],
        row["page"],
        facts=_facts(row),
        provisions=tuple(Provision(start, tuple(labels)) for start, labels in row["provisions"]),
    )


def _facts(row: RowMapping) -> tuple[Fact, ...]:
    return tuple(Fact.from_json(it) for it in row["facts"])


def to_repairs(row: RowMapping) -> tuple[Repair, ...]:
    """The repairs in a row of `revisions`."""
    return tuple(Repair(**it) for it in row["repairs"])


def to_cautions(row: Mapping[str, Any] | RowMapping) -> tuple[Caution, ...]:
    """The cautions in a row of `revisions`, or in what `Catalog.counts` gives of it."""
    return tuple(Caution(**it | {"kind": Unease(it["kind"])}) for it in row["cautions"])


def to_document(row: RowMapping, text: RowMapping, repealed: Sequence[RowMapping], card: Card) -> Document:
    """The document that was ingested, put together from its rows."""
    return Document(
        card=card,
        text=text["text"],
        sections=tuple(Section(tuple(path), start, end) for path, start, end in text["sections"]),
        page_starts=tuple(text["page_starts"]),
        repeals=tuple(Reference(it["title"], it["doc_number"], it["evidence"]) for it in repealed),
        repairs=to_repairs(row),
        cautions=to_cautions(row),
        quality=row["quality"],
    )
