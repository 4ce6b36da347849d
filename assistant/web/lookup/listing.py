"""The list as HTML."""

from collections.abc import Mapping, Sequence
from html import escape

from assistant.web.addresses import document_address, original_address, web_address
from assistant.web.cards import badge, facts, listed
from assistant.web.lookup.bar import bar, choice, chosen, pager
from assistant.web.lookup.marking import Terms, marked, terms_of
from assistant.web.lookup.results import Found, Listed, Tier
from assistant.web.lookup.snippet import Shown, shown
from assistant.web.lookup.state import Facet, Sought
from assistant.web.lookup.words import LookupWords, lookup_words
from assistant.web.text import Words
from corpus.document import Card, Chunk

_OF_ONE = 3
"""Passages of a document: one in sight, the others at hand."""


def listing(found: Found, passages: Mapping[str, Chunk], said: Words) -> str:
    """The list with what stands above and below it; `passages` by id."""
    ours, text = lookup_words(said.language), found.sought.text
    terms = terms_of(text)
    rows = [(one.tier is Tier.NEAR, _row(one, passages, terms, said, ours)) for one in found.shown]
    sure, near = (_rows([row for is_near, row in rows if is_near is wanted]) for wanted in (False, True))
    parting = f'<h2 class="parting">{escape(ours.near)}</h2>{near}' if near else ""
    title = " · ".join(filter(None, (text, ours.name, "Wence")))
    return (
        f'<div class="listing" lang="{said.locale}" data-title="{escape(title)}" data-query="{escape(found.sought.query)}">'
        f"{bar(found, ours)}{chosen(found, said, ours)}"
        f"{sure}{parting}{_nothing(found, said, ours) if not found.documents else ''}{pager(found, ours)}</div>"
    )


def _rows(rows: Sequence[str]) -> str:
    return f'<ol class="results">{"".join(rows)}</ol>' if rows else ""


def _row(one: Listed, passages: Mapping[str, Chunk], terms: Terms, said: Words, ours: LookupWords) -> str:
    card = one.held.card
    title = card.title or said.untitled
    chunks = [passages[chunk_id] for chunk_id in one.chunk_ids if chunk_id in passages]
    hits = [_hit(found, terms, said) for found in shown(chunks, terms, _OF_ONE)]
    others = (
        f"<details><summary>{escape(ours.elsewhere.format(len(hits) - 1))}</summary>{''.join(hits[1:])}</details>"
        if len(hits) > 1
        else ""
    )
    return (
        f'<li><article><header><h2><a href="{escape(document_address(card, said))}">'
        f"{marked(title, terms.spans(title))}</a></h2>{badge(one.held.status, said)}</header>"
        f'<div class="line">{facts(card, said)}{_links(card, said)}</div>{"".join(hits[:1])}{others}</article></li>'
    )


def _hit(found: Shown, terms: Terms, said: Words) -> str:
    chunk, text = found.chunk, found.text
    page = said.page.format(chunk.page) if chunk.page else None
    address = escape(document_address(chunk.card, said, found.span))
    before, after = ("…" if found.start else ""), ("…" if found.end < len(chunk.text.rstrip()) else "")
    quote = marked(text, terms.spans(text)).replace("\n", "<br>")
    place = listed("place", (*chunk.path, page))
    return f'<a class="hit" href="{address}">{place}<q>{before}{quote}{after}</q></a>'


def _links(card: Card, said: Words) -> str:
    links = [(original_address(card), said.open_original, "noopener")]
    if address := web_address(card):
        links.append((address, said.open_page, "noopener noreferrer nofollow"))
    made = "".join(
        f'<a href="{escape(address)}" target="_blank" rel="{rel}">{escape(label)}</a>' for address, label, rel in links
    )
    return f'<span class="links">{made}</span>'


def _nothing(found: Found, said: Words, ours: LookupWords) -> str:
    """What to do where nothing is left: which filter to take back, and how many documents that brings."""
    sought = found.sought
    if not found.every and not sought.text:
        return f'<div class="nothing"><p>{escape(said.stock_empty)}</p></div>'
    text = sought.text
    if found.every:
        reason = ours.left_over.format(found.every, text) if text else ours.widen
        ways = _ways(found, said, ours)
    else:
        reason, ways = ours.nothing_held.format(text), f"<p>{escape(ours.try_else)}</p>"
    ask = f'<p><a href="/">{escape(ours.ask)}</a></p>'
    return f'<div class="nothing"><h2>{escape(ours.nothing)}</h2><p>{escape(reason)}</p>{ways}{ask}</div>'


def _ways(found: Found, said: Words, ours: LookupWords) -> str:
    back = sorted(found.narrowed.regained.items(), key=lambda pair: -pair[1])
    links = [(found.sought.without(facet), _drop(found.sought, facet, count, said, ours)) for facet, count in back]
    if not links or len(found.sought.chosen) > 1:
        links.append((found.sought.everywhere(), ours.drop_all.format(found.every)))
    items = "".join(f'<li><a data-go href="{escape(where.address)}">{escape(label)}</a></li>' for where, label in links)
    return f'<ul class="ways">{items}</ul>'


def _drop(sought: Sought, facet: Facet, count: int, said: Words, ours: LookupWords) -> str:
    values = "、".join(choice(facet, value, said) for value in sought.chosen[facet])
    return ours.drop.format(ours.facets[facet], values, count)
