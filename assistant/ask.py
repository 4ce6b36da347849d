"""The door of this stage: a question in, pieces of text and at last an answer out."""

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant import compare, lookup, standing
from assistant.answer import Answer, Citation, Outcome, Turn
from assistant.evidence import Sentence, best_of, lost_to_damage, weigh
from assistant.extract import extract
from assistant.generate import NO_EVIDENCE, condense, generate, shown
from assistant.model import model_name
from assistant.open import Assistant
from assistant.places import in_place, whereabouts
from assistant.question import Intent, Question, understand
from assistant.refuse import GREETING, LENIENT, STRICT, refusal, supports
from assistant.scope import Scope, scope_of, without_time
from assistant.statement import Draft, cite
from assistant.verify import bare, verify
from assistant.wording import content_words
from corpus.document import Card
from corpus.errors import ModelError
from index.hit import Filters, Hit
from index.schema import key_of
from index.search import search

logger = logging.getLogger(__name__)

_CANDIDATES = 12
"""Passages whose sentences are weighed."""
_WHOLE_DOCUMENTS = 3
"""First hits whose whole documents are weighed too, …"""
_WHOLE_DOCUMENT = 60
"""… where these have no more chunks than this."""
_NAMED = 6
"""Characters of a title that must stand in a question for its whole document to be weighed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question on its way: what was understood, where it may look, and what was found."""

    question: Question
    filters: Filters
    hits: tuple[Hit, ...]
    search_seconds: float
    scope: Scope = field(default_factory=Scope)
    """What the question narrowed by its own words."""


def ask(
    assistant: Assistant, question: str, history: Sequence[Turn] = (), filters: Filters = Filters()
) -> Iterator[str | Answer]:
    """Pieces of text as they are ready, then the one `Answer`, whose text is what counts.

    With a model the pieces are provisional: what cannot be verified is missing from the answer.

    Raises:
        BadQuestion: the question is empty or too long.
    """
    began = time.perf_counter()
    understood = _understand(assistant, question, history)
    asked = _search(assistant, understood, filters)
    for item in _answer(assistant, asked, history):
        yield replace(item, total_seconds=time.perf_counter() - began) if isinstance(item, Answer) else item


def _understand(assistant: Assistant, question: str, history: Sequence[Turn]) -> Question:
    limit = assistant.settings.max_question_chars
    understood = understand(question, history, max_chars=limit)
    if assistant.model is None or not history or understood.intent is Intent.SMALL_TALK:
        return understood
    try:
        text = condense(assistant.model, understood.asked, history, timeout=assistant.settings.model_timeout / 3)
    except ModelError as error:
        logger.warning("the question was made stand-alone by rule: %s", error)
        return understood
    return replace(understand(text, max_chars=4 * limit), asked=understood.asked)


def _search(assistant: Assistant, question: Question, filters: Filters) -> Asked:
    if question.intent is Intent.SMALL_TALK:
        return Asked(question, filters, (), 0.0)
    began = time.perf_counter()
    where = whereabouts(question.standalone)
    scope = scope_of(question.standalone, where, _regions(assistant), assistant.today)
    if scope.as_of is not None:
        text = without_time(question.standalone)
        question = replace(question, standalone=text, words=content_words(text))
        filters = replace(scope, region=None).within(filters)
    hits = search(assistant.store, question.standalone, _CANDIDATES, filters)
    inside = scope.within(filters)
    if inside.region != filters.region:
        # What lies in the place may say it in other words than what is near the question elsewhere.
        hits = _merged(search(assistant.store, question.standalone, _CANDIDATES, inside), hits)
    elif where.regions and filters.region is None and not in_place(where, hits, assistant.text_of):
        for region in sorted(where.regions):
            found = search(assistant.store, question.standalone, _CANDIDATES, replace(filters, region=region))
            hits = _merged(hits, found)
    return Asked(question, filters, tuple(hits), time.perf_counter() - began, scope)


def _regions(assistant: Assistant) -> frozenset[str]:
    return frozenset(card.region for card in assistant.store.catalog.cards() if card.region)


def _merged(first: Sequence[Hit], then: Sequence[Hit]) -> list[Hit]:
    """Both lists one after the other, each chunk once."""
    hits = {hit.chunk.chunk_id: hit for hit in (*then, *first)}
    ordered = dict.fromkeys(hit.chunk.chunk_id for hit in (*first, *then))
    return [replace(hits[chunk_id], rank=rank) for rank, chunk_id in enumerate(ordered, start=1)]


def _answer(assistant: Assistant, asked: Asked, history: Sequence[Turn]) -> Iterator[str | Answer]:
    if asked.question.intent is Intent.SMALL_TALK:
        yield from _plain(asked, GREETING)
        return
    draft = _looked_up(assistant, asked)
    if draft is not None:
        yield from _drafted(asked, _warned(assistant, asked, draft))
        return
    found = _weigh(assistant, asked.question, asked.hits, asked.filters)
    best = best_of(asked.question, found)
    if assistant.model is not None and best is not None and supports(best, LENIENT):
        yield from _written(assistant, asked, found, history)
    else:
        yield from _extracted(assistant, asked, found)


def _looked_up(assistant: Assistant, asked: Asked) -> Draft | None:
    """Questions about a named document are answered from the catalog, not from what looks alike."""
    as_of = asked.filters.as_of or assistant.today
    if asked.question.intent is Intent.ARTICLE:
        return lookup.article(asked.question, assistant.store, asked.hits, as_of)
    if asked.question.intent is Intent.VALIDITY:
        return lookup.validity(asked.question, assistant.store, asked.hits, as_of)
    if asked.question.intent is Intent.DOCUMENT:
        return lookup.document(asked.question, assistant.store, asked.hits, as_of)
    return None


def _admitted(assistant: Assistant, filters: Filters) -> list[Card]:
    """The documents that may be found at all."""
    catalog = assistant.store.catalog
    selection = assistant.store.selector.select(filters, filters.as_of or assistant.today, catalog.change())
    return [card for card in catalog.cards() if selection.admits(key_of(card.doc_id, card.revision))]


def _weigh(
    assistant: Assistant, question: Question, hits: Sequence[Hit], filters: Filters, documents: Sequence[str] = ()
) -> list[Sentence]:
    """The sentences of the hits that speak of the places that the question names, and of the whole documents that it
    names, `documents`, or the first hits are from: once the document is right, the passage need not share the question's words."""
    where = whereabouts(question.standalone)
    near = in_place(where, hits, assistant.text_of)
    as_of = filters.as_of or assistant.today
    named = lookup.named_card(question.standalone, _admitted(assistant, filters), as_of, least=_NAMED)
    whole = [named.doc_id] if named else []
    whole += [*documents, *(hit.chunk.card.doc_id for hit in near[:_WHOLE_DOCUMENTS])]
    known = {hit.chunk.chunk_id for hit in near}
    score = near[-1].score if near else 1.0
    for doc_id in dict.fromkeys(whole):
        rest = [chunk for chunk in assistant.store.catalog.chunks(doc_id) if chunk.chunk_id not in known]
        if len(rest) <= _WHOLE_DOCUMENT:
            near += [standing.as_hit(chunk, len(near) + at, as_of, score) for at, chunk in enumerate(rest, 1)]
    return weigh(question, near, where, assistant.lexicon, assistant.store.encoder)


def _draft(assistant: Assistant, asked: Asked, found: Sequence[Sentence]) -> Draft:
    """The extractive draft; without statements where the evidence is not there."""
    cards = _admitted(assistant, asked.filters)
    if asked.question.intent is Intent.COMPARISON or compare.sets_side_by_side(asked.question.standalone, cards):

        def searched(question: Question, documents: Sequence[str]) -> list[Sentence]:
            hits = _search(assistant, question, asked.filters).hits
            return _whole(_weigh(assistant, question, hits, asked.filters, documents))

        return compare.compare(asked.question, cards, searched)
    whole = _whole(found)
    best = best_of(asked.question, whole)
    if best is None or not supports(best, STRICT) or lost_to_damage(asked.question, found):
        return Draft(())

    def document_of(hit: Hit) -> list[Hit]:
        as_of = asked.filters.as_of or assistant.today
        chunks = assistant.store.catalog.chunks(hit.chunk.card.doc_id)
        return [standing.as_hit(chunk, hit.rank, as_of) for chunk in chunks]

    return extract(asked.question, whole, document_of)


def _whole(found: Sequence[Sentence]) -> list[Sentence]:
    """The sentences that may be quoted."""
    return [sentence for sentence in found if sentence.is_whole]


def _extracted(
    assistant: Assistant, asked: Asked, found: Sequence[Sentence], *, degraded: bool = False
) -> Iterator[str | Answer]:
    draft = _draft(assistant, asked, found)
    if not draft.statements:
        damaged = lost_to_damage(asked.question, found)
        damaged = damaged if damaged is not None and supports(damaged, STRICT) else None
        yield from _plain(asked, refusal(asked.question, asked.hits, assistant.settings.contact, damaged))
        return
    outcome = Outcome.PARTIAL if draft.unanswered else Outcome.ANSWERED
    yield from _drafted(asked, _warned(assistant, asked, draft), Outcome.DEGRADED if degraded else outcome)


def _warned(assistant: Assistant, asked: Asked, draft: Draft) -> Draft:
    """The draft, opened by what the reader must know of the cited texts that no longer apply."""
    if asked.question.intent in (Intent.VALIDITY, Intent.DOCUMENT):
        return draft  # these answers are about just that
    cards = [quote.hit.chunk.card for statement in draft.statements for quote in statement.proof]
    warnings = standing.warning(cards, asked.filters.as_of or assistant.today)
    then = asked.scope.as_of
    back = (f"以下按 {then.isoformat()} 当日有效的文件回答。",) if then is not None else ()
    return replace(draft, notices=(*back, *warnings))


def _drafted(
    asked: Asked, draft: Draft, outcome: Outcome = Outcome.ANSWERED, model: str = "extractive"
) -> Iterator[str | Answer]:
    text, citations = cite(draft.statements)
    text = "\n\n".join((*draft.notices, text))
    yield from text.splitlines(keepends=True)
    yield _finish(asked, outcome, text, citations, model)


def _plain(asked: Asked, text: str) -> Iterator[str | Answer]:
    yield text
    yield _finish(asked, Outcome.NOT_FOUND, text)


def _written(
    assistant: Assistant, asked: Asked, found: Sequence[Sentence], history: Sequence[Turn]
) -> Iterator[str | Answer]:
    """The model's answer, verified; where it fails or nothing of it can be verified, the extractive one."""
    assert assistant.model is not None  # noqa: S101 - the caller has looked; this tells the type checker
    passages, text = shown(asked.hits), ""
    try:
        for piece in generate(
            assistant.model,
            asked.question.standalone,
            passages,
            history=history,
            today=asked.filters.as_of or assistant.today,
            timeout=assistant.settings.model_timeout,
        ):
            text += piece
            yield piece
    except ModelError as error:
        logger.warning("answered without the model: %s", error)
        yield from _extracted(assistant, asked, found, degraded=True)
        return
    if NO_EVIDENCE in bare(text) and len(bare(text)) < 4 * len(NO_EVIDENCE):
        yield from _plain(asked, refusal(asked.question, asked.hits, assistant.settings.contact))
        return
    verified = verify(text, passages)
    if not any(statement.proof for statement in verified.statements):
        logger.warning("nothing that the model wrote could be verified")
        yield from _extracted(assistant, asked, found, degraded=True)
        return
    draft = _warned(assistant, asked, Draft(verified.statements))
    final, citations = cite(draft.statements)
    final = "\n\n".join((*draft.notices, final))
    outcome = Outcome.ANSWERED
    if verified.dropped:
        outcome = Outcome.PARTIAL
        final += f"\n\n（有 {len(verified.dropped)} 句未能在原文中核实，已略去。）"
    yield _finish(asked, outcome, final, citations, model_name(assistant.settings))


def _finish(
    asked: Asked, outcome: Outcome, text: str, citations: tuple[Citation, ...] = (), model: str = "extractive"
) -> Answer:
    question = asked.question
    return Answer(
        question=question.asked,
        standalone_question=question.standalone,
        outcome=outcome,
        text=text,
        model=model,
        citations=citations,
        hits=asked.hits,
        filters=asked.filters,
        scope=asked.scope.said,
        search_seconds=asked.search_seconds,
    )
