"""The desk's section of evaluations: choose cases, run them in the background, look at the report, compare two runs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote, urlencode

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from assistant.web.desk.form import area, button, choice, folded, form, search, text
from assistant.web.desk.moments import minute
from assistant.web.desk.table import Cell, Column, Link, back, marked, nothing, pager, pairs, quoted, shown, table
from assistant.web.desk.visit import Done, Visit
from corpus.errors import BadCases
from evals.desk.words import CHINESE, ENGLISH, Words
from evals.kept import Evaluation, State
from evals.runs import Evaluations

SLUG = "evaluation"
_AGAIN = 1500
"""Milliseconds until a page that shows a run being made asks how far it has come."""
_MARKS = {State.RUNNING: "soon", State.DONE: "good", State.FAILED: "gone"}


@dataclass(frozen=True, slots=True)
class EvaluationSection:
    """The section /desk/evaluation."""

    evaluations: Evaluations
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
            body = _one(found, runs, visit, said) if found else nothing(said.gone)
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
                file = self.evaluations.add_cases(fields.get("name", ""), fields.get("content", "").encode())
                return Done(said.added.format(file.name, file.total))
            case "stop":
                self.evaluations.stop(fields.get("run", ""))
                return Done(said.stopped)
            case "remove":
                self.evaluations.remove(fields.get("run", ""))
                return Done(said.removed, query={})
        return Done(visit.said.no_deed, is_good=False)

    def _begin(self, visit: Visit, said: Words) -> str:
        options = [
            (
                file.name,
                f"{said.cases_of.format(file.name, file.total)} · {said.shipped if file.is_shipped else said.own}",
            )
            for file in self.evaluations.case_files()
        ]
        fields = choice("cases", said.cases, options, visit.typed.get("cases", ""))
        fields += text("label", said.label, visit.typed.get("label", ""), hint=said.label_hint, more='maxlength="80"')
        start = form("start", fields + f'<div class="send">{button(said.start, "primary")}</div>')
        more = text("name", said.add_name, visit.typed.get("name", ""), more='required placeholder="cases.jsonl"')
        more += area("content", said.add_content, visit.typed.get("content", ""), rows=6, hint=said.add_hint)
        added = folded(
            said.add,
            form("add", more + f'<div class="send">{button(visit.said.save)}</div>'),
            is_open="content" in visit.typed,
        )
        return f'<section class="box"><h2>{escape(said.begin)}</h2>{start}{added}</section>'


def _words(visit: Visit) -> Words:
    return CHINESE if visit.said.is_chinese else ENGLISH


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
