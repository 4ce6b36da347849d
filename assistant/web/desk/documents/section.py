"""The documents: found, corrected, removed, and all of it undone."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from assistant.open import limits_of
from assistant.stock.form import form
from assistant.web.cards import badge
from assistant.web.desk.documents.changes import changes, removed
from assistant.web.desk.documents.detail import detail
from assistant.web.desk.documents.register import Listed, narrowed
from assistant.web.desk.documents.words import CHINESE, ENGLISH, Words
from assistant.web.desk.form import choice, search, text
from assistant.web.desk.moments import minute
from assistant.web.desk.office import Office
from assistant.web.desk.table import Column, Link, back, marked, nothing, pager, shown, table
from assistant.web.desk.tabs import tabs
from assistant.web.desk.visit import Done, Visit
from corpus.document import Status
from corpus.errors import BadCorrection
from corpus.identity.amended import FIELDS
from index.corrections.deeds import Deed, history
from index.corrections.door import correct, remove, undo
from index.corrections.rereading import reread

_FILTERS = ("find", "status", "kind", "region", "problem")


@dataclass(frozen=True, slots=True)
class Documents:
    """The section /desk/documents."""

    office: Office
    slug: str = "documents"

    def view(self, visit: Visit) -> str:
        """The list; with id one document; with tab=removed or history what was done to documents."""
        said = CHINESE if visit.said.is_chinese else ENGLISH
        store, tab = self.office.assistant.store, visit.query.get("tab", "")
        rows = self.office.register.listed(visit.today)
        if doc_id := visit.query.get("id"):
            done = history(store.catalog.engine, doc_id)
            listed = next((it for it in rows if it.card.doc_id == doc_id), None)
            if listed is None:
                return back(visit, visit.said) + (changes(done, visit, said) if done else nothing(said.none_filtered))
            return back(visit, visit.said) + detail(listed, done, form(store, doc_id), rows, visit, said)
        every = history(store.catalog.engine)
        gone = [it for it in every if it.deed is Deed.REMOVE and it.can_be_undone]
        names = (
            ("", said.held, len(rows)),
            ("removed", said.removed, len(gone)),
            ("history", said.history, len(every)),
        )
        way = (
            f'<a class="button primary aside" href="/desk/upload">{escape(said.upload)}</a>'
            if "upload" in self.office.slugs
            else ""
        )
        bar = f'<div class="bar">{tabs(visit, "tab", names)}{way}</div>'
        if tab == "removed":
            return bar + removed(gone, visit, said)
        return bar + (changes(every, visit, said) if tab == "history" else _list(rows, visit, said))

    def act(self, deed: str, fields: Mapping[str, str], visit: Visit) -> Done:
        """Corrects, removes, and takes either back."""
        said = CHINESE if visit.said.is_chinese else ENGLISH
        try:
            return self._done(deed, fields, visit, said)
        except BadCorrection as error:
            return Done(_in_words(str(error), said), is_good=False)

    def _done(self, deed: str, fields: Mapping[str, str], visit: Visit, said: Words) -> Done:
        store, doc_id = self.office.assistant.store, fields.get("document", "")
        if deed == "correct":
            touched = _touched(fields)
            if not touched:
                return Done(said.nothing_changed, is_good=False)
            correct(store, doc_id, touched, visit.author)
            return Done(said.saved)
        if deed == "repeal":
            given = {name: fields.get(name, "") for name in ("repealed_on", "repealed_by") if fields.get(name)}
            if not given:
                return Done(said.repeal_note, is_good=False)
            correct(store, doc_id, given, visit.author)
            return Done(said.repealed)
        if deed == "unrepeal":
            correct(store, doc_id, {"repealed_on": "", "repealed_by": ""}, visit.author)
            return Done(said.unrepealed)
        if deed == "remove":
            title = store.catalog.document(doc_id).card.title
            remove(store, doc_id, visit.author)
            return Done(said.removed_done.format(title.strip("《》")), query={"tab": "removed"})
        if deed == "reread":
            report = reread(store, doc_id, visit.author, limits_of(self.office.assistant.settings))
            return Done(report.reason or said.reread_done, is_good=report.reason is None)
        if deed == "undo":
            undo(store, fields.get("correction", ""), visit.author)
            return Done(said.undone)
        return Done(visit.said.no_deed, is_good=False)


def _touched(fields: Mapping[str, str]) -> dict[str, str]:
    """The fields that differ from what the form showed: what somebody else has changed since then is left alone."""
    try:
        before = json.loads(fields.get("before", ""))
    except ValueError:
        before = None
    if not isinstance(before, dict):
        before = {}
    return {name: fields[name] for name in FIELDS if name in fields and fields[name].strip() != before.get(name, "")}


def _in_words(complaint: str, said: Words) -> str:
    """A complaint with the fields called as on the form."""
    for name, label in said.fields.items():
        complaint = complaint.replace(name, label)
    return complaint


def _list(rows: Sequence[Listed], visit: Visit, said: Words) -> str:
    found = narrowed(rows, visit.query)
    is_filtered = any(visit.query.get(name) for name in _FILTERS)
    columns = (
        Column(visit.said.document, "title", "main"),
        Column(visit.said.status, name="short"),
        Column(said.kind, name="short"),
        Column(said.region),
        Column(said.dated, "dated", "time"),
        Column(said.added, "added", "time"),
    )
    if not found:
        return _filters(rows, is_filtered, visit, said) + nothing(said.none_filtered if is_filtered else said.none)
    some = [_row(it, visit, said) for it in found[shown(found, visit)]]
    return _filters(rows, is_filtered, visit, said) + table(said.held, columns, some, visit) + pager(len(found), visit)


def _row(it: Listed, visit: Visit, said: Words) -> tuple[str | Link, ...]:
    card, page = it.card, visit.said.page
    about = escape(" · ".join(filter(None, (card.doc_number, card.issuer))))
    damaged = marked(said.sound.format(it.quality), "over") if "damaged" in it.problems else ""
    expiring = marked(page.expires.format(card.validity.expires_on), "over") if "expiring" in it.problems else ""
    cautioned = marked(said.problems["cautioned"], "over") if it.cautions else ""
    notes = " ".join(filter(None, (about, damaged, expiring, cautioned)))
    note = f'<p class="note">{notes}</p>' if notes else ""
    return (
        Link(card.title or page.untitled, visit.at(id=card.doc_id), note),
        badge(it.status, page),
        escape(page.kinds[card.kind]) if card.kind else "",
        escape(card.region or ""),
        str(card.dated_on or ""),
        minute(it.added_at)[:10],
    )


def _filters(rows: Sequence[Listed], is_filtered: bool, visit: Visit, said: Words) -> str:
    now, page = visit.query.get, visit.said
    regions = sorted({it.card.region for it in rows if it.card.region})
    kinds = [it for it in page.page.kinds if any(row.card.kind is it for row in rows)]
    clear = f'<button type="reset" class="button quiet">{escape(page.clear)}</button>' if is_filtered else ""
    return search(
        text("find", said.find, now("find", ""), kind="search")
        + choice("status", page.status, (("", page.any), *((it.value, page.page.statuses[it]) for it in Status)), now("status", ""))
        + choice("kind", said.kind, (("", page.any), *((it.value, page.page.kinds[it]) for it in kinds)), now("kind", ""))
        + choice("region", said.region, (("", page.any), *((it, it) for it in regions)), now("region", ""))
        + choice("problem", said.problem, (("", page.any), *said.problems.items()), now("problem", ""))
        + clear
    )  # fmt: skip
