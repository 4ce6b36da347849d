"""The panel beside the chat: a card for each citation, with the quoted sentence marked in its passage."""

from collections.abc import Sequence
from html import escape

from assistant.answer import Citation
from assistant.web.addresses import document_address, original_address, picture_address, web_address
from assistant.web.cards import badge, facts, listed
from assistant.web.chat.conversation import Exchange
from assistant.web.chat.markup import plain
from assistant.web.chat.said import chat_words
from assistant.web.export.plain import copies
from assistant.web.holdings import Holdings
from assistant.web.text import Words
from corpus.document import Card, Status
from index.hit import Hit

_AROUND = 60
"""Characters shown on either side of a quote before the passage is cut: two lines of a card."""
_NEAREST = 3


def panel(conversation: Sequence[Exchange], holdings: Holdings, words: Words) -> str:
    """The sources of every answer, one group for each; the page shows the last, or the one whose chip is pressed."""
    groups = [_group(turn, exchange, words) for turn, exchange in enumerate(conversation)]
    if not conversation:
        groups = [_held(holdings, words)]
    return f'<div class="sources" lang="{words.locale}">{copies(conversation, words)}{"".join(groups)}</div>'


def _group(turn: int, exchange: Exchange, words: Words) -> str:
    answer = exchange.answer
    if answer is None:
        return _section(turn, _head(words.sources), f'<p class="hint">{escape(words.sources_empty)}</p>')
    if answer.citations:
        title = words.sources_of.format(exchange.question)
        cards = "".join(_cited(turn, citation, words) for citation in answer.citations)
        return _section(turn, _head(words.sources, len(answer.citations), title), cards)
    first = {hit.chunk.card.doc_id: hit for hit in reversed(answer.hits)}
    nearest = sorted(first.values(), key=lambda hit: hit.rank)[:_NEAREST]
    note = f'<p class="hint">{escape(words.nearest_note if nearest else words.sources_empty)}</p>'
    head = _head(words.nearest if nearest else words.sources)
    return _section(turn, head, note + "".join(_near(hit, words) for hit in nearest))


def _section(turn: int, head: str, body: str) -> str:
    return f'<section class="turn" data-turn="{turn}">{head}{body}</section>'


def _head(title: str, count: int | None = None, of: str = "") -> str:
    number = f' <span class="count">{count}</span>' if count else ""
    return f"<h2>{escape(title)}{number}</h2>" + (f'<p class="of">{plain(of)}</p>' if of else "")


def _cited(turn: int, citation: Citation, words: Words) -> str:
    chunk = citation.hit.chunk
    said = chat_words(words.language)
    number = (
        f'<button type="button" class="number" data-back="{turn}-{citation.number}" title="{escape(said.back)}"'
        f' aria-label="{escape(words.source.format(citation.number))}：{escape(said.back)}">{citation.number}</button>'
    )
    span = (citation.start, citation.start + len(citation.quote))
    return (
        f'<article class="source" id="source-{turn}-{citation.number}" tabindex="-1"'
        f' aria-label="{escape(words.source.format(citation.number))}">'
        f"{_title(number, chunk.card, citation.hit.status, words)}{facts(chunk.card, words)}"
        f"{_place(citation.hit, words, citation.provision)}"
        f"{_passage(citation, words)}{_picture(chunk.card, span, words)}{_links(citation.hit, words, span)}</article>"
    )


def _near(hit: Hit, words: Words) -> str:
    card = hit.chunk.card
    opening = hit.chunk.text[: 2 * _AROUND]
    cut = "…" if len(hit.chunk.text) > len(opening) else ""
    return (
        f'<article class="source near">{_title("", card, hit.status, words)}{facts(card, words)}{_place(hit, words)}'
        f"<blockquote>{plain(opening)}{cut}</blockquote>{_links(hit, words, (hit.chunk.start, hit.chunk.end))}</article>"
    )


def _held(holdings: Holdings, words: Words) -> str:
    """Before the first question: what the panel is for, and the newest of what the corpus holds."""
    items = "".join(
        f'<li><a href="{escape(document_address(card, words))}" target="_blank" rel="noopener">'
        f"{escape(card.title or words.untitled)}</a>{listed('facts', (card.region, str(card.dated_on)))}</li>"
        for card in holdings.latest
    )
    latest = f'<h3>{escape(words.held)}</h3><ul class="held">{items}</ul>' if items else ""
    return _section(0, _head(words.sources), f'<p class="hint">{escape(words.sources_empty)}</p>{latest}')


def _title(number: str, card: Card, status: Status, words: Words) -> str:
    title = escape(card.title or words.untitled)
    return f"<header>{number}<h3>{title}</h3>{badge(status, words)}</header>"


def _place(hit: Hit, words: Words, provision: Sequence[str] = ()) -> str:
    page = words.page.format(hit.chunk.page) if hit.chunk.page else None
    return listed("place", (*hit.chunk.path, "".join(provision), page))


def _passage(citation: Citation, words: Words) -> str:
    """The passage with its quote marked; a long one is cut around the quote and opens in full."""
    text, quote = citation.hit.chunk.text, citation.quote
    start = citation.start - citation.hit.chunk.start
    if text[start : start + len(quote)] != quote:
        return f"<blockquote>{_mark(quote)}</blockquote>"
    before, after = text[:start], text[start + len(quote) :]
    near, far = before[-_AROUND:], after[:_AROUND]
    shown = _lines(("…" if near != before else "") + near, quote, far + ("…" if far != after else ""))
    if near == before and far == after:
        return f"<blockquote>{shown}</blockquote>"
    whole = f"<blockquote>{_lines(before, quote, after)}</blockquote>"
    return f"<blockquote>{shown}</blockquote><details><summary>{escape(words.whole_passage)}</summary>{whole}</details>"


def _picture(card: Card, span: tuple[int, int], words: Words) -> str:
    """The page of a PDF with the quote marked, fetched when it is opened."""
    address, said = picture_address(card, span, words), chat_words(words.language)
    if address is None:
        return ""
    alt = escape(said.page_picture_alt.format(card.title or words.untitled))
    return (
        f'<details class="page"><summary>{escape(said.page_picture)}</summary>'
        f'<a href="{escape(address)}" target="_blank" rel="noopener"><img loading="lazy" src="{escape(address)}"'
        f' alt="{alt}"></a></details>'
    )


def _lines(before: str, quote: str, after: str) -> str:
    return escape(before).lstrip().replace("\n", "<br>") + _mark(quote) + escape(after).rstrip().replace("\n", "<br>")


def _mark(quote: str) -> str:
    return f"<mark>{escape(quote)}</mark>".replace("\n", "<br>")


def _links(hit: Hit, words: Words, span: tuple[int, int]) -> str:
    card = hit.chunk.card
    links = [
        (document_address(card, words, span), words.open_document, "noopener"),
        (original_address(card, hit.chunk.page), words.open_original, "noopener"),
    ]
    if address := web_address(card):
        links.append((address, words.open_page, "noopener noreferrer nofollow"))
    made = "".join(
        f'<a href="{escape(address)}" target="_blank" rel="{rel}">{escape(label)}</a>' for address, label, rel in links
    )
    return f"<footer>{made}</footer>"
