"""Questions that the documents did not answer, for the staff to answer; and what the staff have answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

from assistant.log.answering import answer_of
from assistant.log.desk import State, proof, state_of
from assistant.log.reader import entry
from assistant.log.staff import Source, StaffAnswer, add, find, narrowing, withdraw, written
from assistant.log.unanswered import Unanswered, unanswered
from assistant.web.desk.form import button, folded, form
from assistant.web.desk.moments import day_of, minute
from assistant.web.desk.narrowing import narrowed
from assistant.web.desk.office import Office
from assistant.web.desk.table import Column, Link, back, marked, nothing, pager, pairs, quoted, shown, table
from assistant.web.desk.tabs import tabs
from assistant.web.desk.unanswered.answering import answer_form, signature
from assistant.web.desk.unanswered.words import CHINESE, ENGLISH, Words
from assistant.web.desk.visit import Done, Visit
from corpus.errors import SettingError

_MARKS = {State.STANDING: "good", State.EXPIRED: "over", State.WITHDRAWN: "plain", State.UNPROVED: "gone"}


@dataclass(frozen=True, slots=True)
class Unanswereds:
    """The section /desk/unanswered."""

    office: Office
    slug: str = "unanswered"

    def view(self, visit: Visit) -> str:
        """The open questions, or with tab=given the answers written; with id one question; with own=1 an empty form."""
        said = CHINESE if visit.said.is_chinese else ENGLISH
        store = self.office.assistant.store
        if visit.query.get("own"):
            return back(replace(visit, query={}), visit.said) + answer_form(store, None, visit, said)
        found = unanswered(store, visit.today)
        if name := visit.query.get("id"):
            return self._one(next((it for it in found if name in it.ids), None), visit, said)
        given = written(store.catalog.engine)
        choice = tabs(visit, "tab", (("", said.open, len(found)), ("given", said.given, len(given))))
        choice += f'<a class="button aside" href="{escape(replace(visit, query={}).at(own=1))}">{escape(said.own)}</a>'
        body = self._given(given, visit, said) if visit.query.get("tab") == "given" else _open(found, visit, said)
        return f'<div class="bar">{choice}</div>{body}'

    def act(self, deed: str, fields: Mapping[str, str], visit: Visit) -> Done:
        """Keeps an answer, or withdraws one."""
        said, store = CHINESE if visit.said.is_chinese else ENGLISH, self.office.assistant.store
        if deed == "withdraw":
            withdraw(store.catalog.engine, fields.get("answer", ""))
            return Done(said.withdrawn)
        if deed != "answer":
            return Done(visit.said.no_deed, is_good=False)
        given = self._answer(fields, visit, said)
        before = find(store, given.question, visit.today, given.filters, exactly=True)
        add(store.catalog.engine, given)
        return Done(said.done_before.format(before.author) if before else said.done, query={"tab": "given"})

    def _answer(self, fields: Mapping[str, str], visit: Visit, said: Words) -> StaffAnswer:
        store, expires = self.office.assistant.store, fields.get("expires", "")
        if day_of(expires) is None:
            raise SettingError(said.no_day)
        doc_id, quote = fields.get("other") or fields.get("source") or None, fields.get("quote", "").strip() or None
        if (doc_id is None) != (quote is None):
            raise SettingError(said.half_source)
        if doc_id and quote:
            title = store.catalog.document(doc_id).card.title
            if proof(Source(doc_id, title, quote), store, visit.today) is None:
                raise SettingError(said.no_quote.format(title.strip("《》")))
        wording, name = " ".join(fields.get("wording", "").split()), fields.get("entry", "")
        if not name:
            return answer_of(store, wording, fields.get("text", ""), signature(visit), expires, doc_id, quote)
        asked = entry(store.catalog.engine, name)
        subject = name if wording == asked.standalone else wording
        given = answer_of(store, subject, fields.get("text", ""), signature(visit), expires, doc_id, quote)
        return replace(given, filters=narrowing(asked.filters), answers_log_id=asked.id)

    def _one(self, found: Unanswered | None, visit: Visit, said: Words) -> str:
        up = back(visit, visit.said)
        if found is None:
            return up + nothing(said.gone)
        entry_link = f'<a href="/desk/answers?id={found.ids[0]}">{escape(said.entry)}</a>'
        facts = pairs(
            (
                (said.asked, escape(said.times.format(len(found.ids)))),
                (said.last, f"{minute(found.last_asked)} · {entry_link}"),
                (said.narrowed, escape(narrowed(found.filters, visit.said))),
            )
        )
        head = f'<h2 class="subject">{escape(found.question)}</h2>{facts}'
        return up + head + answer_form(self.office.assistant.store, found, visit, said)

    def _given(self, given: Sequence[StaffAnswer], visit: Visit, said: Words) -> str:
        if not given:
            return nothing(said.none_given)
        store = self.office.assistant.store
        some = [(it, state_of(it, store, visit.today)) for it in given[shown(given, visit)]]
        cards = "".join(_card(it, state, visit, said) for it, state in some)
        return f'<div class="cards">{cards}</div>{pager(len(given), visit)}'


def _open(found: Sequence[Unanswered], visit: Visit, said: Words) -> str:
    if not found:
        return nothing(said.none_open)
    columns = (Column(visit.said.question), Column(said.asked, name="number"), Column(said.last, name="time"))
    rows = []
    for it in found[shown(found, visit)]:
        narrow = narrowed(it.filters, visit.said)
        note = f'<p class="note">{escape(" · ".join(filter(None, (narrow, *it.nearest[:2]))))}</p>'
        rows.append((Link(it.question, visit.at(id=it.ids[0]), note), str(len(it.ids)), minute(it.last_asked)))
    return table(said.open, columns, rows, visit) + pager(len(found), visit)


def _card(it: StaffAnswer, state: State, visit: Visit, said: Words) -> str:
    proved = ""
    if it.source:
        address = f"/documents/{it.source.doc_id}"
        proved = f'<a href="{escape(address)}" target="_blank">《{escape(it.source.title.strip("《》"))}》</a>“{escape(it.source.quote)}”'
    facts = pairs(
        (
            (said.author, escape(it.author) + f" · {it.written_on.isoformat()}"),
            (said.until, it.expires_on.isoformat()),
            (said.narrowed, escape(narrowed(it.filters, visit.said))),
            (said.proof, proved),
        )
    )
    foot = ""
    if state not in (State.WITHDRAWN, State.EXPIRED):
        really = button(said.withdraw_really, "danger", describes=it.question)
        foot = folded(said.withdraw, form("withdraw", really, css="inline", answer=it.id))
    mark = marked(said.states[state], _MARKS[state])
    return f'<article class="card"><h2>{escape(it.question)} {mark}</h2>{quoted(it.text)}{facts}{foot}</article>'
