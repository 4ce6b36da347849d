"""The answer without a model: each question by the form that fits it, several questions under one another."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from assistant import compare, conflict, definition, lookup, notinforce, standing
from assistant.answerable import ENOUGH
from assistant.compare.matters import GIVING
from assistant.conditions.checklist import conditions
from assistant.estimate.draft import estimate
from assistant.evidence import Sentence, best_of, lost_to_damage
from assistant.extract import extract
from assistant.library import Asked, Library, whole
from assistant.log import desk
from assistant.look import Look, again
from assistant.question import Intent
from assistant.statement import Draft, Quote, Statement, Table, cite
from corpus.document import Card
from index.hit import Hit

Drafter = Callable[[Asked, Library], Draft | None]
"""Answers questions of one form, without a model; None where the question is not of that form after all."""

EXACT: dict[Intent, Drafter] = {
    Intent.ARTICLE: lookup.article,
    Intent.VALIDITY: lookup.validity,
    Intent.DOCUMENT: lookup.document,
    Intent.CONDITIONS: conditions,
    Intent.ESTIMATE: estimate,
}
"""Questions about a named document are answered from the catalog, not from what looks alike, and cases are judged and
reckoned by rule: with a model or without."""
FORMS: tuple[Drafter, ...] = (compare.compare, definition.define)
"""Forms of answer that are more than sentences; the first that fits is taken."""
_OF_DOCUMENTS = (Intent.VALIDITY, Intent.DOCUMENT)
"""Answers to these tell how a document stands anyway."""

_GRANTS = re.compile("(?:补贴|补助|奖励|资助|贴息|津贴)")
_LABEL = 20
"""Characters of a heading in bold."""
UNSAID = "已收录的文件中没有找到相应规定。"


def exact(look: Look) -> Draft | None:
    """The answer from the catalog, where the question is about a named document; from the document itself, where that is
    not in force and nothing but its name would find it."""
    drafter = EXACT.get(look.question.intent)
    draft = drafter(look.asked, look.library) if drafter else None
    if draft is not None and look.question.intent in _OF_DOCUMENTS:
        return draft
    if draft is None and look.question.intent is not Intent.COMPARISON:
        ended = notinforce.named(look.asked, look.library)
        draft = notinforce.of_document(look.asked, look.library, ended) if ended is not None else None
    return warned(look, draft) if draft is not None else None


def settled(look: Look) -> Draft | None:
    """The answer that follows by rule, and that a model has nothing to add to: a look-up, a table, a checklist, an estimate,
    two documents that disagree."""
    ruled = exact(look) or _formed(look)
    if ruled is None:
        ruled = conflict.dispute(look.asked, look.library, notinforce.split(whole(look.found))[0])
    return ruled if ruled is not None and ruled.statements else None


def _formed(look: Look) -> Draft | None:
    """The answer in the first form that fits the question, if one does."""
    library = notinforce.compared(look.asked, look.library)
    return next((it for form in FORMS if (it := form(look.asked, library)) is not None), None)


def draft(look: Look) -> Draft:
    """The answer to one question; without statements where the evidence is not there."""
    found = exact(look) or _extracted(look)
    for other in look.question.others if not found.statements else ():
        reread = again(look, other)
        found = exact(reread) or _extracted(reread)
        if found.statements:
            break
    return found


def drafts(looks: Sequence[Look], together: Callable[[], Look]) -> Draft:
    """The answers to several questions, each under its question; what answers two of them is said once.

    `together` looks all of them up as one question: one passage may answer what no single question finds.
    """
    if len(looks) == 1:
        return draft(looks[0])  # whoever asks has looked for what the staff say to all of it
    each = [_one_of_several(look) for look in looks]
    answers = [_Answered(_label(look.question.asked), it) for look, it in zip(looks, each, strict=True)]
    said: set[Quote] = set()
    statements = [line for it in answers for line in it.lines(said)]
    unanswered = [it for it in answers if not it.draft.statements]
    if unanswered:
        joint = draft(together())
        more = _fresh(joint.statements, said)
        each += [joint] if more else []
        statements += more or [Statement(UNSAID, (), it.label) for it in unanswered if statements]
    notices = dict.fromkeys(notice for it in each for notice in it.notices)
    names = [*(name for it in each for name in it.unanswered), *(it.label for it in unanswered)]
    return Draft(tuple(statements), tuple(notices), tuple(names))


def _one_of_several(look: Look) -> Draft:
    """What the staff have answered to just this, else what the documents say, else what the staff say to its like."""
    staffs = desk.exactly(look.asked, look.library)
    if staffs is None:
        found = draft(look)
        staffs = None if found.statements else desk.instead(look.asked, look.library)
        if staffs is None:
            return found
    return warned(look, staffs)


@dataclass(frozen=True, slots=True)
class _Answered:
    """One question of several, as a heading, with its answer."""

    label: str
    draft: Draft

    def lines(self, said: set[Quote]) -> list[Statement | Table]:
        """What of the answer is not said yet, under its question unless it bears labels of its own; adds it to `said`."""
        lines = _fresh(self.draft.statements, said)
        if not lines or any(isinstance(line, Table) or line.label for line in lines):
            return lines
        first, *rest = lines
        assert isinstance(first, Statement)  # noqa: S101 - tables have gone above; this tells the type checker
        return [replace(first, label=self.label), *rest]


def _fresh(lines: Sequence[Statement | Table], said: set[Quote]) -> list[Statement | Table]:
    fresh = [line for line in lines if not _is_said(line, said)]
    said.update(quote for line in fresh for quote in line.proof)
    return fresh


def _label(asked: str) -> str:
    """A question as a heading; of a long one the last clause, which asks."""
    asked = asked.rstrip("？?。 ")
    return asked if len(asked) <= _LABEL else re.split("[，,：:]", asked)[-1]


def _is_said(line: Statement | Table, said: Iterable[Quote]) -> bool:
    """Whether every quote of the line lies within one that stands there already."""
    return bool(line.proof) and all(any(other.holds(quote) for other in said) for quote in line.proof)


def _extracted(look: Look) -> Draft:
    return warned(look, _evidenced(look))


def _evidenced(look: Look) -> Draft:
    formed = _formed(look)
    if formed is not None:
        return formed
    present, others = notinforce.split(whole(look.found))
    prevailing = notinforce.prevailing(look.question, look.library, present, others)
    if prevailing.statements:
        return prevailing
    best = best_of(look.question, present)
    if lost_to_damage(look.question, notinforce.split(look.found)[0]):
        return Draft(())
    if best is None or not look.bears(ENOUGH, best) or not _gives(look, best):
        return notinforce.second_look(look.asked, look.library)
    before = notinforce.before(look.asked, look.library, best)
    if before is not None:
        return before

    def document_of(hit: Hit) -> list[Hit]:
        return look.library.document(hit.chunk.card.doc_id, hit.rank)

    disputed = conflict.dispute(look.asked, look.library, present)
    if disputed is not None:
        return disputed
    now = extract(look.question, present, document_of)
    if not now.statements:
        return notinforce.second_look(look.asked, look.library)
    change = notinforce.change(look.question, look.library, best, others)
    return replace(now, statements=(*now.statements, *change))


def _gives(look: Look, best: Sentence) -> bool:
    """Whether a question for a grant (物流补贴) meets a sentence that grants, rather than one with the same words (现代物流产业)."""
    if not _GRANTS.search(look.question.standalone):
        return True
    return GIVING.search(f"{best.hit.chunk.heading} {best.hit.chunk.text[: best.offset + len(best.text)]}") is not None


def is_out_of_force(looks: Sequence[Look], draft: Draft) -> bool:
    """Whether nothing that is cited is in force: then the question is answered for another day than was asked."""
    as_of = looks[0].library.as_of
    standings = {card.validity.status(as_of) for card in _cited(draft)}
    tells_it = all(it.question.intent in _OF_DOCUMENTS for it in looks)
    return bool(standings) and standings <= notinforce.NOT_IN_FORCE and not tells_it


def _cited(draft: Draft) -> list[Card]:
    return [quote.hit.chunk.card for statement in draft.statements for quote in statement.proof]


def warned(look: Look, draft: Draft) -> Draft:
    """The draft, opened by what the reader must know of the cited texts that do not apply on the day, or not for long."""
    if not draft.statements:
        return draft
    said = cite(draft.statements)[0]
    warnings = standing.warning(_cited(draft), look.library.as_of, look.library.assistant.today, said)
    return replace(draft, notices=(*_going_back(look, draft), *draft.notices, *warnings))


def _going_back(look: Look, draft: Draft) -> tuple[str, ...]:
    """Of which day the answer is, where the question itself goes back to one."""
    then = look.asked.scope.as_of
    if then is None:
        return ()
    if is_out_of_force([look], draft):
        return (f"按 {then.isoformat()} 判断，已收录的文件中没有当日有效的规定。",)
    return (f"以下按 {then.isoformat()} 当日有效的文件回答。",)
