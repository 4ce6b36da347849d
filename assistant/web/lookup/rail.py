"""The facets as HTML: real check boxes, each with the documents that it would leave."""

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape

from assistant.web.lookup.bar import choice
from assistant.web.lookup.results import Found
from assistant.web.lookup.state import Facet
from assistant.web.lookup.words import LookupWords, lookup_words
from assistant.web.text import Words
from corpus.document import Status

_AT_ONCE = {Facet.STATUS: 9, Facet.REGION: 8, Facet.KIND: 9, Facet.YEAR: 6, Facet.ISSUER: 6}
"""Choices that are shown before the rest is folded away."""
_STANDINGS = tuple(status.value for status in Status)


def rail(found: Found, said: Words) -> str:
    """The facets, and the day on which validity is judged."""
    ours = lookup_words(said.language)
    facets = "".join(_facet(facet, found, said, ours) for facet in Facet)
    done = escape(ours.done.format(f"{len(found.documents):,}"))
    return (
        f'<form class="facets" lang="{said.locale}" aria-label="{escape(ours.narrow_by)}"'
        f' data-query="{escape(found.sought.query)}"><h2>{escape(ours.narrow)}</h2>'
        f"{facets}{_day(found, ours)}"
        f'<button type="button" class="done">{done}</button></form>'
    )


def _day(found: Found, ours: LookupWords) -> str:
    value = found.sought.as_of.isoformat() if found.sought.as_of else found.as_of.isoformat()
    return (
        f'<fieldset class="day"><legend><label for="as-of">{escape(ours.as_of)}</label></legend>'
        f'<input type="date" id="as-of" name="as_of" value="{value}" max="2200-12-31"></fieldset>'
    )


def _facet(facet: Facet, found: Found, said: Words, ours: LookupWords) -> str:
    counts, ticked = found.narrowed.counts[facet], found.sought.chosen.get(facet, ())
    values = _ordered(facet, counts, ticked)
    if not values:
        return ""
    rows = (_branches if facet is Facet.REGION else _boxes)(facet, values, counts, ticked, said, ours)
    first, rest = rows[: _AT_ONCE[facet]], rows[_AT_ONCE[facet] :]
    if len(rest) == 1:
        first, rest = rows, []
    more = _folded(f"{facet.value}-more", escape(ours.more.format(len(rest))), rest) if rest else ""
    legend = escape(ours.facets[facet])
    return f'<fieldset data-facet="{facet.value}"><legend>{legend}</legend>{"".join(first)}{more}</fieldset>'


def _ordered(facet: Facet, counts: Counter[str], ticked: Sequence[str]) -> list[str]:
    """The choices that leave something, and those that are made: the made ones first, except where the order says more."""
    values = dict.fromkeys([*ticked, *(value for value, count in counts.items() if count)])
    if facet is Facet.STATUS:
        return sorted(values, key=_STANDINGS.index)
    if facet is Facet.YEAR:
        return sorted(values, reverse=True)
    return sorted(values, key=lambda value: (value not in ticked, -counts[value], value))


def _boxes(
    facet: Facet, values: Iterable[str], counts: Counter[str], ticked: Sequence[str], said: Words, _ours: LookupWords
) -> list[str]:
    return [_box(facet, value, choice(facet, value, said), counts[value], value in ticked) for value in values]


def _branches(
    facet: Facet, values: Sequence[str], counts: Counter[str], ticked: Sequence[str], said: Words, ours: LookupWords
) -> list[str]:
    """Provinces, each with the places inside it folded away unless one of them is chosen."""
    outer = {value: _outer(value, values) for value in values}
    branches = []
    for value in (value for value in values if outer[value] is None):
        inside = [one for one in values if outer[one] == value]
        boxes = [_box(facet, one, one.removeprefix(value), counts[one], one in ticked) for one in inside]
        label = f'<span class="unseen">{escape(ours.inside.format(value, len(inside)))}</span>'
        is_open = any(one in ticked for one in (value, *inside))
        folded = _folded(f"in-{value}", label, boxes, is_open=is_open) if inside else ""
        box = _box(facet, value, value, counts[value], value in ticked)
        branches.append(f'<div class="branch">{box}{folded}</div>')
    return branches


def _outer(value: str, values: Iterable[str]) -> str | None:
    """The outermost place that this one lies in."""
    return min((one for one in values if one != value and value.startswith(one)), key=len, default=None)


def _box(facet: Facet, value: str, name: str, count: int, is_ticked: bool) -> str:
    return (
        f'<label><input type="checkbox" name="{facet.value}" value="{escape(value)}"{" checked" if is_ticked else ""}>'
        f'<span class="name">{escape(name)}</span><span class="count">{count:,}</span></label>'
    )


def _folded(key: str, label: str, rows: Iterable[str], *, is_open: bool = False) -> str:
    """Rows that open by a click on `label`, which is HTML."""
    opened = " open" if is_open else ""
    return (
        f'<details data-key="{escape(key)}"{opened}><summary>{label}</summary>'
        f'<div class="folded">{"".join(rows)}</div></details>'
    )
