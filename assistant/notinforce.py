"""What texts say that are not in force: asked for by name, or where nothing in force answers."""

import re
from collections.abc import Sequence

from assistant.evidence import Sentence, best_of
from assistant.extract import extract, shorten
from assistant.library import Asked, Library, whole
from assistant.question import Question
from assistant.refuse import STRICT, supports
from assistant.standing import describe
from assistant.statement import Draft, Statement, quote_of
from corpus.document import Card, Status
from index.hit import Hit

NOT_IN_FORCE = frozenset({Status.NOT_YET, Status.EXPIRED, Status.REPEALED})

_BEFORE = re.compile(
    r"以前(?:的|是|规定|执行|给|补|奖|能|按)|原先|原来(?:的|是|规定)|(?:修订|修改|废止|调整|更新)(?:之)?前"
    r"|(?<![养敬])[老旧](?:的[^，。？]{0,8})?(?:办法|政策|规定|标准|条例|版本)"
)
"""Asks what was the rule before the one in force, …"""
_AND_NOW = re.compile(r"新(?:的[^，。？]{0,8})?(?:办法|政策|规定|标准|条例|版本)")
"""… and this for how the two relate, of which interpretations tell."""
_PASSAGES = 48
"""Passages that are sifted for such texts: most of what is near a question is in force."""
_PREVAILS = 2.0
"""So much better, in log-odds, than anything in force, that the text in force does not speak of the matter."""
_CLOSE = 2.0
"""A coming text that is no worse than this, in log-odds, changes the matter that was asked about."""
_NAMED = 6
"""Characters of a title that must stand in a question for a text that no longer applies to be meant."""


def named(asked: Asked, library: Library) -> Card | None:
    """The document that the question names, if it is not in force on the day; a version that is in force goes first."""
    card = library.named(asked.question.standalone, least=_NAMED)
    if card is None or not library.wider.shelf.admits(card) or card.validity.status(library.as_of) not in NOT_IN_FORCE:
        return None
    return card


def of_document(asked: Asked, library: Library, card: Card) -> Draft:
    """What this one document answers; without statements where it does not."""
    hits = library.document(card.doc_id)
    found = library.wider.weigh(asked.question, hits)
    return _drawn(asked.question, library, [it for it in found if it.hit.chunk.card.doc_id == card.doc_id])


def second_look(asked: Asked, library: Library) -> Draft:
    """What the texts answer that the first look left out, all of it from one document: the best of them."""
    wider = library.wider
    if len(wider.cards) == len(library.in_force.cards):
        return Draft(())  # there are no such texts
    hits = [hit for hit in wider.search(asked.question, _PASSAGES) if hit.status in NOT_IN_FORCE]
    found = wider.weigh(asked.question, hits) if hits else []
    return _drawn(asked.question, library, split(found)[1])


def before(asked: Asked, library: Library, now: Sentence) -> Draft | None:
    """The rule that held before, with the sentence that answers `now`; None where the question does not ask for it."""
    text = asked.question.standalone
    if not _BEFORE.search(text) or _AND_NOW.search(text):
        return None
    then = second_look(asked, library)
    quote = quote_of(now.hit, now.offset, now.offset + len(now.text))
    ruling = Statement(shorten(asked.question, quote.text), (quote,), "现行规定")
    return Draft((*then.statements, ruling), then.notices) if then.statements else None


def compared(asked: Asked, library: Library) -> Library:
    """Where subjects are looked for that are set side by side: in what is in force, unless another text is named."""
    return library.wider if named(asked, library) is not None else library.in_force


def split(found: Sequence[Sentence]) -> tuple[list[Sentence], list[Sentence]]:
    """The sentences that hold on the day, and those of texts that are not in force."""
    others = [sentence for sentence in found if sentence.hit.status in NOT_IN_FORCE]
    return [sentence for sentence in found if sentence.hit.status not in NOT_IN_FORCE], others


def prevailing(question: Question, library: Library, present: Sequence[Sentence], others: Sequence[Sentence]) -> Draft:
    """What texts that are not in force answer, where those in force say nothing that comes near; else no statements."""
    best, other = best_of(question, present), best_of(question, others)
    if other is None or (best is not None and supports(best, STRICT) and other.score < best.score + _PREVAILS):
        return Draft(())
    return _drawn(question, library, others)


def change(question: Question, library: Library, best: Sentence, others: Sequence[Sentence]) -> tuple[Statement, ...]:
    """What a text that is not yet in force will say of the matter, beside the text in force that answers."""
    coming = best_of(question, [it for it in others if it.hit.status is Status.NOT_YET])
    if coming is None or not supports(coming, STRICT) or coming.score < best.score - _CLOSE:
        return ()
    quote = quote_of(coming.hit, coming.offset, coming.offset + len(coming.text))
    standing = describe(coming.hit.chunk.card, library.as_of).rstrip("。")
    return (Statement(f"另外，{standing}，其中规定：{shorten(question, quote.text)}", (quote,), is_told=True),)


def _drawn(question: Question, library: Library, found: Sequence[Sentence]) -> Draft:
    """The answer from the one document that answers best: texts of different standing are never mixed."""
    quotable = whole(found)
    best = best_of(question, quotable)
    if best is None or not supports(best, STRICT):
        return Draft(())
    doc_id = best.hit.chunk.card.doc_id

    def document_of(hit: Hit) -> list[Hit]:
        return library.document(hit.chunk.card.doc_id, hit.rank)

    return extract(question, [it for it in quotable if it.hit.chunk.card.doc_id == doc_id], document_of)
