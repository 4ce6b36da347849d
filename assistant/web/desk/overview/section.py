"""What needs attention today, and how the last two weeks went."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from assistant.answer import Outcome
from assistant.log.feedback import Sought, given
from assistant.log.unanswered import unanswered
from assistant.web.cards import badge
from assistant.web.desk.moments import minute
from assistant.web.desk.office import Office
from assistant.web.desk.overview.figures import Day, days, expiring, newest
from assistant.web.desk.overview.words import CHINESE, ENGLISH, Words
from assistant.web.desk.plot import Bar, Part, bars
from assistant.web.desk.table import nothing
from assistant.web.desk.visit import Done, Visit
from corpus.document import Card

_DRAWN = (Outcome.ANSWERED, Outcome.PARTIAL, Outcome.DEGRADED, Outcome.NOT_FOUND)
"""From the bottom of a bar up."""
_SHOWN = 6
"""Documents that expire which the overview names; the rest is in the list."""


@dataclass(frozen=True, slots=True)
class Overview:
    """The first section."""

    office: Office
    slug: str = ""

    def view(self, visit: Visit) -> str:
        """Counts with the way to each, the plot, and the documents to look at."""
        said = CHINESE if visit.said.is_chinese else ENGLISH
        store = self.office.assistant.store
        ending = expiring(store.catalog.cards(), visit.today)
        return (
            self._attention(ending, visit, said)
            + f'<div class="halves">{_fortnight(days(store.catalog.engine, visit.today), visit, said)}'
            + f'<div class="stack">{_ending(ending, visit, said)}{self._newest(visit, said)}</div></div>'
        )

    def act(self, deed: str, fields: Mapping[str, str], visit: Visit) -> Done:
        """Nothing is done here."""
        return Done(visit.said.no_deed, is_good=False)

    def _attention(self, ending: Sequence[Card], visit: Visit, said: Words) -> str:
        open_questions = len(unanswered(self.office.assistant.store, visit.today))
        waiting = len(given(self.office.assistant.store.catalog.engine, Sought(unsettled=True)))
        tiles = (
            _tile("/desk/unanswered", open_questions, said.unanswered, said.unanswered_none),
            _tile("/desk/quality", len(self.office.register.problems(visit.today)), said.quality, said.quality_none),
            _tile("/desk/feedback", waiting, said.feedback, said.feedback_none),
            _tile("/desk/documents?problem=expiring", len(ending), said.expiring, said.expiring_none),
        )
        return f'<section class="tiles" aria-label="{escape(said.attention)}">{"".join(tiles)}</section>'

    def _newest(self, visit: Visit, said: Words) -> str:
        came = newest(self.office.assistant.store.catalog)
        if not came:
            can_upload = "upload" in self.office.slugs
            way = f'<a class="button primary" href="/desk/upload">{escape(said.first_upload)}</a>' if can_upload else ""
            return _box(said.newest, nothing(said.no_documents, way))
        rows = "".join(_document(card, said.read_at.format(minute(at)), visit) for card, at in came)
        return _box(said.newest, f'<ul class="papers">{rows}</ul>', f"/desk/documents?sort=added|{said.all_documents}")


def _tile(address: str, count: int, some: str, none: str) -> str:
    if not count:
        return f'<a class="tile calm" href="{address}"><b aria-hidden="true">✓</b><span>{escape(none)}</span></a>'
    return f'<a class="tile" href="{address}"><b>{count}</b><span>{escape(some)}</span></a>'


def _box(title: str, body: str, more: str = "") -> str:
    address, _, label = more.partition("|")
    link = f'<a href="{escape(address)}">{escape(label)}</a>' if more else ""
    return f'<section class="box"><h2>{escape(title)}{link}</h2>{body}</section>'


def _fortnight(found: Sequence[Day], visit: Visit, said: Words) -> str:
    now = found[-1]
    good = now.total - now.outcomes[Outcome.NOT_FOUND.value]
    today = said.today_some.format(now.total, good) if now.total else said.today_none
    head = f'<p class="figure"><b>{escape(said.today)}</b> {escape(today)}</p>'
    if not any(day.total for day in found):
        return _box(said.fortnight, head + nothing(said.no_questions))
    parts = [Part(visit.said.outcomes[one.value], one.value) for one in _DRAWN]
    columns = [_bar(day, visit, said) for day in found]
    return _box(
        said.fortnight, head + bars(said.fortnight, parts, columns), f"/desk/answers|{visit.said.sections['answers']}"
    )


def _bar(day: Day, visit: Visit, said: Words) -> Bar:
    parts = tuple(day.outcomes[one.value] for one in _DRAWN)
    told = "，".join(
        f"{visit.said.outcomes[one.value]} {count}" for one, count in zip(_DRAWN, parts, strict=True) if count
    )
    label = f"{day.day.month}-{day.day.day}"
    return Bar(label, parts, said.day_told.format(day=day.day.isoformat(), total=day.total, parts=told or "—"))


def _ending(ending: Sequence[Card], visit: Visit, said: Words) -> str:
    if not ending:
        return ""
    rows = "".join(_document(card, said.expires.format(card.validity.expires_on), visit) for card in ending[:_SHOWN])
    return _box(f"{len(ending)} {said.expiring}", f'<ul class="papers">{rows}</ul>')


def _document(card: Card, note: str, visit: Visit) -> str:
    page = visit.said.page
    title = escape(card.title or page.untitled)
    return (
        f'<li><a href="/desk/documents?id={escape(card.doc_id)}">{title}</a>'
        f"<span>{badge(card.validity.status(visit.today), page)} {escape(note)}</span></li>"
    )
