"""Questions about a document itself: one of its articles, or whether it is in force."""

import re
from typing import TYPE_CHECKING

from assistant.evidence import best_of
from assistant.question import ASKS_VALIDITY
from assistant.refuse import STRICT, supports
from assistant.roll import of_standing
from assistant.standing import chinese_date, describe, proofs, quote_in
from assistant.statement import Draft, Quote, Statement
from assistant.unheld import names_another, repealed
from assistant.versions import ASKS_FOR_VERSIONS, of_year, overview, versions
from corpus.document import Card, Chunk
from corpus.normalize import fold, in_title_marks, simplify
from corpus.numerals import to_int
from corpus.repair.quality import is_damaged
from corpus.sentences import sentences
from index.hit import Hit

if TYPE_CHECKING:
    from assistant.library import Asked, Library

_ARTICLE = re.compile(r"第([〇零一二三四五六七八九十百千两\d]+)条")
_ASKS_WHAT_IT_ENDS = re.compile(r"(?<!被)(?:废止|取代|代替)了?(?:哪|什么|何)")
_STANDS = re.compile(rf"(?:现在|目前|如今)?(?:{ASKS_VALIDITY.pattern})(?:了吗|了没有|吗|了)?")
_OPENING = 160
"""Characters of the opening of a document that are quoted for what it is."""


def article(asked: "Asked", library: "Library") -> Draft | None:
    """The article that the question names, word for word; None when document or article cannot be told."""
    match = _ARTICLE.search(asked.question.standalone)
    card = _meant(asked, library)
    if match is None or card is None:
        return None
    card = of_year(asked.question.standalone, versions(card, library)) or card
    wanted = to_int(match[1])
    hits = [hit for hit in library.document(card.doc_id) if _number(hit.chunk) == wanted]
    if not hits:
        return _beyond(card, wanted, library)
    return Draft(tuple(statement for hit in hits for statement in _verbatim(hit)))


def _beyond(card: Card, wanted: int | None, library: "Library") -> Draft | None:
    """That a document has no article of this number, where its articles end before; None where that cannot be told."""
    numbered = [(number, hit) for hit in library.document(card.doc_id) if (number := _number(hit.chunk)) is not None]
    if not numbered or wanted is None or max(numbered, key=lambda it: it[0])[0] >= wanted:
        return None
    last, hit = max(numbered, key=lambda it: it[0])
    said = f"{in_title_marks(simplify(card.title))}共{last}条，没有第{wanted}条。"
    return Draft((Statement(said, (Quote(hit, hit.chunk.start, hit.chunk.text),), is_told=True),))


def _verbatim(hit: Hit) -> list[Statement]:
    """A passage word for word; of one with damage the whole sentences, and how many are missing."""
    text, start = hit.chunk.text, hit.chunk.start
    if not is_damaged(text):
        return [Statement(simplify(text), (Quote(hit, start, text),))]
    spans = sentences(text)
    whole = [Quote(hit, start + a, text[a:b]) for a, b in spans if not is_damaged(text[a:b])]
    stated = [Statement(simplify(quote.text), (quote,)) for quote in whole]
    lost = len(spans) - len(whole)
    return [
        *stated,
        Statement(
            f"（此处有 {lost} 句原文已损坏，未引用；请查阅原件：{hit.chunk.card.source_path}）", (), is_told=True
        ),
    ]


def _number(chunk: Chunk) -> int | None:
    match = _ARTICLE.match(chunk.path[-1]) if chunk.path else None
    return to_int(match[1]) if match else None


def validity(asked: "Asked", library: "Library") -> Draft | None:
    """Whether the document that the question names is in force, with the sentence that says so."""
    listed = of_standing(asked, library)
    if listed is not None:
        return listed
    text = asked.question.standalone
    if names_another(text, library.named(text)):
        return repealed(asked, library) or Draft(())
    card = _meant(asked, library)
    ended = repealed(asked, library) if card is None else None
    if ended is not None:
        return ended
    card = card or _speaks_of(asked, library)
    if card is None:
        return None
    others = versions(card, library)
    card = of_year(asked.question.standalone, others) or card
    statements = [*_standing(card, library)]
    if ASKS_FOR_VERSIONS.search(asked.question.standalone) and len(others) > 1:
        statements = [overview(card, others, library), *_standing(card, library)]
        statements += [_standing(other, library)[0] for other in others if other is not card]
    if _ASKS_WHAT_IT_ENDS.search(asked.question.standalone):
        statements += _ends(card, library)
    return Draft(tuple(statements))


def _standing(card: Card, library: "Library") -> list[Statement]:
    """How a document stands, with the sentences that say so, the first of them word for word."""
    said = describe(card, library.as_of)
    quotes = proofs(card, library.store, library.as_of)
    if not quotes:
        return [_told(said, _opening(library.document(card.doc_id)[0]))]
    by = quotes[0].hit.chunk.card
    whose = "原文" if by.doc_id == card.doc_id else f"{in_title_marks(simplify(by.title))}原文"
    return [_told(said, *quotes), Statement(f"{whose}：“{simplify(quotes[0].text)}”", quotes[:1], is_told=True)]


def _ends(card: Card, library: "Library") -> list[Statement]:
    """What a document repeals, each with the sentence that does it."""
    told = []
    for it in library.store.catalog.document(card.doc_id).repeals:
        quote = quote_in(card.doc_id, it.evidence, library.store, library.as_of) if it.evidence else None
        if quote is not None:
            told.append(
                _told(f"{in_title_marks(simplify(card.title))}废止了{in_title_marks(simplify(it.title))}。", quote)
            )
    return told


def document(asked: "Asked", library: "Library") -> Draft | None:
    """What a document is, by its 文号 or by its title: title, 文号, issuer, date; None when none can be told."""
    card = _meant(asked, library)
    if card is None:
        return None
    facts = (
        in_title_marks(simplify(card.title)),
        f"文号{card.doc_number}" if card.doc_number else "",
        f"发文机关为{card.issuer}" if card.issuer else "",
        f"{chinese_date(card.adopted_on)}通过" if card.adopted_on and not card.published_on else "",
        f"{chinese_date(card.published_on)}发布" if card.published_on else "",
    )
    opening = _opening(library.document(card.doc_id)[0])
    standing = proofs(card, library.store, library.as_of) or (opening,)
    return Draft(
        (
            _told("，".join(filter(None, facts)) + "。", opening),
            _told(describe(card, library.as_of), *standing),
        )
    )


def _told(text: str, *quotes: Quote) -> Statement:
    """What the catalog says of a document; the quotes show where it was read."""
    return Statement(text, quotes, is_told=True)


def _opening(hit: Hit) -> Quote:
    """The first lines of a document, where title, issuer and 文号 stand."""
    text = hit.chunk.text[:_OPENING].rpartition("\n")[0] or hit.chunk.text[:_OPENING]
    whole = next((line for line in text.split("\n") if line and not is_damaged(line)), text)
    text = whole if is_damaged(text) else text
    return Quote(hit, hit.chunk.start + hit.chunk.text.index(text), text)


def _meant(asked: "Asked", library: "Library") -> Card | None:
    """The document that the question is about, whether or not it still applies: asking of a standing is no reliance on it."""
    named = library.named(asked.question.standalone)
    if names_another(asked.question.standalone, named):
        return None
    return named or _nearest(asked)


def _speaks_of(asked: "Asked", library: "Library") -> Card | None:
    """The document that rules the matter whose standing is asked for: 稳岗补贴过期了吗 names no title."""
    matter = asked.question.read_as(_STANDS.sub(" ", asked.question.standalone))
    found = library.wider.weigh(matter, library.wider.search(matter)) if matter.words else []
    best = best_of(matter, found)
    return best.hit.chunk.card if best is not None and supports(best, STRICT) else None


def _nearest(asked: "Asked") -> Card | None:
    """The card of the hit whose title shares most words with the question, if it shares half of them."""
    words = asked.question.words
    shares = [(sum(word in fold(hit.chunk.card.title) for word in words), -hit.rank, hit) for hit in asked.hits]
    best = max(shares, default=None, key=lambda share: share[:2])
    if best is None or best[0] * 2 < len(words):
        return None
    return best[2].chunk.card
