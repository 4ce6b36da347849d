"""A checklist: every condition of a policy beside what the enterprise told, and whether that meets it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.conditions.ground import ground_of
from assistant.conditions.match import Judged, every, judge
from assistant.conditions.matter import about, is_specific, specific
from assistant.conditions.requirements import Requirement, Requirements, applies_to, granted_if, lists_in
from assistant.evidence import Sentence
from assistant.library import Asked, Library, whole
from assistant.question import Intent, Question
from assistant.refuse import COMPARED, STRICT, supports
from assistant.situation import Situation, situation
from assistant.statement import Draft, Statement, Table
from corpus.normalize import fold, in_title_marks, simplify
from index.hit import Hit

MET, UNMET, OPEN = "满足", "不满足", "需补充"
UNTOLD = "未说明"
MEANT = "要核对的政策"
_HEAD = ("条件", "您的情况", "判断")
_DOCUMENTS = 4
"""Documents, best first, in which a list of conditions is looked for."""
_CASTING = re.compile(r"[;；。，,]+$")
_ASKS_FOR_A_CHECK = re.compile("条件|要求|资格|够|还[差缺]|符合|满足|达标")


@dataclass(frozen=True, slots=True)
class _Row:
    """A condition, and what is known of it."""

    requirement: Requirement
    judged: Judged


def conditions(asked: Asked, library: Library) -> Draft | None:
    """The checklist of the policy that the question is about; None where it has no list of conditions."""
    question = asked.question
    if question.intent is not Intent.CONDITIONS:
        return None
    told = situation((*question.earlier, question.asked), library.as_of)
    topic = about(question, library.shelf.parks)
    found = whole(library.weigh(topic, library.search(topic)))
    if not is_specific(topic.standalone):
        return _which(found, library)
    parks = library.shelf.parks_in(topic.standalone)
    for best in _best_of_documents(found, parks, specific(topic.standalone)):
        draft = _checked(best, found, told, topic, library)
        if draft is not None:
            return draft
    return None


def _which(found: Sequence[Sentence], library: Library) -> Draft | None:
    """Asks which policy is meant, naming those near the question that list conditions."""
    near = dict.fromkeys(it.hit.chunk.card.doc_id for it in sorted(found, key=lambda one: -one.score))
    listed = [lists_in(library.document(doc_id)) for doc_id in near]
    leads = [
        next(one.lead for one in lists if not one.excludes) for lists in listed if not all(it.excludes for it in lists)
    ]
    if not leads:
        return None
    leads = leads[:_DOCUMENTS]
    titles = "、".join(in_title_marks(simplify(lead.hit.chunk.card.title)) for lead in leads)
    text = f"请说明要核对哪一项政策的条件。已收录的文件中，列有条件的有：{titles}。"
    return Draft((Statement(text, tuple(leads), is_told=True),), unanswered=(MEANT,))


def _best_of_documents(found: Sequence[Sentence], parks: Sequence[str], matter: Sequence[str]) -> list[Sentence]:
    """The best sentence of each document that may be about the matter and `parks`, best first."""
    best: dict[str, Sentence] = {}
    for sentence in sorted(found, key=lambda one: -one.score):
        best.setdefault(sentence.hit.chunk.card.doc_id, sentence)

    def is_meant(sentence: Sentence) -> bool:
        named = any(park in sentence.hit.chunk.card.title for park in parks)
        return supports(sentence, COMPARED if named else STRICT) and (named or not parks)

    near = list(best.values())[:_DOCUMENTS]
    # Once a title names the matter (数据产业), the conditions of another policy are not what was asked for.
    named = [{word for word in matter if word in fold(it.hit.chunk.card.title)} for it in near]
    most = max(named, key=len, default=set())
    return [it for it, own in zip(near, named, strict=True) if own >= most and is_meant(it)]


def _checked(
    best: Sentence, found: Sequence[Sentence], told: Situation, topic: Question, library: Library
) -> Draft | None:
    document = library.document(best.hit.chunk.card.doc_id)
    listed = lists_in(document)
    main = _nearest([one for one in listed if not one.excludes and _is_of_level(one, topic.standalone)], found)
    shuts_out = [one for one in listed if one.excludes]
    if main is None and not shuts_out:
        return None
    ground = ground_of(best.hit.chunk.card, library.cards)

    def rows(requirements: Sequence[Requirement]) -> list[_Row]:
        return [_Row(one, judge(one.text, told, ground, excluded=one.excluded)) for one in requirements]

    first = rows(_before(document, best, listed, topic.standalone))
    chosen = rows(main.items) if main else []
    last = rows([item for one in shuts_out for item in one.items])
    if not any(row.judged.told for row in (*first, *chosen, *last)) and not _ASKS_FOR_A_CHECK.search(topic.asked):
        return None
    lost = sum(one.lost for one in (main, *shuts_out) if one)
    verdict = every((*(row.judged.holds for row in (*first, *last)), _of_list(main, chosen), None if lost else True))
    return _drafted(best.hit, main or shuts_out[0], [*first, *chosen, *last], verdict, lost)


def _nearest(lists: Sequence[Requirements], found: Sequence[Sentence]) -> Requirements | None:
    """The list of conditions that is most about the matter: a policy may have one for each level."""

    def score(one: Requirements) -> float:
        chunks = {one.lead.hit.chunk.chunk_id, *(item.quote.hit.chunk.chunk_id for item in one.items)}
        return max((it.score for it in found if it.hit.chunk.chunk_id in chunks), default=float("-inf"))

    return max(lists, key=score, default=None)


def _is_of_level(one: Requirements, matter: str) -> bool:
    """The conditions of a 市级 title are not those of a 国家级 one."""
    asked, listed = ({*_LEVEL.findall(text)} for text in (matter, one.lead.text))
    return not asked or not listed or bool(asked & listed)


_LEVEL = re.compile("国家级|省级|市级|区级|县级")


def _before(document: Sequence[Hit], best: Sentence, listed: Sequence[Requirements], matter: str) -> list[Requirement]:
    """Whom the policy applies to, and what the very grant that was asked for depends on."""
    scope = applies_to(document, matter)
    own = granted_if(best.hit, best.offset, best.offset + len(best.text))
    taken = {one.lead.hit.chunk.chunk_id for one in listed}
    if own is not None and (best.hit.chunk.chunk_id in taken or (scope and scope.quote.text in own.quote.text)):
        own = None
    return [one for one in (scope, own) if one is not None]


def _of_list(main: Requirements | None, rows: Sequence[_Row]) -> bool | None:
    """Whether as many conditions are met as the list asks for."""
    if main is None:
        return True
    met = sum(row.judged.holds is True for row in rows)
    open_ = sum(row.judged.holds is None for row in rows)
    return True if met >= main.need else None if met + open_ >= main.need else False


def _drafted(hit: Hit, lead: Requirements, rows: Sequence[_Row], verdict: bool | None, lost: int) -> Draft:
    counts = [sum(row.judged.holds is holds for row in rows) for holds in (True, False, None)]
    summed = "，".join(f"{name} {count} 项" for name, count in zip((MET, UNMET, OPEN), counts, strict=True))
    title = in_title_marks(simplify(hit.chunk.card.title))
    asks = "" if lead.excludes or lead.need == len(lead.items) else f"所列条件满足其中 {lead.need} 项即可。"
    first = Statement(
        f"按您提供的情况：{summed}（对照{title}）。{asks}{_CONCLUSIONS[verdict]}", (lead.lead,), is_told=True
    )
    table = Table(_HEAD, tuple(_cells(row) for row in rows))
    notes = (Statement(f"（另有 {lost} 项条件的原文已损坏，未列出；请查阅原件。）", ()),) if lost else ()
    unanswered = tuple(row.requirement.text for row in rows if row.judged.holds is None) if verdict is None else ()
    return Draft((first, table, *notes), unanswered=unanswered)


_CONCLUSIONS = {
    True: "初步符合，以主管部门认定为准。",
    False: "暂不符合，以主管部门认定为准。",
    None: "还不能得出结论，请就“需补充”的各项说明情况。",
}


def _cells(row: _Row) -> tuple[Statement, ...]:
    text = _CASTING.sub("", simplify(" ".join(row.requirement.text.split())))
    label = "不得有" if row.requirement.excluded else row.requirement.label
    text = f"{label}：{text}" if label else text
    name = {True: MET, False: UNMET, None: OPEN}[row.judged.holds]
    told = "；".join(row.judged.told)
    if row.judged.holds is None:
        told = f"{told}（未说明：{'；'.join(row.judged.untold)}）" if told and row.judged.untold else told or UNTOLD
    cell = Statement(text, (row.requirement.quote,), is_told=row.requirement.excluded)
    return cell, Statement(told, ()), Statement(name, ())
