"""The doors of this stage: a question in, pieces of text and at last an answer out."""

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import zip_longest

from assistant import courtesy
from assistant.answer import Answer, Citation, Outcome, Turn, Unverified
from assistant.answerable import SHOWN
from assistant.drafts import EXACT, Drafter, drafts, is_out_of_force, settled, warned
from assistant.evidence import Sentence, lost_to_damage
from assistant.headway import Headway, Step, begins, without_steps
from assistant.library import Asked
from assistant.log import desk
from assistant.log.entry import STAFF
from assistant.log.mask import impersonal
from assistant.look import Look, again, look
from assistant.model import model_name
from assistant.notinforce import second_look
from assistant.open import Assistant
from assistant.parts import asks_something
from assistant.question import Intent, Question, questions
from assistant.refusal import lost, refusal
from assistant.refuse import OUT_OF_SCOPE, STRICT, supports
from assistant.statement import Draft, cite
from assistant.stream import Deadline
from assistant.verify import verified
from assistant.withheld import sober
from assistant.written import Written, write
from corpus.cautions.instructions import speaks_to_a_model
from corpus.errors import ModelError, ModelResting
from index.hit import Filters

logger = logging.getLogger(__name__)


def ask(
    assistant: Assistant, question: str, history: Sequence[Turn] = (), filters: Filters = Filters()
) -> Iterator[str | Answer]:
    """Pieces of text as they are ready, then the one `Answer`, whose text is what counts.

    With a model the pieces are provisional: what cannot be verified is missing from the answer.

    Raises:
        BadQuestion: the question is empty or too long.
    """
    yield from without_steps(ask_in_steps(assistant, question, history, filters))


def ask_in_steps(
    assistant: Assistant, question: str, history: Sequence[Turn] = (), filters: Filters = Filters()
) -> Iterator[str | Headway | Answer]:
    """What `ask` gives, with a `Headway` wherever a step of the work begins, for a page that shows it.

    Raises:
        BadQuestion: the question is empty or too long.
    """
    began, deadline = time.perf_counter(), Deadline.after(assistant.settings.model_timeout)
    history = [replace(turn, question=impersonal(turn.question)) for turn in history]
    yield Headway(Step.SEARCHING)
    understood = _understand(assistant, impersonal(question), history)
    first = None
    for item in _answer(assistant, understood, history, filters, deadline):
        if first is None and not isinstance(item, Headway):
            first = time.perf_counter() - began
        if isinstance(item, Answer):
            item = replace(
                item, question=question.strip(), total_seconds=time.perf_counter() - began, first_seconds=first
            )
        yield item


def _understand(assistant: Assistant, message: str, history: Sequence[Turn]) -> tuple[Question, ...]:
    limit = assistant.settings.max_question_chars
    parks = assistant.shelves.everything().parks
    understood = questions(message, history, max_chars=limit, parks=parks)
    if assistant.writer is None or not history or understood[0].intent in _UNASKED or speaks_to_a_model(message):
        return understood
    try:
        text = assistant.writer.condense(message, sober(history), timeout=assistant.settings.model_timeout / 3)
    except ModelError as error:
        logger.log(_weight(error), "the question was made stand-alone by rule: %s", error)
        return understood
    condensed = questions(text, max_chars=4 * limit, parks=parks)
    return tuple(replace(it, earlier=understood[0].earlier) for it in condensed)


Told = str | Headway | Answer
"""What the making of an answer tells."""

_ONE_WORD = 5
"""Characters."""
_UNASKED = (Intent.SMALL_TALK, Intent.OTHER_TRADE)
"""What asks nothing of the documents."""


def _answer(
    assistant: Assistant, asked: Sequence[Question], history: Sequence[Turn], filters: Filters, deadline: Deadline
) -> Iterator[Told]:
    looks = [look(assistant, question, filters) for question in asked if question.intent not in _UNASKED]
    if not looks:
        text = courtesy.reply(asked[0].asked) if asked[0].intent is Intent.SMALL_TALK else OUT_OF_SCOPE
        yield from _plain(Asked(asked[0], filters, (), 0.0), text)
        return
    yield begins(Step.READING, (hit for it in looks for hit in it.asked.hits))
    staffs = _by_staff(looks, desk.exactly)
    if staffs is not None:
        items = _drafted(_merged(looks), staffs, Outcome.ANSWERED, STAFF)
    elif len(looks) == 1 and _is_too_general(looks[0].question):
        items = _plain(looks[0].asked, courtesy.TOO_GENERAL.format(asked[0].asked.strip("。！!？?")))
    elif (
        assistant.model is None
        or any(speaks_to_a_model(question.asked) for question in asked)
        or all(settled(it) for it in looks)
        or not any(_legible(it).bears(SHOWN) for it in looks)
    ):
        items = _extracted(looks)
    else:
        items = _written([_legible(it) for it in looks], sober(history), deadline)
    for item in items:
        yield replace(item, support=_support(looks)) if isinstance(item, Answer) else item


def _weight(error: ModelError) -> int:
    """Of a line in the log: that a model rests was told when it began to, and need not be told of every question."""
    return logging.INFO if isinstance(error, ModelResting) else logging.WARNING


def _is_too_general(question: Question) -> bool:
    """Whether one word was typed that names no place and asks nothing: any sentence that has it would be as good."""
    is_word = question.intent is Intent.FACT and len(question.words) <= 1 and not asks_something(question.asked)
    return is_word and len(question.asked) <= _ONE_WORD and not question.earlier


def _legible(look: Look) -> Look:
    """The look in the first reading of the question that finds something to be shown to a model."""
    if look.bears(SHOWN):
        return look
    others = (again(look, other) for other in look.question.others)
    return next((it for it in others if it.bears(SHOWN)), look)


def _support(looks: Sequence[Look]) -> float | None:
    """How far the evidence supports the answer, where one passage decides that."""
    decided = len(looks) == 1 and looks[0].question.intent not in (*EXACT, Intent.COMPARISON)
    return looks[0].support if decided else None


def _merged(looks: Sequence[Look]) -> Asked:
    """Several questions as one: their hits take turns."""
    first = looks[0].asked
    if len(looks) == 1:
        return first
    turns = zip_longest(*(it.asked.hits for it in looks))
    hits = {hit.chunk.chunk_id: hit for turn in turns for hit in turn if hit is not None}
    standalone = "；".join(it.question.standalone.rstrip("？?。") for it in looks)
    return replace(
        first,
        question=replace(first.question, standalone=standalone),
        hits=tuple(replace(hit, rank=rank) for rank, hit in enumerate(hits.values(), 1)),
        search_seconds=sum(it.asked.search_seconds for it in looks),
    )


def _together(looks: Sequence[Look]) -> Look:
    """All that was asked, looked up as one question."""
    first = looks[0]
    text = "，".join(it.question.standalone.rstrip("？?。") for it in looks)
    return look(first.library.assistant, first.question.read_as(text), first.asked.filters)


def _written(looks: Sequence[Look], history: Sequence[Turn], deadline: Deadline) -> Iterator[Told]:
    """The model's answer, verified; where it fails or nothing of it can be verified, the extractive one."""
    asked, settings = _merged(looks), looks[0].library.assistant.settings
    yield begins(Step.WRITING, asked.hits)
    try:
        written: Written = yield from write(asked, looks[0].library, history, deadline)
    except ModelError as error:
        logger.log(_weight(error), "answered without the model: %s", error)
        # Not piece by piece: whoever reads along would take it for the end of what the model had begun to say.
        yield from (item for item in _extracted(looks, degraded=True) if not isinstance(item, str))
        return
    if written.draft is None:
        ended = warned(looks[0], second_look(looks[0].asked, looks[0].library))
        if ended.statements:
            yield from _drafted(asked, ended, Outcome.PARTIAL)
            return
        yield from _refused(looks)
        return
    text, citations = _rendered(warned(looks[0], written.draft))
    outcome = Outcome.ANSWERED
    if written.left_out:
        outcome = Outcome.PARTIAL
        text += f"\n\n（有 {len(written.left_out)} 句未能在原文中核实，已略去。）"
    model = model_name(settings)
    yield _finish(asked, outcome, text, citations, model, left_out=written.left_out, prompt=written.prompt)


def _extracted(looks: Sequence[Look], *, degraded: bool = False) -> Iterator[Told]:
    asked, made = _merged(looks), drafts(looks, partial(_together, looks))
    yield begins(Step.CHECKING, asked.hits, sum(len(line.proof) for line in made.statements))
    draft = verified(made)
    if not draft.statements:
        damaged = next(filter(None, (lost_to_damage(it.question, it.found) for it in looks)), None)
        yield from _refused(looks, damaged if damaged is not None and supports(damaged, STRICT) else None)
        return
    outcome = Outcome.PARTIAL if draft.unanswered or is_out_of_force(looks, draft) else Outcome.ANSWERED
    yield from _drafted(asked, draft, Outcome.DEGRADED if degraded else outcome)


def _by_staff(looks: Sequence[Look], find: Drafter) -> Draft | None:
    """What the staff have answered to all of this."""
    if desk.hang_on_case([it.question for it in looks]):
        return None
    staffs = find(_merged(looks), looks[0].library)
    return warned(looks[0], staffs) if staffs is not None else None


def _refused(looks: Sequence[Look], damaged: Sentence | None = None) -> Iterator[Told]:
    """What the staff have answered, where they have; else that nothing was found."""
    asked, staffs = _merged(looks), _by_staff(looks, desk.instead)
    if staffs is not None:
        yield from _drafted(asked, staffs, Outcome.ANSWERED, STAFF)
        return
    library = looks[0].library
    contact = library.assistant.settings.contact
    yield from _plain(asked, refusal(asked, library) if damaged is None else lost(damaged, contact))


def _drafted(asked: Asked, draft: Draft, outcome: Outcome, model: str = "extractive") -> Iterator[Told]:
    text, citations = _rendered(draft)
    yield from text.splitlines(keepends=True)
    yield _finish(asked, outcome, text, citations, model)


def _rendered(draft: Draft) -> tuple[str, tuple[Citation, ...]]:
    text, citations = cite(draft.statements)
    return "\n\n".join((*draft.notices, text)), citations


def _plain(asked: Asked, text: str) -> Iterator[Told]:
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
