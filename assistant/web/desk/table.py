"""Tables of the desk: each row may be opened, long ones come page by page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from assistant.web.desk.visit import Visit
from assistant.web.desk.words import Words

PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, the name by which it is sorted, and the class of its cells."""

    label: str
    sort: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that opens its row."""

    text: str
    address: str
    note: str = ""
    """HTML below the text."""


Cell = str | Link
"""HTML, or what opens the row."""


def table(caption: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], visit: Visit) -> str:
    """The rows under their headings; nothing but a sentence where there are none."""
    body = "".join(_row(cells, columns) for cells in rows)
    if not body:
        return nothing(visit.said.nothing)
    head = "".join(_heading(column, visit) for column in columns)
    return (
        f'<div class="table" role="region" tabindex="0" aria-label="{escape(caption)}"><table>'
        f'<caption class="unseen">{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def nothing(text: str, more: str = "") -> str:
    """What stands where a list is empty; `more` is HTML."""
    return f'<div class="nothing"><p>{escape(text)}</p>{more}</div>'


def _heading(column: Column, visit: Visit) -> str:
    label, css = escape(column.label), f' class="{column.name}"' if column.name else ""
    if not column.sort:
        return f'<th scope="col"{css}>{label}</th>'
    is_sorted, is_up = visit.query.get("sort") == column.sort, visit.query.get("order") == "up"
    order = ("ascending" if is_up else "descending") if is_sorted else "none"
    turned = "up" if is_sorted and not is_up else None
    address = escape(visit.at(sort=column.sort, order=turned, page=None))
    return f'<th scope="col" aria-sort="{order}"{css}><a href="{address}" id="sort-{column.sort}">{label}</a></th>'


def _row(cells: Sequence[Cell], columns: Sequence[Column]) -> str:
    shown = "".join(_cell(cell, column) for cell, column in zip(cells, columns, strict=True))
    opens = any(isinstance(cell, Link) for cell in cells)
    return f"<tr{' class=opens' if opens else ''}>{shown}</tr>"


def _cell(cell: Cell, column: Column) -> str:
    css = f' class="{column.name}"' if column.name else ""
    label = f' data-label="{escape(column.label)}"'
    if isinstance(cell, Link):
        return (
            f'<td{css}{label}><a class="opener" href="{escape(cell.address)}">{escape(cell.text)}</a>{cell.note}</td>'
        )
    return f"<td{css}{label}>{cell}</td>"


def pager(total: int, visit: Visit, per_page: int = PER_PAGE) -> str:
    """Where one is in a long list, and the way to the pages before and behind."""
    said, last = visit.said, max(1, -(-total // per_page))
    page = min(visit.page, last)
    counted = escape(said.count.format(total))
    if last == 1:
        return f'<p class="pager"><span>{counted}</span></p>' if total else ""
    back = _step(visit, page - 1, said.back_page, page > 1)
    on = _step(visit, page + 1, said.next_page, page < last)
    where = escape(said.page_of.format(page, last))
    return f'<nav class="pager" aria-label="{escape(said.pages)}"><span>{counted}</span>{back}<span>{where}</span>{on}</nav>'


def _step(visit: Visit, page: int, label: str, is_there: bool) -> str:
    if not is_there:
        return f'<span class="button off" aria-disabled="true">{escape(label)}</span>'
    return f'<a class="button" id="page-{page}" href="{escape(visit.at(page=page))}">{escape(label)}</a>'


def shown(rows: Sequence[object], visit: Visit, per_page: int = PER_PAGE) -> slice:
    """Which of all rows stand on the page that is asked for."""
    page = min(visit.page, max(1, -(-len(rows) // per_page)))
    return slice((page - 1) * per_page, page * per_page)


def marked(text: str, kind: str) -> str:
    """A word in a coloured frame: `good`, `soon`, `over`, `gone` or `plain`."""
    return f'<span class="mark {kind}">{escape(text)}</span>'


def pairs(items: Iterable[tuple[str, str]]) -> str:
    """Names with what belongs to each, which is HTML; those with nothing are left out."""
    return (
        '<dl class="pairs">'
        + "".join(f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in items if value)
        + "</dl>"
    )


def quoted(text: str) -> str:
    """Text as it was written, its lines kept."""
    return f'<div class="quoted">{escape(text)}</div>'


def back(visit: Visit, said: Words) -> str:
    """The way from one thing back to the list of all."""
    return f'<a class="up" id="up" href="{escape(visit.at(id=None, then=None))}">← {escape(said.to_list)}</a>'
