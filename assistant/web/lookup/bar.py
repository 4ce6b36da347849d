"""What stands above and below the list: how many there are, their order, the choices made, the pages."""

from collections.abc import Iterator
from html import escape

from assistant.web.lookup.results import Found, order_of
from assistant.web.lookup.state import Facet, Sort
from assistant.web.lookup.words import LookupWords
from assistant.web.text import Words
from corpus.document import Kind, Status

_AROUND = 2
"""Pages offered on either side of the one that is shown."""
_DOWN = (
    '<svg viewBox="0 0 24 24" width="16" height="16" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.8"'
    ' stroke-linecap="round" stroke-linejoin="round"><path d="M12 4v11m0 0 4.5-4.5M12 15l-4.5-4.5M5 19.5h14"/></svg>'
)
_SIEVE = (
    '<svg viewBox="0 0 24 24" width="16" height="16" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.8"'
    ' stroke-linecap="round"><path d="M4 7h16M7 12h10M10 17h4"/></svg>'
)
_CROSS = (
    '<svg viewBox="0 0 24 24" width="12" height="12" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2.2"'
    ' stroke-linecap="round"><path d="M6 6l12 12M18 6 6 18"/></svg>'
)


def bar(found: Found, ours: LookupWords) -> str:
    """How many documents there are, as of when, in which order, and the list as a workbook."""
    template = (ours.at_least if found.is_cut else ours.found) if found.sought.text else ours.held
    total = template.format(f"{len(found.documents):,}")
    day = escape(ours.judged_on.format(found.as_of))
    ticked = sum(map(len, found.sought.chosen.values()))
    number = f'<span class="count">{ticked}</span>' if ticked else ""
    offered = [one for one in Sort if one is not Sort.RELEVANCE or found.sought.text]
    options = "".join(
        f'<option value="{one.value}"{" selected" if one is order_of(found.sought) else ""}>{escape(ours.sorts[one])}</option>'
        for one in offered
    )
    export = escape(f"/lookup.xlsx?{found.sought.query}")
    return (
        f'<div class="bar"><p class="total" role="status">{total}<span class="asof">{day}</span></p>'
        f'<button type="button" class="sieve" aria-expanded="false">{_SIEVE}{escape(ours.narrow)}{number}</button>'
        f'<label class="sort"><span>{escape(ours.sort)}</span><select name="sort" aria-label="{escape(ours.sort)}">{options}</select></label>'
        f'<a class="export" href="{export}" aria-label="{escape(ours.export)}" download>{_DOWN}<span>{escape(ours.export)}</span></a></div>'
    )


def choice(facet: Facet, value: str, said: Words) -> str:
    """How a choice of a facet is named."""
    if facet is Facet.STATUS:
        return said.statuses[Status(value)]
    return said.kinds[Kind(value)] if facet is Facet.KIND else value


def chosen(found: Found, said: Words, ours: LookupWords) -> str:
    """The choices made, each with a way to take it back."""
    items = [
        (found.sought.without(facet, value), choice(facet, value, said), ours.facets[facet])
        for facet, values in found.sought.chosen.items()
        for value in values
    ]
    if not items:
        return ""
    chips = "".join(
        f'<li><a data-go href="{escape(without.address)}" aria-label="{escape(ours.take_back.format(facet, name))}">'
        f"{escape(name)}{_CROSS}</a></li>"
        for without, name, facet in items
    )
    clear = (
        f'<li><a data-go class="clear" href="{escape(found.sought.everywhere().address)}">{escape(ours.clear)}</a></li>'
    )
    return f'<ul class="chosen">{chips}{clear}</ul>'


def pager(found: Found, ours: LookupWords) -> str:
    """The way to the other pages; nothing where there is but one."""
    if found.pages == 1:
        return ""
    links = []
    if found.page > 1:
        links.append(_to(found, found.page - 1, escape(ours.before), ""))
    links += [
        _to(found, number, f"{number}", escape(ours.page.format(number)))
        if number
        else '<span aria-hidden="true">…</span>'
        for number in _numbers(found.page, found.pages)
    ]
    if found.page < found.pages:
        links.append(_to(found, found.page + 1, escape(ours.after), ""))
    return f'<nav class="pager" aria-label="{escape(ours.pages)}">{"".join(links)}</nav>'


def _to(found: Found, page: int, shown: str, name: str) -> str:
    current = ' aria-current="page"' if page == found.page else ""
    label = f' aria-label="{name}"' if name else ""
    return f'<a data-go="page" href="{escape(found.sought.at_page(page).address)}"{label}{current}>{shown}</a>'


def _numbers(page: int, pages: int) -> Iterator[int]:
    """The pages that are offered by number; 0 stands for what is left out between them."""
    last = 0
    for number in range(1, pages + 1):
        if number in (1, pages) or abs(number - page) <= _AROUND:
            if number - last > 1:
                yield 0
            yield number
            last = number
