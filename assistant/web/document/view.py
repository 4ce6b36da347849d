"""What the page of a document shows of it."""

import datetime
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any
from urllib.parse import quote as percent
from urllib.parse import urlencode

from assistant.web.addresses import document_address, original_address, web_address
from assistant.web.document.blocks import Mark, Span, blocks, by_article
from assistant.web.document.outline import places
from assistant.web.document.pages import Visit
from assistant.web.document.related import Ending, Related, span_in
from corpus.document import Card, Document, Kind
from corpus.normalize import in_title_marks
from index.history import Former
from index.titles import title_key

_TRIAL = ("试行", "暂行")
_ABOUT_RULES = (Kind.NEWS, Kind.INTERPRETATION)


def document_context(
    document: Document,
    related: Related,
    visit: Visit,
    on: datetime.date,
    today: datetime.date,
    span: tuple[int, int] = (0, 0),
    *,
    present: str | None = None,
) -> dict[str, Any]:
    """Everything that the template of a document needs; `on` decides the status, `span` is marked and reachable as #cited.

    `present` is the revision that is held now; None where the document has been removed.
    """
    card, said = document.card, visit.said
    found = places(document)
    marks = _marks(document, span)
    status = card.validity.status(on)
    ended = related.ended
    return {
        "document": document,
        "card": card,
        "title": card.title or said.untitled,
        "places": found,
        "articles": by_article(blocks(document, found, marks)),
        "related": related,
        "status": status,
        "is_past": status.is_past,
        "is_rule": card.kind not in _ABOUT_RULES,
        "is_trial": any(it in card.title for it in _TRIAL),
        "is_replaced": ended is not None and title_key(ended.title) == title_key(card.title),
        "is_cited": any(it.mark is Mark.CITED for it in marks),
        "has_proof": any(it.mark is Mark.PROOF for it in marks),
        "is_former": present not in (None, card.revision),
        "is_removed": present is None,
        "on": on,
        "is_other_day": on != today,
        "facts": [it for it in (card.doc_number, card.issuer, card.region) if it],
        "identity": list(_identity(card, visit)),
        "file_name": PurePath(card.source_path.replace("\\", "/")).name,
        "web": web_address(card),
        "ask_address": f"/?{urlencode({'doc': card.doc_id})}",
    } | _addresses(document, related, visit, span)


def _addresses(document: Document, related: Related, visit: Visit, span: tuple[int, int]) -> dict[str, Any]:
    """Where the page leads to."""
    card, said, ended = document.card, visit.said, related.ended
    own = address_of(card)
    revision = {"revision": card.revision}

    def page_to(number: int) -> str:
        more = {"start": span[0], "end": span[1]} if span[0] < span[1] else {}
        return f"{own}/pages/{number}?{urlencode(revision | more)}"

    def proof_of(it: Ending) -> str:
        return document_address(it.where, said, it.span) if it.where and it.span else ""

    def compare_to(other: Card) -> str:
        older, newer = (card, other) if _day(card) <= _day(other) else (other, card)
        return f"{address_of(older)}/compare/{percent(newer.doc_id, safe='')}"

    def former_compare(it: Former) -> str:
        return f"{own}/compare/{percent(card.doc_id, safe='')}?{urlencode({'revision': it.revision})}"

    return {
        "original": original_address(card),
        "text_address": f"{own}/text?{urlencode(revision)}",
        "page_to": page_to,
        "proof_of": proof_of,
        "ended_address": proof_of(ended) if ended else "",
        "compare_to": compare_to,
        "former_to": lambda it: f"{own}?{urlencode({'revision': it.revision})}",
        "former_compare": former_compare,
        "to": lambda other: document_address(other, said),
        "mentioned": in_title_marks,
    }


def address_of(card: Card) -> str:
    """The path of a document's page."""
    return f"/documents/{percent(card.doc_id, safe='')}"


def _day(card: Card) -> datetime.date:
    return card.validity.worded_on or card.dated_on or card.validity.effective_on or datetime.date.min


def _marks(document: Document, span: tuple[int, int]) -> list[Span]:
    """The cited stretch and the sentence that proves the validity, as far as they are there."""
    start, end = span[0], min(span[1], len(document.text))
    marks = [Span(start, end, Mark.CITED)] if start < end else []
    proof = span_in(document.text, document.card.validity.evidence)
    return [*marks, Span(*proof, Mark.PROOF)] if proof else marks


def _identity(card: Card, visit: Visit) -> Iterator[tuple[str, str]]:
    more = visit.more
    rows = (
        (more.doc_number, card.doc_number),
        (more.issuer, card.issuer),
        (more.region, card.region),
        (more.kind, visit.said.kinds[card.kind] if card.kind else None),
        (more.topics, "、".join(card.topics)),
        (more.adopted, card.adopted_on),
        (more.published, card.published_on),
    )
    yield from ((name, str(value)) for name, value in rows if value)
