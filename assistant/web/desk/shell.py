"""What surrounds every section: the side list, its heading, and word of what was just done."""

from collections.abc import Collection
from html import escape
from itertools import count

from assistant.web.desk.visit import Done
from assistant.web.desk.words import Words

_STAMP = count(1)
"""Makes every answer differ, so that the page notices also one that shows the same."""

_ICONS = {
    "": '<path d="M4 13h6V4H4zM14 20h6v-9h-6zM4 20h6v-4H4zM14 8h6V4h-6z"/>',
    "documents": '<path d="M7 3.5h7l4 4v13H7zM14 3.500v4h4M9.8 12h5.400M9.8 15.500h5.4"/>',
    "upload": '<path d="M12 16V5M7.5 9 12 4.5 16.5 9M5 15.500V20h14v-4.5"/>',
    "quality": '<path d="M12 4.5 21 20H3zM12 10.500v4.500M12 17.200v.3"/>',
    "unanswered": '<circle cx="12" cy="12" r="8.5"/><path d="M9.6 9.600a2.4 2.4 0 1 1 3.4 2.200c-.8.4-1 .8-1 1.700M12 16.300v.3"/>',
    "feedback": '<path d="M4 5h16v11h-8.500L7 20v-4H4zM8.5 10.500h7"/>',
    "answers": '<path d="M4 6.500h16M4 12h16M4 17.500h10"/>',
    "evaluation": '<path d="M4 20V4M4 20h16M8.5 16v-4M13 16V7.500M17.5 16v-6"/>',
    "system": '<circle cx="12" cy="12" r="3"/><path d="M12 3.500v3M12 17.500v3M3.5 12h3M17.5 12h3M6 6l2.1 2.1M15.9 15.9 18 18M18 6l-2.1 2.1M8.1 15.9 6 18"/>',
}


def framed(
    slug: str, body: str, said: Words, slugs: Collection[str], *, done: Done | None = None, address: str = ""
) -> str:
    """A section with the list of all `slugs` beside it; `address` is the query that it shows, for the browser's own line."""
    return (
        f'<div class="sheet" lang="{said.page.locale}" data-stamp="{next(_STAMP)}" data-address="{escape(address)}">'
        f'{_side(slug, slugs, said)}<div class="section at-{slug or "overview"}" id="section">'
        f'<header class="head"><h1>{escape(said.sections[slug])}</h1><p>{escape(said.about[slug])}</p></header>'
        f"{_notice(done)}{body}</div></div>"
    )


def loading(said: Words) -> str:
    """Stands in until a section is there."""
    return f'<p class="loading">{escape(said.loading)}</p>'


def failed(text: str) -> str:
    """What could not be done or shown, in words."""
    return f'<p class="notice bad" role="alert" tabindex="-1">{escape(text)}</p>'


def _notice(done: Done | None) -> str:
    if done is None or not done.text:
        return ""
    if not done.is_good:
        return failed(done.text)
    return f'<p class="notice good" role="status" tabindex="-1">{escape(done.text)}</p>'


def _side(slug: str, slugs: Collection[str], said: Words) -> str:
    links = "".join(_link(one, one == slug, said) for one in said.sections if one in slugs)
    return f'<nav class="side" aria-label="{escape(said.side)}"><ul>{links}</ul></nav>'


def _link(slug: str, is_current: bool, said: Words) -> str:
    current = ' aria-current="page"' if is_current else ""
    icon = (
        '<svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true" fill="none" stroke="currentColor"'
        f' stroke-width="1.7" stroke-linejoin="round" stroke-linecap="round">{_ICONS[slug]}</svg>'
    )
    return f'<li><a href="/desk/{slug}"{current}>{icon}<span>{escape(said.sections[slug])}</span></a></li>'
