"""The inbox of feedback: what people thought of their answers, until somebody has dealt with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from assistant.log.feedback import Feedback, Reason, Sought, given, settle
from assistant.web.desk.feedback.words import CHINESE, ENGLISH, Words
from assistant.web.desk.form import button, choice, form, search
from assistant.web.desk.moments import minute
from assistant.web.desk.office import Office
from assistant.web.desk.table import marked, nothing, pager, quoted, shown
from assistant.web.desk.tabs import tabs
from assistant.web.desk.visit import Done, Visit

_SETTLED, _ALL = "settled", "all"


@dataclass(frozen=True, slots=True)
class Inbox:
    """The section /desk/feedback."""

    office: Office
    slug: str = "feedback"

    def view(self, visit: Visit) -> str:
        """The feedback that waits, or with tab=settled or all that which does not, the newest first."""
        said = CHINESE if visit.said.is_chinese else ENGLISH
        found = given(self.office.assistant.store.catalog.engine, _sought(visit))
        lists = {
            "": [it for it in found if it.settled_at is None],
            _SETTLED: [it for it in found if it.settled_at is not None],
            _ALL: found,
        }
        tab = visit.query.get("tab", "")
        wanted = lists.get(tab, lists[""])
        names = (("", said.waiting), (_SETTLED, said.settled), (_ALL, said.every))
        choices = tabs(visit, "tab", [(value, name, len(lists[value])) for value, name in names])
        return f'<div class="bar">{choices}{_filters(tab, visit, said)}</div>{self._cards(wanted, visit, said)}'

    def act(self, deed: str, fields: Mapping[str, str], visit: Visit) -> Done:
        """Marks feedback as dealt with."""
        said = CHINESE if visit.said.is_chinese else ENGLISH
        if deed != "settle":
            return Done(visit.said.no_deed, is_good=False)
        settle(self.office.assistant.store.catalog.engine, fields.get("feedback", ""), visit.author)
        return Done(said.done)

    def _cards(self, wanted: Sequence[Feedback], visit: Visit, said: Words) -> str:
        if not wanted:
            is_plain = set(visit.query) <= {"tab"} and not visit.query.get("tab")
            return nothing(said.none_waiting if is_plain else said.none)
        cards = "".join(self._card(it, visit, said) for it in wanted[shown(wanted, visit)])
        return f'<div class="cards">{cards}</div>{pager(len(wanted), visit)}'

    def _card(self, it: Feedback, visit: Visit, said: Words) -> str:
        opinion = it.opinion
        marks = marked(said.helpful, "good") if opinion.is_helpful else marked(said.not_helpful, "gone")
        if opinion.reason:
            marks += " " + marked(said.reasons[opinion.reason], "plain")
        outcome = f" · {visit.said.outcomes[it.outcome]}" if it.outcome in visit.said.outcomes else ""
        ways = f'<a href="/desk/answers?id={escape(it.entry_id)}">{escape(said.to_entry)}</a>' if it.question else ""
        if it.question and "evaluation" in self.office.slugs:
            ways += f'<a href="/desk/evaluation?case={escape(it.entry_id)}">{escape(said.to_case)}</a>'
        remark = quoted(opinion.remark) if opinion.remark else ""
        return (
            f'<article class="card"><p>{marks} <small>{escape(said.given.format(minute(it.given_at)))}{escape(outcome)}</small></p>'
            f"<h2>{escape(it.question or said.gone)}</h2>{remark}"
            f'<div class="ways">{_state(it, said)}{ways}</div></article>'
        )


def _state(it: Feedback, said: Words) -> str:
    if it.settled_at is None:
        return form("settle", button(said.settle, describes=it.question or it.id), css="inline", feedback=it.id)
    return f"<small>{escape(said.by.format(who=it.settled_by or '—', when=minute(it.settled_at)))}</small>"


def _sought(visit: Visit) -> Sought:
    opinion, reason = visit.query.get("opinion"), visit.query.get("reason")
    is_helpful = {"up": True, "down": False}.get(opinion or "")
    return Sought(is_helpful, next((it for it in Reason if it.value == reason), None))


def _filters(tab: str, visit: Visit, said: Words) -> str:
    now, page = visit.query.get, visit.said
    opinions = (("", page.any), ("up", said.helpful), ("down", said.not_helpful))
    reasons = (("", page.any), *((it.value, said.reasons[it]) for it in Reason))
    kept = f'<input type="hidden" name="tab" value="{escape(tab)}">'
    return search(
        kept
        + choice("opinion", said.opinion, opinions, now("opinion", ""))
        + choice("reason", said.reason, reasons, now("reason", ""))
    )
