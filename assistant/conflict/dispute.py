"""What is answered where two documents in force decide the same case differently: both, and which goes first."""

from collections.abc import Iterator, Sequence

from assistant.conflict.clause import Clause, differences, same_case
from assistant.conflict.precedence import before, label, order
from assistant.evidence import Sentence, best_of
from assistant.extract import shorten
from assistant.library import Asked, Library
from assistant.question import Intent
from assistant.statement import Draft, Quote, Statement, quote_of
from corpus.document import Card, Kind, Level, Status
from corpus.facts import Role
from corpus.repair.quality import is_damaged
from corpus.sentences import sentences
from index.hit import Hit
from index.titles import title_key

_RULES = (Kind.REGULATION, Kind.RULE, Kind.NORMATIVE)
_OPENING = 160
"""Characters of the opening of a document, where title, 文号 and date stand."""
_NAMED = 6
"""Characters of a title by which a question asks for what this one document says."""
_ASKING = (Intent.FACT, Intent.ESTIMATE, Intent.CONDITIONS)
NOTICE = "注意：现行有效的两份文件对这一问题的规定不一致，两者一并列出，请勿只按其中一份办理。"


def dispute(asked: Asked, library: Library, found: Sequence[Sentence]) -> Draft | None:
    """Both rules, each with document, level and date, and the order of precedence; None where no two documents in force
    clearly disagree. `found` are the sentences that were weighed."""
    best = best_of(asked.question, found)
    if best is None or asked.question.intent not in _ASKING or not _rules(best.hit.chunk.card, library):
        return None
    if library.named(asked.question.standalone, least=_NAMED) is not None:
        return None
    mine = Clause(best.hit, best.offset, best.text)
    if not mine.facts:
        return None
    for theirs in _beside(asked.hits):
        if _may_disagree(mine, theirs, library) and _disagree(mine, theirs, library):
            return _shown(asked, library, mine, theirs)
    return None


def _beside(hits: Sequence[Hit]) -> Iterator[Clause]:
    """Clauses with figures in all that was found, also outside of the place that the question names: what holds in the
    whole province holds there, too."""
    for hit in hits:
        for start, end in sentences(hit.chunk.text):
            text = hit.chunk.text[start:end]
            if not is_damaged(text) and any(start <= fact.start < end for fact in hit.chunk.facts):
                yield Clause(hit, start, text)


def _may_disagree(one: Clause, other: Clause, library: Library) -> bool:
    """Whether both are rules of different documents in force for the same place."""
    mine, theirs = one.card, other.card
    if mine.doc_id == theirs.doc_id or title_key(mine.title) == title_key(theirs.title):
        return False
    return _rules(theirs, library) and _same_place(mine, theirs)


def _rules(card: Card, library: Library) -> bool:
    return card.kind in _RULES and card.validity.status(library.as_of) is Status.IN_FORCE


def _same_place(one: Card, other: Card) -> bool:
    """Whether both hold in one place. A park's papers are its own: beside the city's, or another park's, they are
    another offer, not another rule."""
    if Level.PARK in (one.level, other.level):
        return one.level is other.level and one.issuer is not None and one.issuer == other.issuer
    if Level.NATIONAL in (one.level, other.level):
        return True
    if one.region is None or other.region is None:
        return False
    return one.region.startswith(other.region) or other.region.startswith(one.region)


def _disagree(one: Clause, other: Clause, library: Library) -> bool:
    unlike = differences(one, other)
    if not unlike:
        return False
    gives = any(fact.role is Role.BENEFIT for clause in (one, other) for key in unlike for fact in clause.figures[key])
    # What the province gives and what the city gives are two purses, which an enterprise may draw on both.
    if gives and (one.card.level is not other.card.level or one.card.region != other.card.region):
        return False
    return same_case(one, other, library.assistant.lexicon)


def _shown(asked: Asked, library: Library, one: Clause, other: Clause) -> Draft:
    first, second = (other, one) if before(one, other) is False else (one, other)
    lines = tuple(_line(asked, clause) for clause in (first, second))
    openings = tuple(quote for clause in (first, second) if (quote := _opening(library, clause.card)))
    contact = library.assistant.settings.contact
    return Draft((*lines, Statement(order(first, second, contact), openings, is_told=True)), notices=(NOTICE,))


def _line(asked: Asked, clause: Clause) -> Statement:
    quote = quote_of(clause.hit, clause.offset, clause.offset + len(clause.verbatim))
    return Statement(shorten(asked.question, quote.text), (quote,), label(clause.card))


def _opening(library: Library, card: Card) -> Quote | None:
    """The first lines of a document, which show what it is."""
    hit = library.document(card.doc_id)[0]
    text = hit.chunk.text
    text = text if len(text) <= _OPENING else text[:_OPENING].rpartition("\n")[0] or text[:_OPENING]
    return None if is_damaged(text) else quote_of(hit, 0, len(text))
