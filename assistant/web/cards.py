"""What a document is, in pieces of HTML that every page shows alike: its standing, and its identity in one line."""

from collections.abc import Iterable
from html import escape

from assistant.web.text import Words
from corpus.document import Card, Status


def badge(status: Status, words: Words) -> str:
    """A document's standing as a coloured word."""
    return f'<span class="badge {status.value}">{escape(words.statuses[status])}</span>'


def facts(card: Card, words: Words) -> str:
    """文号, issuer, place and dates of a document, as one line of separate items."""
    validity = card.validity
    items = [
        card.doc_number,
        card.issuer,
        card.region,
        words.kinds[card.kind] if card.kind else None,
        words.adopted.format(card.adopted_on) if card.adopted_on and not card.published_on else None,
        words.published.format(card.published_on) if card.published_on else None,
        words.effective.format(validity.effective_on) if validity.effective_on else None,
        words.expires.format(validity.expires_on) if validity.expires_on else None,
        words.repealed_by.format(validity.repealed_by.strip("《》")) if validity.repealed_by else None,
    ]
    return listed("facts", items)


def listed(name: str, items: Iterable[str | None]) -> str:
    """A line of separate items, of the class `name`; empty where there are none."""
    spans = "".join(f"<span>{escape(item)}</span>" for item in items if item)
    return f'<p class="{name}">{spans}</p>' if spans else ""
