"""The door of this stage: a question in, pieces of text and at last an answer out."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from assistant import compare, lookup, standing
from assistant.answer import Answer, Citation, Outcome, Turn, Unverified
from assistant.evidence import Sentence, best_of, lost_to_damage
from assistant.extract import extract
from assistant.generate import condense
from assistant.library import Asked, Library, whole
from assistant.model import model_name
from assistant.open import Assistant
from assistant.question import Intent, Question, understand
from assistant.refuse import GREETING, LENIENT, STRICT, refusal, support, supports
from assistant.scope import without_time
from assistant.statement import Draft, cite
from assistant.wording import content_words
from assistant.written import Written, write
from corpus.errors import ModelError
from index.hit import Filters, Hit

logger = logging.getLogger(__name__)

Drafter = Callable[[Asked, Library], Draft | None]
"""Answers questions of one form, without a model; None where the question is not of that form after all."""

_EXACT: dict[Intent, Drafter] = {
    Intent.ARTICLE: lookup.article,
    Intent.VALIDITY: lookup.validity,
    Intent.DOCUMENT: lookup.document,
}
"""Questions about a named document are answered from the catalog, not from what looks alike, with a model or without."""
_FORMS: tuple[Drafter, ...] = (compare.compare,)
"""Forms of answer that are more than sentences; the first that fits is taken."""


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
    for item in _answer(assistant, understood, history, filters):
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
    return replace(understand(text, max_chars=4 * limit), asked=understood.asked, earlier=understood.earlier)


def _answer(
    assistant: Assistant, question: Question, history: Sequence[Turn], filters: Filters
) -> Iterator[str | Answer]:
    if question.intent is Intent.SMALL_TALK:
        yield from _plain(Asked(question, filters, (), 0.0), GREETING)
        return
    asked, library = _search(assistant, question, filters)
    exact = _EXACT.get(question.intent)
    draft = exact(asked, library) if exact else None
    if draft is not None:
        yield from _drafted(asked, _warned(asked, library, draft))
        return
    found = library.weigh(asked.question, asked.hits)
    best = best_of(asked.question, found)
    if assistant.model is not None and best is not None and supports(best, LENIENT):
        items = _written(asked, library, found, history)
    else:
        items = _extracted(asked, library, found)
    known = support(best) if best is not None and question.intent is not Intent.COMPARISON else None
    for item in items:
        yield replace(item, support=known) if isinstance(item, Answer) else item


def _search(assistant: Assistant, question: Question, filters: Filters) -> tuple[Asked, Library]:
    began = time.perf_counter()
    library = Library(assistant, filters)
    scope = library.scope(question)
    if scope.as_of is not None:
        text = without_time(question.standalone)
        question = replace(question, standalone=text, words=content_words(text))
        filters = replace(scope, region=None).within(filters)
        library = Library(assistant, filters)
    hits = tuple(library.search(question))
    return Asked(question, filters, hits, time.perf_counter() - began, scope), library


def _written(
    asked: Asked, library: Library, found: Sequence[Sentence], history: Sequence[Turn]
) -> Iterator[str | Answer]:
    """The model's answer, verified; where it fails or nothing of it can be verified, the extractive one."""
    try:
        written: Written = yield from write(asked, library, history)
    except ModelError as error:
        logger.warning("answered without the model: %s", error)
        yield from _extracted(asked, library, found, degraded=True)
        return
    if written.draft is None:
        yield from _plain(asked, refusal(asked.question, asked.hits, library.assistant.settings.contact))
        return
    draft = _warned(asked, library, written.draft)
    text, citations = _rendered(draft)
    outcome = Outcome.ANSWERED
    if written.left_out:
        outcome = Outcome.PARTIAL
        text += f"\n\n（有 {len(written.left_out)} 句未能在原文中核实，已略去。）"
    model = model_name(library.assistant.settings)
    yield _finish(asked, outcome, text, citations, model, left_out=written.left_out, prompt=written.prompt)


def _extracted(
    asked: Asked, library: Library, found: Sequence[Sentence], *, degraded: bool = False
) -> Iterator[str | Answer]:
    draft = _draft(asked, library, found)
    if not draft.statements:
        damaged = lost_to_damage(asked.question, found)
        damaged = damaged if damaged is not None and supports(damaged, STRICT) else None
        yield from _plain(asked, refusal(asked.question, asked.hits, library.assistant.settings.contact, damaged))
        return
    outcome = Outcome.PARTIAL if draft.unanswered else Outcome.ANSWERED
    yield from _drafted(asked, _warned(asked, library, draft), Outcome.DEGRADED if degraded else outcome)


def _draft(asked: Asked, library: Library, found: Sequence[Sentence]) -> Draft:
    """The extractive draft; without statements where the evidence is not there."""
    for form in _FORMS:
        draft = form(asked, library)
        if draft is not None:
            return draft
    quotable = whole(found)
    best = best_of(asked.question, quotable)
    if best is None or not supports(best, STRICT) or lost_to_damage(asked.question, found):
        return Draft(())

    def document_of(hit: Hit) -> list[Hit]:
        return library.document(hit.chunk.card.doc_id, hit.rank)

    return extract(asked.question, quotable, document_of)


def _warned(asked: Asked, library: Library, draft: Draft) -> Draft:
    """The draft, opened by what the reader must know of the cited texts that no longer apply."""
    if asked.question.intent in (Intent.VALIDITY, Intent.DOCUMENT):
        return draft  # these answers are about just that
    cards = [quote.hit.chunk.card for statement in draft.statements for quote in statement.proof]
    warnings = standing.warning(cards, library.as_of)
    then = asked.scope.as_of
    back = (f"以下按 {then.isoformat()} 当日有效的文件回答。",) if then is not None else ()
    return replace(draft, notices=(*back, *warnings))


def _drafted(asked: Asked, draft: Draft, outcome: Outcome = Outcome.ANSWERED) -> Iterator[str | Answer]:
    text, citations = _rendered(draft)
    yield from text.splitlines(keepends=True)
    yield _finish(asked, outcome, text, citations)


def _rendered(draft: Draft) -> tuple[str, tuple[Citation, ...]]:
    text, citations = cite(draft.statements)
    return "\n\n".join((*draft.notices, text)), citations


def _plain(asked: Asked, text: str) -> Iterator[str | Answer]:
    yield text
    yield _finish(asked, Outcome.NOT_FOUND, text)


def _finish(
    asked: Asked,
    outcome: Outcome,
    text: str,
    citations: tuple[Citation, ...] = (),
    model: str = "extractive",
    *,
    left_out: tuple[Unverified, ...] = (),
    prompt: str | None = None,
) -> Answer:
    return Answer(
        question=asked.question.asked,
        standalone_question=asked.question.standalone,
        outcome=outcome,
        text=text,
        model=model,
        citations=citations,
        hits=asked.hits,
        filters=asked.filters,
        scope=asked.scope.said,
        left_out=left_out,
        prompt=prompt,
        search_seconds=asked.search_seconds,
    )
