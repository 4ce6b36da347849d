"""What became of a batch of files, while it is being taken in and afterwards."""

from html import escape
from pathlib import PurePath

from assistant.stock.uploads import Taken
from assistant.web.desk.form import button, form
from assistant.web.desk.moments import minute
from assistant.web.desk.table import Cell, Column, Link, marked, table
from assistant.web.desk.upload.batches import Batch
from assistant.web.desk.upload.words import Words
from assistant.web.desk.visit import Visit
from index.report import FileReport, Outcome

_MARKS = {Outcome.ADDED: "good", Outcome.UPDATED: "soon", Outcome.FAILED: "gone", Outcome.KEPT_OUT: "over"}
_SHOWN = 300
"""Files that a report lists; of more, those that need a look come first."""
_URGENT = (Outcome.FAILED, Outcome.KEPT_OUT, Outcome.DUPLICATE, Outcome.UPDATED, Outcome.ADDED)


def reported(batch: Batch, visit: Visit, said: Words) -> str:
    """A card: who gave the files and when, how far they are, and what became of each."""
    count = len(batch.given) if batch.taken is None else _count(batch.taken)
    head = f"<small>{escape(said.by.format(who=batch.author, when=minute(batch.at), count=count))}</small>"
    return f'<article class="card">{_state(batch, visit, said, head)}</article>'


def _count(taken: Taken) -> int:
    return len(taken.report.files) + len(taken.refused) + len(taken.clashes)


def _state(batch: Batch, visit: Visit, said: Words, head: str) -> str:
    if batch.failure:
        left = any(it.path.exists() for it in batch.given)
        again = form("again", button(said.again), css="inline", batch=batch.id) if left else ""
        return f"<p>{marked(said.failed, 'gone')} {head}</p><p>{escape(batch.failure)}</p>{again}"
    if batch.taken is not None:
        return f"<p>{head}</p>{_taken(batch, batch.taken, visit, said)}"
    if not batch.is_running:
        return f"<p>{marked(said.waiting, 'plain')} {head}</p>"
    progress = batch.progress
    how_far = f'value="{progress.done}" max="{max(progress.total, 1)}"' if progress else ""
    told = said.reading.format(done=progress.done, total=progress.total, path=_name(progress.path)) if progress else ""
    return (
        f'<p>{marked(said.running, "soon")} {head}</p><progress {how_far} aria-label="{escape(said.running)}"></progress>'
        f'<p class="note" role="status">{escape(told)} {escape(said.leave)}</p>'
    )


def _taken(batch: Batch, taken: Taken, visit: Visit, said: Words) -> str:
    report = taken.report
    counts = said.counts.format(
        added=len(report.added), updated=len(report.updated), unchanged=len(report.unchanged),
        duplicates=len(report.duplicates), failed=len(report.failed) + len(taken.refused), chunks=report.chunks,
        seconds=report.seconds,
    )  # fmt: skip
    clashes = ""
    if taken.clashes and batch.given:
        names = "".join(f"<li>{escape(name)}</li>" for name in taken.clashes)
        clashes = (
            f'<div class="asked"><b>{escape(said.clashes)}</b><ul class="plain">{names}</ul>'
            f'<p class="note">{escape(said.clashes_note)}</p>{_decisions(batch.id, said)}</div>'
        )
    files = sorted(report.files, key=lambda it: _URGENT.index(it.outcome) if it.outcome in _URGENT else len(_URGENT))
    rows: list[tuple[Cell, ...]] = [
        (escape(it.name), marked(said.refused, "gone"), escape(it.reason), "") for it in taken.refused
    ]
    rows += [_row(it, said) for it in files[:_SHOWN]]
    columns = (
        Column(said.file, name="file"),
        Column(said.outcome, name="short"),
        Column(said.about, name="main"),
        Column(said.passages, name="number"),
    )
    more = f'<p class="note">{escape(said.many_more.format(len(files) - _SHOWN))}</p>' if len(files) > _SHOWN else ""
    listed = table(said.reports, columns, rows, visit) if rows else ""
    return f"<p>{escape(counts)}</p>{clashes}{listed}{more}"


def _row(it: FileReport, said: Words) -> tuple[Cell, ...]:
    notes = [*it.repairs, it.reason or "", said.same_as.format(_name(it.same_as)) if it.same_as else ""]
    notes = [*it.cautions, *notes]
    note = "".join(f'<p class="note">{escape(one)}</p>' for one in notes if one)
    mark = marked(said.outcomes[it.outcome], _MARKS.get(it.outcome, "plain"))
    about: Cell = Link(it.title or _name(it.path), f"/desk/documents?id={it.doc_id}", note) if it.doc_id else note
    return (escape(_name(it.path)), mark, about, str(it.chunks or ""))


def _name(path: str) -> str:
    return PurePath(path).name


def _decisions(batch_id: str, said: Words) -> str:
    """The two ways to go on with files whose names are taken."""
    replace = form("replace", button(said.replace), css="inline", batch=batch_id)
    return f'<div class="ways">{replace}{form("keep_both", button(said.keep_both), css="inline", batch=batch_id)}</div>'
