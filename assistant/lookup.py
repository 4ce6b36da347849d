"""Questions about a document itself: one of its articles, or whether it is in force."""

import datetime
import re
from collections.abc import Sequence

from assistant.question import Question
from assistant.standing import as_hit, chinese_date, describe, proof
from assistant.statement import Draft, Quote, Statement
from corpus.document import Card, Chunk
from corpus.normalize import fold, in_title_marks, simplify
from corpus.numerals import to_int
from corpus.repair.quality import is_damaged
from corpus.sentences import sentences
from index.hit import Hit
from index.store import Store

_ARTICLE = re.compile(r"第([〇零一二三四五六七八九十百千两\d]+)条")
_DOC_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,10}\s*[〔\[(【{]\s*\d{4}\s*[〕\])】}]\s*第?\s*\d{1,4}\s*号")
_OPENING = 160
"""Characters of the opening of a document that are quoted for what it is."""
_LEAST_NAMED = 4
"""Characters of a title that name it: 促进条例 does, 条例 does not."""
_VERSION = re.compile(r"[（(][^（）()]*[)）]$")


def named_card(question: str, cards: Sequence[Card], as_of: datetime.date, *, least: int = _LEAST_NAMED) -> Card | None:
    """The document that the question names by its title or by the end of it (产业园区促进条例 for 示例市产业园区促进条例).

    At least `least` characters of it must stand there. The longest part of a title wins, then a document in force, then the latest.
    """
    folded = _letters(question)

    def standing(card: Card) -> tuple[int, bool, bool, datetime.date]:
        worded_on = card.validity.worded_on
        return (
            max(_named_length(title, folded) for title in _titles(card)),
            not card.validity.status(as_of).is_past,
            worded_on is None or worded_on <= as_of,
            card.dated_on or datetime.date.min,
        )

    best = max(cards, key=standing, default=None)
    return best if best and standing(best)[0] >= least else None


def _named_length(title: str, question: str) -> int:
    """Characters of the longest end of `title` that stands in `question`."""
    return next((len(title) - at for at in range(len(title)) if title[at:] in question), 0)


def article(question: Question, store: Store, hits: Sequence[Hit], as_of: datetime.date) -> Draft | None:
    """The article that the question names, word for word; None when document or article cannot be told."""
    match = _ARTICLE.search(question.standalone)
    card = named_card(question.standalone, store.catalog.cards(), as_of) or _nearest(question, hits)
    if match is None or card is None:
        return None
    wanted = to_int(match[1])
    chunks = [chunk for chunk in store.catalog.chunks(card.doc_id) if _number(chunk) == wanted]
    if not chunks:
        return None
    hits = [as_hit(chunk, rank, as_of) for rank, chunk in enumerate(chunks, start=1)]
    return Draft(tuple(statement for hit in hits for statement in _verbatim(hit)))


def _verbatim(hit: Hit) -> list[Statement]:
    """A passage word for word; of one with damage the whole sentences, and how many are missing."""
    text, start = hit.chunk.text, hit.chunk.start
    if not is_damaged(text):
        return [Statement(simplify(text), (Quote(hit, start, text),))]
    spans = sentences(text)
    whole = [Quote(hit, start + a, text[a:b]) for a, b in spans if not is_damaged(text[a:b])]
    stated = [Statement(simplify(quote.text), (quote,)) for quote in whole]
    lost = len(spans) - len(whole)
    return [*stated, Statement(f"（此处有 {lost} 句原文已损坏，未引用；请查阅原件：{hit.chunk.card.source_path}）", ())]


def _number(chunk: Chunk) -> int | None:
    match = _ARTICLE.match(chunk.path[-1]) if chunk.path else None
    return to_int(match[1]) if match else None


def validity(question: Question, store: Store, hits: Sequence[Hit], as_of: datetime.date) -> Draft | None:
    """Whether the document that the question names is in force, with the sentence that says so."""
    card = named_card(question.standalone, store.catalog.cards(), as_of) or _nearest(question, hits)
    if card is None:
        return None
    quote = proof(card, store, as_of)
    if quote is None:
        first = as_hit(store.catalog.chunks(card.doc_id)[0], 1, as_of)
        return Draft((Statement(describe(card, as_of), (_opening(first),)),))
    by = quote.hit.chunk.card
    said = "原文" if by.doc_id == card.doc_id else f"{in_title_marks(simplify(by.title))}原文"
    return Draft((Statement(describe(card, as_of), (quote,)), Statement(f"{said}：“{simplify(quote.text)}”", (quote,))))


def document(question: Question, store: Store, hits: Sequence[Hit], as_of: datetime.date) -> Draft | None:
    """What a document is, by its 文号 or by its title: title, 文号, issuer, date; None when none can be told."""
    cards = store.catalog.cards()
    number = _DOC_NUMBER.search(fold(question.standalone))
    if number:
        wanted = _number_key(number.group())
        card = next((card for card in cards if card.doc_number and _number_key(card.doc_number).endswith(wanted)), None)
    else:
        card = named_card(question.standalone, cards, as_of) or _nearest(question, hits)
    if card is None:
        return None
    facts = (
        in_title_marks(simplify(card.title)),
        f"文号{card.doc_number}" if card.doc_number else "",
        f"发文机关为{card.issuer}" if card.issuer else "",
        f"{chinese_date(card.adopted_on)}通过" if card.adopted_on and not card.published_on else "",
        f"{chinese_date(card.published_on)}发布" if card.published_on else "",
    )
    first = as_hit(store.catalog.chunks(card.doc_id)[0], 1, as_of)
    return Draft(
        (
            Statement("，".join(filter(None, facts)) + "。", (_opening(first),)),
            Statement(describe(card, as_of), (_opening(first),)),
        )
    )


def _opening(hit: Hit) -> Quote:
    """The first lines of a document, where title, issuer and 文号 stand."""
    text = hit.chunk.text[:_OPENING].rpartition("\n")[0] or hit.chunk.text[:_OPENING]
    whole = next((line for line in text.split("\n") if line and not is_damaged(line)), text)
    text = whole if is_damaged(text) else text
    return Quote(hit, hit.chunk.start + hit.chunk.text.index(text), text)


def _number_key(doc_number: str) -> str:
    """A 文号 without its brackets, so that 〔2024〕, [2024] and （2024） are one."""
    return re.sub(r"[^\w]|第", "", fold(doc_number))


def _nearest(question: Question, hits: Sequence[Hit]) -> Card | None:
    """The hit whose title shares most words with the question, if it shares half of them."""
    shares = [(sum(word in fold(hit.chunk.card.title) for word in question.words), -hit.rank, hit) for hit in hits]
    best = max(shares, default=None, key=lambda share: share[:2])
    if best is None or best[0] * 2 < len(question.words):
        return None
    return best[2].chunk.card


def _titles(card: Card) -> tuple[str, str]:
    """The title in full, and without the version in brackets behind it."""
    return _letters(card.title), _letters(_VERSION.sub("", fold(card.title)))


def _letters(text: str) -> str:
    return re.sub(r"[^\w()]", "", fold(text))
