"""What is missing or doubtful in documents, one by one, with the way to mend it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from assistant.open import limits_of
from assistant.stock.failed import dismiss, retry
from assistant.stock.problem import Problem, Remedy, Sort
from assistant.stock.problems import problems
from assistant.web.desk.form import button, choice, form, search, text
from assistant.web.desk.office import Office
from assistant.web.desk.quality.words import CHINESE, ENGLISH, Words
from assistant.web.desk.table import Cell, Column, Link, marked, nothing, pager, shown, table
from assistant.web.desk.visit import Done, Visit
from corpus.normalize import fold
from index.corrections.rereading import reread

_GRAVE = (Sort.FAILED, Sort.DAMAGED, Sort.CAUTION, Sort.DATES)


@dataclass(frozen=True, slots=True)
class Quality:
    """The section /desk/quality."""

    office: Office
    slug: str = "quality"

    def view(self, visit: Visit) -> str:
        """Every problem, the gravest first, or those of one sort."""
        said = CHINESE if visit.said.is_chinese else ENGLISH
        every = problems(self.office.assistant.store, visit.today)
        found = _narrowed(every, visit)
        if not found:
            body = nothing(said.none_filtered if every else said.none)
        else:
            rows = [_row(it, visit, said) for it in found[shown(found, visit)]]
            columns = (
                Column(visit.said.document, name="main"),
                Column(said.sort, name="short"),
                Column(said.problem),
                Column(said.remedies, name="deeds"),
            )
            body = table(visit.said.sections[self.slug], columns, rows, visit) + pager(len(found), visit)
        return (_filters(every, visit, said) if every else "") + body

    def act(self, deed: str, fields: Mapping[str, str], visit: Visit) -> Done:
        """Reads a document again, tries a file again, or says no more of it."""
        said = CHINESE if visit.said.is_chinese else ENGLISH
        assistant, path = self.office.assistant, fields.get("path", "")
        if deed == "dismiss":
            dismiss(assistant.store, path)
            return Done(said.dismissed)
        if deed == "retry":
            again = retry(assistant.store, path, limits=limits_of(assistant.settings))
            reasons = [it.reason for it in again.files if it.reason is not None]
            return Done("；".join(reasons) or said.reread, is_good=not reasons)
        if deed != "reread":
            return Done(visit.said.no_deed, is_good=False)
        report = reread(assistant.store, fields.get("document", ""), visit.author, limits_of(assistant.settings))
        return Done(report.reason or said.reread, is_good=report.reason is None)


def _narrowed(every: Sequence[Problem], visit: Visit) -> list[Problem]:
    sort, words = visit.query.get("sort"), fold(visit.query.get("find", "")).split()
    return [
        it
        for it in every
        if (not sort or it.sort.value == sort) and all(word in fold(f"{it.title} {it.source_path}") for word in words)
    ]


def _row(it: Problem, visit: Visit, said: Words) -> tuple[Cell, ...]:
    path = f'<p class="note">{escape(it.source_path)}</p>'
    name: Cell = escape(it.title) + path
    if it.doc_id is not None:
        name = Link(it.title or visit.said.page.untitled, f"/desk/documents?id={it.doc_id}", path)
    mark = marked(said.stock.sorts[it.sort], "gone" if it.sort in _GRAVE else "over")
    others = "".join(f' <a href="/desk/documents?id={escape(one)}">{escape(said.others)}</a>' for one in it.others)
    ways = "".join(_way(remedy, it, said) for remedy in it.remedies)
    return name, mark, escape(said.stock.said(it)) + others, f'<div class="ways">{ways}</div>'


def _way(remedy: Remedy, it: Problem, said: Words) -> str:
    label = said.stock.remedies[remedy]
    if remedy is Remedy.REPLACE:
        return f'<a href="/desk/upload">{escape(label)}</a>'
    if remedy in (Remedy.RETRY, Remedy.DISMISS):
        return form(remedy.value, button(label, describes=it.title), css="inline", path=it.values.get("path", ""))
    if it.doc_id is None:
        return ""
    if remedy is Remedy.REREAD:
        return form("reread", button(label, describes=it.title), css="inline", document=it.doc_id)
    return f'<a href="/desk/documents?id={escape(it.doc_id)}">{escape(label)}</a>'


def _filters(every: Sequence[Problem], visit: Visit, said: Words) -> str:
    counts = Counter(it.sort for it in every)
    sorts = [(it.value, f"{said.stock.sorts[it]}（{counts[it]}）") for it in Sort if counts[it]]
    return search(
        text("find", said.find, visit.query.get("find", ""), kind="search")
        + choice("sort", said.sort, (("", visit.said.any), *sorts), visit.query.get("sort", ""))
    )
