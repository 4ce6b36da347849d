"""A document's cleaned text as a plain web page, with the cited stretch marked."""

import datetime
from collections.abc import Iterator
from html import escape

from assistant.web.addresses import document_address, original_address, web_address
from assistant.web.cards import badge, facts
from assistant.web.text import Words
from corpus.document import Document


def document_page(
    document: Document,
    words: Words,
    on: datetime.date,
    span: tuple[int, int] = (0, 0),
    *,
    is_former: bool = False,
) -> str:
    """The page, with the span (offsets in the cleaned text) marked and reachable as #cited; `on` decides the status."""
    card = document.card
    title = escape(card.title or words.untitled)
    status = badge(card.validity.status(on), words)
    evidence = card.validity.proof(on)
    proof = f'<p class="evidence"><b>{escape(words.evidence)}</b> {escape(evidence)}</p>' if evidence else ""
    present = escape(document_address(card, words))
    former = f'<p class="former"><a href="{present}">{escape(words.former)}</a></p>' if is_former else ""
    return _page(
        title,
        f'<nav><a href="/">{escape(words.back)}</a>{_links(document, words)}</nav>{former}'
        f"<header><h1>{title} {status}</h1>{facts(card, words)}{proof}</header>"
        f"<main>{''.join(_lines(document, words, *span))}</main>",
        words,
    )


def missing_page(words: Words) -> str:
    """What is shown for an address that leads to no document."""
    said = escape(words.no_such_document)
    return _page(said, f'<nav><a href="/">{escape(words.back)}</a></nav><main><p>{said}</p></main>', words)


def _page(title: str, body: str, words: Words) -> str:
    return (
        f'<!doctype html><html lang="{words.locale}"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">'
        f'<link rel="stylesheet" href="/documents.css"></head><body>{body}</body></html>'
    )


def _links(document: Document, words: Words) -> str:
    links = f'<a href="{escape(original_address(document.card))}">{escape(words.open_original)}</a>'
    if address := web_address(document.card):
        links += f'<a href="{escape(address)}" rel="noopener noreferrer nofollow">{escape(words.open_page)}</a>'
    return links


def _lines(document: Document, words: Words, start: int, end: int) -> Iterator[str]:
    headings = {_bare(heading) for section in document.sections for heading in section.path}
    pages = {place: number for number, place in enumerate(document.page_starts, start=1)}
    offset, marked = 0, False
    for line in document.text.splitlines(keepends=True):
        text = line.rstrip()
        for place, number in pages.items():
            if offset <= place < offset + len(line):
                yield f'<p class="page" id="page-{number}">{escape(words.page.format(number))}</p>'
        first, last = max(start - offset, 0), min(end - offset, len(text))
        if text:
            content, anchor = _marked(text, first, last, anchor=not marked)
            marked = marked or anchor
            # An article that goes on behind its number stays a paragraph.
            yield f"<h2>{content}</h2>" if _bare(text) in headings else f"<p>{content}</p>"
        offset += len(line)


def _bare(line: str) -> str:
    return "".join(line.split())


def _marked(text: str, first: int, last: int, *, anchor: bool) -> tuple[str, bool]:
    if first >= last:
        return escape(text), False
    name = ' id="cited"' if anchor else ""
    return f"{escape(text[:first])}<mark{name}>{escape(text[first:last])}</mark>{escape(text[last:])}", True
