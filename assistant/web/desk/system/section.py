"""Whether everything works, how large and how fast it is, and how it is set."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from pydantic import SecretStr

from assistant.log.door import Kept
from assistant.log.entry import program_version
from assistant.log.reader import extent
from assistant.operations.explained import shown
from assistant.settings import Settings
from assistant.web.desk.form import button, form
from assistant.web.desk.moments import minute
from assistant.web.desk.office import Office
from assistant.web.desk.system.checkup import Looked
from assistant.web.desk.system.figures import Speeds, readable, sizes, speeds
from assistant.web.desk.system.people import DEEDS, done, people
from assistant.web.desk.system.words import CHINESE, ENGLISH, Words
from assistant.web.desk.table import Column, marked, pairs, table
from assistant.web.desk.visit import Done, Visit

_AGAIN = 1500
"""Milliseconds after which a page looks whether the check-up has ended."""


@dataclass(frozen=True, slots=True)
class System:
    """The section /desk/system."""

    office: Office
    slug: str = "system"

    def view(self, visit: Visit) -> str:
        """Health, speed, size and settings."""
        said = CHINESE if visit.said.is_chinese else ENGLISH
        if self.office.checkup.last is None:
            self.office.checkup.start()
        return (
            f'<div class="stack">{self._health(said)}'
            f'<div class="halves">{self._speed(visit, said)}{self._index(said)}</div>'
            f"{people(self.office.assistant.store.catalog.engine, visit) if visit.is_admin else ''}"
            f"{_settings(self.office.assistant.settings, visit, said)}</div>"
        )

    def act(self, deed: str, fields: Mapping[str, str], visit: Visit) -> Done:
        """Takes another look at everything; for administrators, what concerns accounts and keys."""
        if deed in DEEDS:
            if not visit.is_admin:
                return Done(visit.said.not_allowed, is_good=False)
            return done(self.office.assistant.store.catalog.engine, deed, fields, visit)
        if deed != "check":
            return Done(visit.said.no_deed, is_good=False)
        self.office.checkup.start()
        return Done("")

    def _health(self, said: Words) -> str:
        checkup = self.office.checkup
        note, again = "", form("check", button(said.check), css="inline aside")
        if checkup.is_running:
            again = f'<span class="note aside" role="status" data-again="{_AGAIN}">{escape(said.checking)}</span>'
        if checkup.last is not None:
            note = f"<small>{escape(said.checked.format(minute(checkup.last.at)))}</small>"
        found = _findings(checkup.last, said) if checkup.last else ""
        return f'<section class="box health"><h2>{escape(said.health)} {note}{again}</h2>{found}</section>'

    def _speed(self, visit: Visit, said: Words) -> str:
        engine = self.office.assistant.store.catalog.engine
        lost = sum(door.log.lost for door in self.office.doors if isinstance(door, Kept))
        told = (
            f'<p class="notice bad">{escape(said.lost.format(lost))}</p>'
            if lost
            else f'<p class="note">{escape(said.lost_none)}</p>'
        )
        found = speeds(engine)
        body = _speeds(found, visit, said) if found else f'<p class="note">{escape(said.no_answers)}</p>'
        held = extent(engine)
        kept = said.log_held.format(held.entries, minute(held.oldest)) if held.oldest else said.log_empty
        return f'<section class="box"><h2>{escape(said.speed)}</h2>{body}{pairs(((said.log, escape(kept)),))}{told}</section>'

    def _index(self, said: Words) -> str:
        store = self.office.assistant.store
        parts, database = sizes(store.home), store.catalog.database
        shared = f"<br><code>{escape(database.place)}</code>" if database.is_shared else ""
        listed = "".join(
            f"<div>{escape(said.parts.get(name, name))} {readable(size)}</div>" for name, size in parts.items()
        )
        facts = pairs(
            (
                (said.documents, str(len(store.catalog.cards()))),
                (said.chunks, str(store.catalog.size())),
                (said.encoder, escape(f"{store.encoder.name} · {store.encoder.dimensions}")),
                (said.home, f"<code>{escape(str(store.home.resolve()))}</code>{shared}"),
                (said.size, f"<b>{readable(sum(parts.values()))}</b>{listed}"),
                (said.version, escape(program_version() or "—")),
            )
        )
        return f'<section class="box"><h2>{escape(said.index)}</h2>{facts}</section>'


def _findings(looked: Looked, said: Words) -> str:
    note = f'<p class="note">{escape(said.chinese_only)}</p>' if said.chinese_only else ""
    items = "".join(
        f"<li>{marked(said.good, 'good') if it.ok else marked(said.bad, 'gone')}<div><b>{escape(it.name)}</b> {escape(it.found)}"
        f"{f'<br><small>{escape(it.advice)}</small>' if it.advice else ''}</div></li>"
        for it in looked.findings
    )
    return f'{note}<ul class="findings">{items}</ul>'


def _speeds(found: Speeds, visit: Visit, said: Words) -> str:
    columns = (Column(said.stage), Column("P50", name="number"), Column("P95", name="number"))
    stages = ((said.search, found.search), (said.writing, found.writing), (said.total, found.total))
    rows = [(name, f"{speed.median:.2f}", f"{speed.p95:.2f}") for name, speed in stages]
    note = f'<p class="note">{escape(said.speed_note.format(found.count))}</p>'
    return note + table(said.speed, columns, rows, visit)


def _settings(settings: Settings, visit: Visit, said: Words) -> str:
    columns = (Column(said.name, name="main"), Column(said.value), Column(said.meaning))
    rows = list(_rows(settings, said))
    note = f'<p class="note">{escape(said.settings_note)}</p>'
    return f'<section class="box settings"><h2>{escape(said.settings)}</h2>{note}{table(said.settings, columns, rows, visit)}</section>'


def _rows(settings: Settings, said: Words) -> Iterator[tuple[str, str, str]]:
    for name, field in Settings.model_fields.items():
        value = getattr(settings, name)
        if value is None:
            told = f"<small>{escape(said.not_set)}</small>"
        elif isinstance(value, SecretStr):
            told = escape(said.is_set)
        else:
            told = f"<code>{escape(shown(value))}</code>"
        meaning = said.meanings.get(name) or field.description or ""
        yield f"<code>WENCE_{name.upper()}</code>", told, escape(meaning)
