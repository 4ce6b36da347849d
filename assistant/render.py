"""Answers, hits and documents as the JSON of the contracts, and as text for a terminal."""

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from assistant.answer import Answer, Citation
from assistant.standing import STATUS_NAMES
from corpus.document import Card, Caution, Chunk, Document, Reference, Repair, Status
from corpus.facts import Fact
from corpus.normalize import in_title_marks
from index.copies import Copy
from index.hit import Hit


def answer_json(answer: Answer) -> dict[str, Any]:
    """What `wence ask --json` prints."""
    return {
        "id": answer.entry_id,
        "question": answer.question,
        "standalone_question": answer.standalone_question,
        "outcome": answer.outcome.value,
        "answer": answer.text,
        "model": answer.model,
        "scope": answer.scope or None,
        "seconds": {
            "search": round(answer.search_seconds, 4),
            "first_token": None if answer.first_seconds is None else round(answer.first_seconds, 4),
            "total": round(answer.total_seconds, 4),
        },
        "citations": [citation_json(citation) for citation in answer.citations],
    }


def citation_json(citation: Citation) -> dict[str, Any]:
    """One citation of an answer."""
    chunk = citation.hit.chunk
    return {
        "number": citation.number,
        "doc_id": chunk.card.doc_id,
        "title": chunk.card.title,
        "doc_number": chunk.card.doc_number,
        "path": [*chunk.path, *citation.provision],
        "page": chunk.page,
        "quote": citation.quote,
        "source_path": chunk.card.source_path,
        "status": citation.hit.status.value,
        "url": chunk.card.url,
    }


def hit_json(hit: Hit) -> dict[str, Any]:
    """One hit of `wence search --json`, with the reason why it was found."""
    chunk, reason = hit.chunk, hit.reason
    return {
        "rank": hit.rank,
        "score": hit.score,
        "chunk_id": chunk.chunk_id,
        "doc_id": chunk.card.doc_id,
        "title": chunk.card.title,
        "source_path": chunk.card.source_path,
        "path": list(chunk.path),
        "text": chunk.text,
        "status": hit.status.value,
        "reason": {
            "dense_rank": reason.dense_rank,
            "dense_score": reason.dense_score,
            "lexical_rank": reason.lexical_rank,
            "lexical_score": reason.lexical_score,
        },
        "copies": copies_json(hit.copies),
    }


def copies_json(copies: Sequence[Copy]) -> list[dict[str, Any]]:
    """Where else a text was published."""
    return [{"doc_id": it.doc_id, "title": it.title, "source_path": it.source_path} for it in copies]


def card_json(card: Card, as_of: datetime.date) -> dict[str, Any]:
    """What `wence docs` says of a document, without its counts and text."""
    validity = card.validity
    return {
        "doc_id": card.doc_id,
        "title": card.title,
        "issuer": card.issuer,
        "doc_number": card.doc_number,
        "region": card.region,
        "level": card.level.value if card.level else None,
        "kind": card.kind.value if card.kind else None,
        "topics": list(card.topics),
        "adopted_on": _iso(card.adopted_on),
        "published_on": _iso(card.published_on),
        "effective_on": _iso(validity.effective_on),
        "expires_on": _iso(validity.expires_on),
        "repealed_on": _iso(validity.repealed_on),
        "repealed_by": validity.repealed_by,
        "repealed_by_id": validity.repealed_by_id,
        "status": validity.status(as_of).value,
        "status_evidence": validity.proof(as_of),
        "source_path": card.source_path,
        "url": card.url,
    }


def document_json(
    document: Document, chunks: Sequence[Chunk], as_of: datetime.date, repealed: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """What `wence docs show --json` prints; `chunks` are the document's, in reading order.

    `repealed` gives the doc_id of those that it repeals and that are among the documents, by the title that it names.
    """
    more = {
        "repeals": [_reference_json(it, (repealed or {}).get(it.title)) for it in document.repeals],
        "chunks": len(chunks),
        "repairs": _repairs(document.repairs),
        "cautions": [caution_json(it) for it in document.cautions],
        "quality": document.quality,
        "text": document.text,
        "facts": [_fact_json(fact, chunk) for chunk in chunks for fact in chunk.facts],
    }
    return card_json(document.card, as_of) | more


def _reference_json(reference: Reference, doc_id: str | None) -> dict[str, Any]:
    return {
        "title": reference.title,
        "doc_number": reference.doc_number,
        "evidence": reference.evidence,
        "doc_id": doc_id,
    }


def repeal_line(reference: Mapping[str, Any]) -> str:
    """A repealed document of `document_json` in one line: title, 文号, doc_id where it is held, and the sentence."""
    number = f"（{reference['doc_number']}）" if reference["doc_number"] not in (None, reference["title"]) else ""
    held = f" [{reference['doc_id']}]" if reference["doc_id"] else ""
    proof = f" —— {' '.join(reference['evidence'].split())}" if reference["evidence"] else ""
    return f"{in_title_marks(reference['title'])}{number}{held}{proof}"


def _fact_json(fact: Fact, chunk: Chunk) -> dict[str, Any]:
    """A figure with its place: offsets are in the cleaned text, bounds are numbers in `unit`."""
    low, high = (None if bound is None else _number(bound) for bound in (fact.low, fact.high))
    return {
        "path": list(chunk.path),
        "page": chunk.page,
        "text": chunk.text[fact.start : fact.end],
        "start": chunk.start + fact.start,
        "end": chunk.start + fact.end,
        "kind": fact.kind.value,
        "low": low,
        "high": high,
        "open": [fact.low_open, fact.high_open],
        "unit": fact.unit,
        "qualifiers": list(fact.qualifiers),
        "role": fact.role.value,
        "measure": fact.measure,
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _repairs(repairs: Sequence[Repair]) -> list[dict[str, Any]]:
    return [{"step": one.step, "count": one.count, "note": one.note} for one in repairs]


def caution_json(caution: Caution) -> dict[str, Any]:
    """A caution with its place: `start` is an offset in the cleaned text, null for what is not in it."""
    return {"kind": caution.kind.value, "quote": caution.quote, "start": caution.start, "note": caution.note}


def source_lines(citations: tuple[Citation, ...]) -> list[str]:
    """Numbered sources for a terminal: place, standing, quote."""
    lines = []
    for citation in citations:
        card = citation.hit.chunk.card
        lines += [
            f"[{citation.number}] {place(citation.hit, citation.provision)}",
            f"    “{' '.join(citation.quote.split())}”",
            f"    {card.source_path}",
        ]
    return lines


def place(hit: Hit, provision: tuple[str, ...] = ()) -> str:
    """Where a hit stands, in one line: 《title》（文号）第二章 › 第十二条第（三）项，第 3 页，2024-05-01，现行有效."""
    chunk, card = hit.chunk, hit.chunk.card
    head = in_title_marks(card.title) + (f"（{card.doc_number}）" if card.doc_number else "") + " › ".join(chunk.path)
    head += "".join(provision)
    facts = [f"第 {chunk.page} 页" if chunk.page else None, _iso(card.dated_on)]
    facts.append(STATUS_NAMES[hit.status] if hit.status is not Status.UNKNOWN else None)
    return "，".join([head, *filter(None, facts)])


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
