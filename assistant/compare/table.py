"""Putting parks, places, documents or cases side by side, a citation in each cell."""

import re
from collections.abc import Sequence

from assistant.compare.alternatives import side_by_side
from assistant.compare.cells import Cell, Reader
from assistant.compare.matters import FIRST, Matter, named, rank
from assistant.compare.outline import outlines
from assistant.compare.provisions import provisions
from assistant.compare.ranking import asks_which, ranked
from assistant.compare.subjects import Subject, asks_of_every, only_park, subjects, unnamed_parks
from assistant.evidence import Sentence, best_of
from assistant.extract import shorten
from assistant.library import Asked, Library, whole
from assistant.question import Intent, Question
from assistant.refuse import COMPARED, STRICT, supports
from assistant.standing import describe
from assistant.statement import Draft, Statement, Table, quote_of
from corpus.normalize import fold, in_title_marks, simplify

_MOST = 6
"""Subjects, and matters that the question does not name; more is a table that nobody asked for."""
_WIDEST = 4
"""Subjects that stand as columns; more of them are rows, which a small screen can show."""
_LINES = 3
"""Subjects of a single matter that read better as lines than as a table."""
_SHARED = 2
_NO_SUM = "各项支持的对象和计算口径不同，不能合计排序，以下逐项对比。"
_IN_GENERAL = re.compile(
    "政策|优惠|扶持|支持|奖补|奖励|补贴|区别|不同|对比|比较|差别|差异|相比|好|力度|最[高大多优强]|哪个"
)
_DIFFERING = re.compile("差多少|差几|差在哪|相差|有何区别|新旧|新老|哪[个家](?:更?[高低多少长短大小]|便宜|划算|贵)")
_SEVERAL = 2
_WHAT_IS_GIVEN = re.compile(
    "(?:哪些|哪几[种项类]|什么|啥)(?:样的)?(?:优惠|补贴|补助|奖励|扶持|支持|政策|好处|待遇|资助)|(?:优惠|补贴|奖励|扶持|支持)(?:政策|措施)?(?:有|包括)(?:哪些|什么|啥)"
)
_PLACES = re.compile("各地|各[省市县]|哪[个些]?(?:城市|省|市|地方)|不同(?:文件|地方|地区|城市)|[两三四五几]地")


def _sets_side_by_side(question: str, library: Library) -> bool:
    """Whether a question names two parks or more that documents are named after."""
    return len(library.shelf.parks_in(question)) > 1


def compare(asked: Asked, library: Library) -> Draft | None:
    """A line or a column for each subject; where its documents are silent on a matter, the answer says so. None where the
    question sets nothing side by side."""
    question = asked.question
    is_comparing = question.intent is Intent.COMPARISON or _DIFFERING.search(question.standalone) is not None
    if not is_comparing and not _sets_side_by_side(question.standalone, library):
        return _all_of_one(question, library) or _of_each_park(asked, library)
    each = subjects(asked, library)
    if len(each) > 1:
        return _compared(question, Reader(library, question, each), is_every=_is_every(question, each))
    return _several_of_one(question, library) or side_by_side(asked, library) or _by_document(asked, library)


def _all_of_one(question: Question, library: Library) -> Draft | None:
    """Everything that the one park gives, a line each, where the question asks in general: 东湖有哪些补贴和奖励."""
    park = only_park(question.standalone, library) if _WHAT_IS_GIVEN.search(question.standalone) else None
    if park is None or named(question.standalone.replace(park.label, " ").replace(park.word, " ")):
        return None
    given = [offer for offer in Reader(library, question, (park,)).offers(park) if offer.matter or offer.caption]
    if len(given) < _SEVERAL:
        return None
    lines = [Statement(f"{park.label}的支持有 {len(given)} 项：", (), is_told=True)]
    for offer in given:
        quote = quote_of(offer.hit, offer.start, offer.start + len(offer.text))
        name = offer.caption or (offer.matter.name if offer.matter else "")
        lines.append(Statement(f"- {name}：{simplify(' '.join(offer.text.split()))}", (quote,)))
    return Draft(tuple(lines))


def _of_each_park(asked: Asked, library: Library) -> Draft | None:
    """What each park gives, where the question does not say in which and the nearest rule is that of one of several."""
    matters = named(asked.question.standalone)
    parks = unnamed_parks(asked, library) if matters else ()
    if len(parks) < _SEVERAL:
        return None
    best = best_of(asked.question, whole(library.weigh(asked.question, asked.hits)))
    own = {card.doc_id for park in parks for card in park.documents}
    if best is None or best.hit.chunk.card.doc_id not in own:
        return None
    reader = Reader(library, asked.question, parks)
    giving = [park for park in parks if not reader.given(park, matters[0]).is_silent]
    return _compared(asked.question, reader, is_every=True) if len(giving) >= _SEVERAL else None


def _several_of_one(question: Question, library: Library) -> Draft | None:
    """A line for each of several matters that are asked of one park; None where it gives fewer than two of them."""
    park = only_park(question.standalone, library)
    if park is None:
        return None
    reader = Reader(library, question, (park,))
    text = question.standalone.replace(park.label, " ").replace(park.word, " ")
    cells = {matter: reader.given(park, matter) for matter in named(text, reader.captions)[:_MOST]}
    if sum(not cell.is_silent for cell in cells.values()) < _SEVERAL:
        return None
    silent = tuple(matter.name for matter, cell in cells.items() if cell.is_silent)
    return Draft(tuple(cell.stated(matter.name) for matter, cell in cells.items()), unanswered=silent)


def _is_every(question: Question, each: Sequence[Subject]) -> bool:
    """Whether nobody named the subjects: then those that have nothing to say are left out."""
    named_ones = [one for one in each if one.is_document or (one.word and one.word in question.standalone)]
    return asks_of_every(question.standalone) and len(named_ones) < len(each)


def _compared(question: Question, reader: Reader, *, is_every: bool) -> Draft:
    text = question.standalone
    for subject in reader.subjects:
        text = text.replace(subject.label, " ").replace(subject.word, " ") if subject.word else text
    matters = (*named(text, reader.captions), *provisions(text))
    rows = {matter: _row(reader, matter, is_every=is_every) for matter in matters[:_MOST]}
    rows = rows or _unnamed(reader, is_every=is_every)
    each = _shown(reader, list(rows.values()), is_every=is_every)
    table = {matter: [cell for cell in row if cell.subject in each] for matter, row in rows.items()}
    cells = [cell for row in table.values() for cell in row]
    if all(cell.is_silent for cell in cells):
        if not matters and all(subject.is_document for subject in each):
            return Draft((outlines(each, reader.library),))
        return Draft((), unanswered=tuple(subject.label for subject in each))
    first = next(iter(table.values()))
    if len(table) == 1 and (both := _of_all(first)):
        return Draft(both)
    wants_best = asks_which(question)
    lead = ranked(question, first) if wants_best and len(table) == 1 else ()
    notes = (_NO_SUM,) if wants_best and len(table) > 1 else ()
    silent = tuple(dict.fromkeys(cell.subject.label for cell in cells if cell.is_silent))
    body = _lines(first) if len(table) == 1 and len(each) <= _LINES else (_table(table, each),)
    return Draft(
        (*lead, *body),
        notices=(*notes, *_ended(reader, each, cells)),
        unanswered=() if is_every or not matters else silent,
    )


def _of_all(cells: Sequence[Cell]) -> tuple[Statement, ...]:
    """The one sentence that speaks of all subjects together, said once; empty where each has its own."""
    stated = [cell for cell in cells if not cell.is_silent]
    told = {(cell.text, *((it.hit.chunk.chunk_id, it.start) for it in cell.proof)) for cell in stated}
    return (stated[0].stated(),) if len(told) == 1 and len(stated) > 1 else ()


def _row(reader: Reader, matter: Matter, *, is_every: bool) -> list[Cell]:
    """A cell for each subject: what its own documents give, else the sentence that speaks of the matter."""
    row = [reader.given(subject, matter) for subject in reader.subjects]
    if is_every and sum(not cell.is_silent for cell in row) >= _SHARED:
        return row
    said = reader.each_said(matter, STRICT if is_every else COMPARED, [cell.subject for cell in row if cell.is_silent])
    spoken = {cell.subject: cell for cell in said}
    return [spoken.get(cell.subject, cell) for cell in row]


def _unnamed(reader: Reader, *, is_every: bool) -> dict[Matter, list[Cell]]:
    """The matters that most subjects have in common, or what the question asks for in its own words."""
    own = Matter("", ())
    if not _only_in_general(reader):
        row = reader.each_said(None, STRICT if is_every else COMPARED)
        # Of two documents it is worth knowing how they differ at all; of parks an answer to something else is none.
        if any(not cell.is_silent for cell in row) or not all(it.is_document for it in reader.subjects):
            return {own: row}
    order = _shared(reader)[:_MOST]
    rows = {matter: [reader.given(subject, matter) for subject in reader.subjects] for matter in order}
    return rows or {own: reader.each_said(None, COMPARED)}


def _shared(reader: Reader) -> list[Matter]:
    """What the subjects' own documents give something for: what most of them have first, what one has as it has it."""
    givers: dict[Matter, set[str]] = {}
    for subject in reader.subjects:
        for offer in reader.offers(subject):
            if offer.matter is not None:
                givers.setdefault(offer.matter, set()).add(subject.label)
    shared = sorted((it for it in givers if len(givers[it]) >= _SHARED), key=lambda it: (-len(givers[it]), rank(it)))
    single = sorted((it for it in givers if it not in shared), key=lambda it: min(rank(it), FIRST))
    return [*shared, *single]


def _only_in_general(reader: Reader) -> bool:
    """Whether the question names nothing but its subjects and what it wants in general: 东湖和青岚的优惠政策有什么区别."""
    left = [word for word in reader.question.words if not _IN_GENERAL.search(word)]
    spoken = [fold(subject.label + subject.word) for subject in reader.subjects]
    return not [word for word in left if not any(word in name for name in spoken) and word not in _GENERIC]


_GENERIC = frozenset(
    "园区 产业 开发区 高新区 经开区 产业园 产业园区 企业 入驻 落户 投资 办法 措施 规定 文件 内容 力度 新旧 新老 哪个好 政策".split()
)


def _shown(reader: Reader, rows: Sequence[Sequence[Cell]], *, is_every: bool) -> list[Subject]:
    """The subjects that get a column: all that were named; of all there are, those that give anything at all."""
    if not is_every:
        return list(reader.subjects)
    stated = {cell.subject.label for row in rows for cell in row if not cell.is_silent}
    given = [subject for subject in reader.subjects if subject.label in stated]
    giving = [subject for subject in reader.subjects if subject.label not in stated and reader.offers(subject)]
    return [subject for subject in reader.subjects if subject in [*given, *giving][:_MOST]]


def _lines(cells: Sequence[Cell]) -> tuple[Statement, ...]:
    """A line for each subject, those that say something first."""
    ordered = sorted(cells, key=lambda cell: cell.is_silent)
    return tuple(cell.stated(cell.subject.label) for cell in ordered)


def _table(rows: dict[Matter, list[Cell]], each: Sequence[Subject]) -> Table:
    if len(each) <= _WIDEST and len(rows) > 1:
        body = tuple((Statement(matter.name, ()), *(cell.stated() for cell in row)) for matter, row in rows.items())
        return Table(("事项", *(subject.label for subject in each)), body)
    by_subject = [[row[at] for row in rows.values()] for at in range(len(each))]
    lines = tuple(
        (Statement(subject.label, ()), *(cell.stated() for cell in row))
        for subject, row in zip(each, by_subject, strict=True)
    )
    sort = "文件" if each[0].is_document else "地区" if each[0].region else "园区"
    return Table((sort, *(matter.name or "规定" for matter in rows)), lines)


def _ended(reader: Reader, each: Sequence[Subject], cells: Sequence[Cell]) -> tuple[str, ...]:
    """A note for each subject of which nothing is said because its own document no longer applies."""
    library = reader.library
    spoken = {cell.subject.label for cell in cells if not cell.is_silent}
    notes = []
    for subject in each:
        if subject.label in spoken or subject.is_document or not subject.word:
            continue
        own = [card for card in library.everything.titled(subject.word) if card.validity.status(library.as_of).is_past]
        notes += [f"注意：{describe(card, library.as_of)}未列入对比。" for card in own[:1]]
    return tuple(notes)


def _by_document(asked: Asked, library: Library) -> Draft | None:
    """The best line of each document that answers, when the question asks of places without naming them."""
    if not _PLACES.search(asked.question.standalone):
        return None
    best: dict[str, Sentence] = {}
    for sentence in sorted(whole(library.weigh(asked.question, asked.hits)), key=lambda one: -one.score):
        best.setdefault(sentence.hit.chunk.card.doc_id, sentence)
    lines = [sentence for sentence in best.values() if supports(sentence)][:_MOST]
    return Draft(tuple(_line(asked.question, sentence) for sentence in lines)) if lines else None


def _line(question: Question, sentence: Sentence) -> Statement:
    quote = quote_of(sentence.hit, sentence.offset, sentence.offset + len(sentence.text))
    return Statement(shorten(question, quote.text), (quote,), in_title_marks(sentence.hit.chunk.card.title))
