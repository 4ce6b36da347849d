"""Several lists of one section, one of which is shown."""

from collections.abc import Iterable
from html import escape

from assistant.web.desk.visit import Visit


def tabs(visit: Visit, name: str, choices: Iterable[tuple[str, str, int | None]]) -> str:
    """Links that set `name` in the query: value, label and how many there are."""
    now = visit.query.get(name, "")
    shown = "".join(
        f'<a id="tab-{value or "first"}" href="{escape(visit.at(**{name: value or None, "page": None, "id": None}))}"'
        f"{' aria-current=true' if value == now else ''}>{escape(label)}{_counted(count)}</a>"
        for value, label, count in choices
    )
    return f'<nav class="tabs">{shown}</nav>'


def _counted(count: int | None) -> str:
    return "" if count is None else f" <small>{count}</small>"
