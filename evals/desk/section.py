"""The desk's section of evaluations: choose cases, run them in the background, look at the report, compare two runs."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote, urlencode

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from assistant.log.reader import entry
from assistant.web.desk.form import area, button, choice, folded, form, search, text
from assistant.web.desk.moments import minute
from assistant.web.desk.table import Cell, Column, Link, back, marked, nothing, pager, pairs, quoted, shown, table
from assistant.web.desk.visit import Done, Visit
from corpus.errors import BadCases
from evals.case_files import CaseFile
from evals.desk.words import CHINESE, ENGLISH, Words
from evals.kept import Evaluation, State
from evals.runs import Evaluations
from index.store import Store

SLUG = "evaluation"
_AGAIN = 1500
"""Milliseconds until a page that shows a run being made asks how far it has come."""
_MARKS = {State.RUNNING: "soon", State.DONE: "good", State.FAILED: "gone"}


@dataclass(frozen=True, slots=True)
class EvaluationSection:
    """The section /desk/evaluation."""

    evaluations: Evaluations
    store: Store
    slug: str = SLUG

    def routes(self) -> APIRouter:
        """The reports themselves, which are pages of their own; as all below /desk, for staff only."""
        router = APIRouter(include_in_schema=False)

        @router.get(f"/desk/{SLUG}/reports/{{run_id}}")
        def report(run_id: str, against: str | None = None) -> Response:
            try:
                return HTMLResponse(self.evaluations.page(run_id, against or None))
            except BadCases as error:
                return HTMLResponse(f"<p>{escape(str(error))}</p>", 404)

        return router

    def view(self, visit: Visit) -> str:
        """The form that starts a run above all runs; with `id`, one run with its report."""
        said = _words(visit)
        runs = self.evaluations.runs()
        if run_id := visit.query.get("id"):
            found = next((it for it in runs if it.description.id == run_id), None)
            body = self._unheld(found, said) + _one(found, runs, visit, said) if found else nothing(said.gone)
            return back(visit, visit.said) + body
        return f'<div class="stack">{self._begin(visit, said)}{_all(runs, visit, said)}</div>'

    def act(self, deed: str, fields: Mapping[str, str], visit: Visit) -> Done:
        """Starts, stops or removes a run, or keeps a file of cases."""
        said = _words(visit)
        match deed:
            case "start":
                begun = self.evaluations.start(fields.get("cases", ""), visit.author, fields.get("label", "")[:80])
                return Done(said.started, query={"id": begun.description.id})
            case "add":
                is_more = bool(fields.get("more"))
                content = fields.get("content", "").encode()
                file = self.evaluations.add_cases(fields.get("name", ""), content, is_more=is_more)
                return Done(said.added.format(file.name, file.total), query={})
            case "stop":
                self.evaluations.stop(fields.get("run", ""))
                return Done(said.stopped)
            case "remove":
                self.evaluations.remove(fields.get("run", ""))
                return Done(said.removed, query={})
        return Done(visit.said.no_deed, is_good=False)

    def _unheld(self, run: Evaluation, said: Words) -> str:
        """Says so where documents that the cases rest on are not in the store."""
        file = next((it for it in self.evaluations.case_files() if it.name == run.description.cases), None)
        cards = self.store.catalog.cards()
        held = {Path(card.source_path).name for card in cards} | {card.doc_id for card in cards}
        absent = file.sources - held if file else frozenset()
        if not file or not absent:
            return ""
        return f'<p class="notice">{escape(said.unheld.format(len(file.sources), len(absent)))}</p>'

    def _begin(self, visit: Visit, said: Words) -> str:
        files = self.evaluations.case_files()
        options = [(file.name, _called(file, said)) for file in files]
        usual = visit.typed.get("cases") or next((it.name for it in files if not it.is_shipped), "sample.jsonl")
        fields = choice("cases", said.cases, options, usual)
        fields += text("label", said.label, visit.typed.get("label", ""), hint=said.label_hint, more='maxlength="80"')
        start = form("start", fields + f'<div class="send">{button(said.start, "primary")}</div>')
        return f'<section class="box"><h2>{escape(said.begin)}</h2>{start}{self._adding(visit, said)}</section>'

    def _adding(self, visit: Visit, said: Words) -> str:
        """The form for own cases; with `case` in the query, filled in with a question of the answer log."""
        asked = visit.query.get("case", "")
        drafted = self._drafted(asked, said) if asked else ""
        name = visit.typed.get("name") or ("反馈.jsonl" if drafted else "")
        body = text("name", said.add_name, name, more='required placeholder="cases.jsonl"')
        hint = said.more_hint if drafted else said.add_hint
        body += area("content", said.add_content, visit.typed.get("content") or drafted, rows=6, hint=hint)
        body += f'<div class="send">{button(visit.said.save)}</div>'
        label, is_open = said.more_case if drafted else said.add, bool(drafted) or "content" in visit.typed
        given = form("add", body, more="1") if drafted else form("add", body)
        return folded(label, given, is_open=is_open)

    def _drafted(self, asked: str, said: Words) -> str:
        """A case made of an answer of the log, whose facts a person has to fill in."""
        found = entry(self.store.catalog.engine, asked)
        cited = {card.doc_id: Path(card.source_path).name for card in self.store.catalog.cards()}
        sources = [cited[it] for it in dict.fromkeys(one.doc_id for one in found.citations) if it in cited]
        case = {"id": found.id, "question": found.standalone, "facts": [[said.fact_hint]], "sources": sources}
        return json.dumps(case, ensure_ascii=False)


def _words(visit: Visit) -> Words:
    return CHINESE if visit.said.is_chinese else ENGLISH


def _called(file: CaseFile, said: Words) -> str:
    """A file of cases in words: what it is about, its name, how many questions it has."""
    about = said.named.get(file.path.stem) if file.is_shipped else said.own
    return " · ".join(filter(None, (about, said.cases_of.format(file.name, file.total))))


def _all(runs: Sequence[Evaluation], visit: Visit, said: Words) -> str:
    if not runs:
        return nothing(said.none)
    columns = [Column(said.cases), Column(visit.said.state), Column(said.accuracy, name="number")]
    columns += [Column(label, name="number") for label in (said.precision, said.refusals, said.wrong, said.seconds)]
    columns += [Column(said.by), Column(said.began, name="time")]
    rows = [_row(it, visit, said) for it in runs[shown(runs, visit)]]
    again = f' data-again="{_AGAIN}"' if any(it.state is State.RUNNING for it in runs) else ""
    listed = table(said.runs, columns, rows, visit) + pager(len(runs), visit)
    return f'<section class="box"{again}><h2>{escape(said.runs)}</h2>{listed}</section>'


def _row(it: Evaluation, visit: Visit, said: Words) -> list[Cell]:
    about, figures = it.description, it.figures
    note = f'<p class="note">{escape(about.label)}</p>' if about.label else ""
    spread = [figures.get(f"seconds.{name}") for name in ("p50", "p95")]
    shares = [figures.get(name) for name in ("accuracy", "citation_precision", "refusal_recall", "wrong_refusals")]
    return [
        Link(about.cases, visit.at(id=about.id), note),
        _state(it, said),
        *(_share(value) for value in shares),
        " / ".join(f"{value:.2f}" for value in spread if value is not None) or "—",
        escape(about.by),
        minute(about.started_at),
    ]


def _share(value: float | None) -> str:
    return "—" if value is None else f"{100 * value:.1f}%"


def _state(it: Evaluation, said: Words) -> str:
    names = {State.RUNNING: said.state_running, State.DONE: said.state_done, State.FAILED: said.state_failed}
    mark = marked(names[it.state], _MARKS[it.state])
    return mark + _bar(it, said) if it.state is State.RUNNING else mark


def _bar(it: Evaluation, said: Words) -> str:
    told = said.progress.format(it.done, it.description.total)
    bar = f'<progress max="{it.description.total}" value="{it.done}" aria-label="{escape(told)}"></progress>'
    return f'<span class="progress">{bar} {escape(told)}</span>'


def _one(it: Evaluation, runs: Sequence[Evaluation], visit: Visit, said: Words) -> str:
    about = it.description
    facts = pairs(
        (
            (visit.said.state, _state(it, said)),
            (said.label, escape(about.label)),
            (said.by, escape(about.by)),
            (said.began, minute(about.started_at)),
        )
    )
    running = it.state is State.RUNNING
    deed, label, kind = ("stop", said.stop, "") if running else ("remove", said.remove, "danger")
    acts = form(deed, button(label, kind, describes=about.cases), css="acts", run=about.id)
    again = f' data-again="{_AGAIN}"' if running else ""
    head = f'<h2 class="subject"{again}>{escape(about.cases)}</h2>{facts}'
    if it.state is State.FAILED:
        return head + f"<h3>{escape(said.why)}</h3>{quoted(it.said or '—')}" + acts
    return head + ("" if running else _report(it, runs, visit, said)) + acts


def _report(it: Evaluation, runs: Sequence[Evaluation], visit: Visit, said: Words) -> str:
    """The report in a frame, with the choice of the run to compare it with."""
    others = list(_comparable(it, runs))
    against = visit.query.get("against", "")
    against = against if against in dict(others) else ""
    narrowed = f'<input type="hidden" name="id" value="{escape(it.description.id)}">'
    chosen = search(narrowed + choice("against", said.against, [("", said.alone), *others], against)) if others else ""
    address = f"/desk/{SLUG}/reports/{quote(it.description.id)}" + (
        f"?{urlencode({'against': against})}" if against else ""
    )
    whole = f'<a href="{escape(address)}" target="_blank">{escape(said.whole)}</a>'
    return (
        f'{chosen}<div class="report"><h3>{escape(said.report)} {whole}</h3>'
        f'<iframe src="{escape(address)}" title="{escape(said.report)}" sandbox="allow-same-origin"></iframe></div>'
    )


def _comparable(it: Evaluation, runs: Sequence[Evaluation]) -> Iterator[tuple[str, str]]:
    for other in runs:
        about = other.description
        if other.state is State.DONE and about.id != it.description.id and about.cases == it.description.cases:
            yield about.id, f"{minute(about.started_at)} {_share(other.figures.get('accuracy'))} {about.label}".strip()
