"""A source in words, the same in every file and in what is copied."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answer import Answer, Citation
from assistant.log.entry import STAFF
from assistant.web.addresses import document_address, web_address
from assistant.web.text import Words
from corpus.document import Card
from corpus.normalize import in_title_marks


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader needs to find a quote again."""

    number: int
    title: str
    doc_number: str | None
    issuer: str | None
    place: str
    """第二章 › 第三条第二款，第 3 页; empty where the document has no parts."""
    quote: str
    status: str
    """As it was when the question was answered."""
    dates: str
    path: str
    """Of the document on this server, with the quote marked."""
    web: str | None
    """Where the document itself says that it is published."""


def sources(answer: Answer, words: Words) -> list[Source]:
    """The sources of an answer, in the order of their numbers."""
    return [_source(it, words) for it in answer.citations]


def making(answer: Answer, words: Words) -> str:
    """Who has made the answer; a model is named together with the label that what it writes must carry."""
    if answer.model == STAFF:
        return words.by_staff
    if answer.model != "extractive":
        return f"{words.generated}（{answer.model}）"
    return words.extracted if answer.citations else ""


def standing(answer: Answer, words: Words) -> str:
    """What must be said before the answer: that it is partial, or that nothing was found; mostly nothing."""
    return "" if not answer.citations and not answer.hits else words.notices.get(answer.outcome, "")


def _source(citation: Citation, words: Words) -> Source:
    chunk, card = citation.hit.chunk, citation.hit.chunk.card
    place = [" › ".join(chunk.path) + "".join(citation.provision)]
    if chunk.page:
        place.append(words.page.format(chunk.page))
    return Source(
        number=citation.number,
        title=in_title_marks(card.title) if card.title else words.untitled,
        doc_number=card.doc_number,
        issuer=card.issuer,
        place="，".join(filter(None, place)),
        quote=" ".join(citation.quote.split()),
        status=words.statuses[citation.hit.status],
        dates="，".join(_dates(card, words)),
        path=document_address(card, words, (citation.start, citation.start + len(citation.quote))),
        web=web_address(card),
    )


def _dates(card: Card, words: Words) -> Iterator[str]:
    if card.published_on:
        yield words.published.format(card.published_on)
    elif card.adopted_on:
        yield words.adopted.format(card.adopted_on)
    if card.validity.effective_on:
        yield words.effective.format(card.validity.effective_on)
    if card.validity.expires_on:
        yield words.expires.format(card.validity.expires_on)
