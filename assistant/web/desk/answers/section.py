"""The answer log: what was asked and answered, with everything that led to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from assistant.answer import Outcome
from assistant.log.entry import Channel, Entry
from assistant.log.feedback import given
from assistant.log.reader import authors, counted, entries, entry
from assistant.log.replay import replay
from assistant.web.desk.answers.detail import detail
from assistant.web.desk.answers.replayed import replayed
from assistant.web.desk.answers.wanted import page_of, wanted_by
from assistant.web.desk.answers.words import CHINESE, ENGLISH, Words
from assistant.web.desk.form import choice, search, text
from assistant.web.desk.moments import minute
from assistant.web.desk.office import Office
from assistant.web.desk.table import PER_PAGE, Column, Link, back, marked, nothing, pager, table
from assistant.web.desk.visit import Done, Visit

_MARKS = {
    Outcome.ANSWERED: "good",
    Outcome.PARTIAL: "soon",
    Outcome.NOT_FOUND: "over",
    Outcome.DEGRADED: "gone",
}
_FILTERS = ("find", "since", "until", "outcome", "channel", "by")


@dataclass(frozen=True, slots=True)
class Answers:
    """The section /desk/answers."""

    office: Office
    slug: str = "answers"

    def view(self, visit: Visit) -> str:
        """The list, or with id one entry, or with then=replay also what it would be now."""
        said = CHINESE if visit.said.is_chinese else ENGLISH
        name = visit.query.get("id")
        return self._one(name, visit, said) if name else self._list(visit, said)

    def act(self, deed: str, fields: Mapping[str, str], visit: Visit) -> Done:
        """Nothing is done to the log."""
        return Done(visit.said.no_deed, is_good=False)

    def _one(self, name: str, visit: Visit, said: Words) -> str:
        office = self.office
        found = entry(office.assistant.store.catalog.engine, name)
        again = ""
        if visit.query.get("then") == "replay":
            again = replayed(replay(office.assistant, found, office.ask), said)
        said_of_it = [it.opinion for it in given(office.assistant.store.catalog.engine) if it.entry_id == found.id]
        return back(visit, visit.said) + detail(found, again, said_of_it, visit, said)

    def _list(self, visit: Visit, said: Words) -> str:
        engine = self.office.assistant.store.catalog.engine
        wanted = wanted_by(visit.query)
        total = counted(engine, wanted)
        page = min(visit.page, max(1, -(-total // PER_PAGE)))
        some = entries(engine, page_of(wanted, page, PER_PAGE))
        is_filtered = any(visit.query.get(name) for name in _FILTERS)
        if not some:
            body = nothing(said.none_filtered if is_filtered else said.none)
        else:
            body = table(visit.said.sections[self.slug], _columns(visit, said), [_row(it, visit) for it in some], visit)
        export = ""
        if some:
            kept = urlencode({name: visit.query[name] for name in _FILTERS if visit.query.get(name)})
            export = f'<a class="button" download href="/desk/answers.csv?{escape(kept)}">{escape(said.export)}</a>'
        foot = f'<div class="foot">{pager(total, visit)}{export}</div>'
        return _filters(authors(engine), is_filtered, visit, said) + body + foot


def _columns(visit: Visit, said: Words) -> tuple[Column, ...]:
    page = visit.said
    return (
        Column(page.time, name="time"),
        Column(page.question, name="main"),
        Column(page.outcome),
        Column(page.model),
        Column(page.channel),
        Column(said.seconds, name="number"),
    )


def _row(it: Entry, visit: Visit) -> tuple[str | Link, ...]:
    said = visit.said
    return (
        minute(it.asked_at),
        Link(it.question, visit.at(id=it.id)),
        marked(said.outcomes[it.outcome.value], _MARKS[it.outcome]),
        escape(said.model_name(it.model)),
        escape(said.channels[it.channel.value]),
        f"{it.total_seconds:.2f}",
    )


def _filters(models: list[str], is_filtered: bool, visit: Visit, said: Words) -> str:
    now, page = visit.query.get, visit.said
    clear = f'<button type="reset" class="button quiet">{escape(page.clear)}</button>' if is_filtered else ""
    return search(
        text("find", said.find, now("find", ""), kind="search")
        + text("since", said.since, now("since", ""), kind="date")
        + text("until", said.until, now("until", ""), kind="date")
        + choice("outcome", page.outcome, (("", page.any), *page.outcomes.items()), now("outcome", ""))
        + choice("by", said.by, (("", page.any), *((it, page.model_name(it)) for it in models)), now("by", ""))
        + choice("channel", page.channel, (("", page.any), *((it.value, page.channels[it.value]) for it in Channel)), now("channel", ""))
        + clear
    )  # fmt: skip
