"""The top of the page."""

from html import escape

from assistant.web.holdings import Holdings
from assistant.web.text import Words

_SEAL = (
    '<svg viewBox="0 0 40 40" width="36" height="36" aria-hidden="true">'
    '<rect x="1" y="1" width="38" height="38" rx="9" fill="var(--seal)"/>'
    '<path d="M10.5 12.5h19M10.5 20h19M10.5 27.5h9" stroke="#fff" stroke-width="2.8" stroke-linecap="round" fill="none"/>'
    '<circle cx="27.5" cy="27.5" r="3.2" fill="#fff"/></svg>'
)
"""Lines of text that end in a point: the statement and its source."""
_SHADES = (
    '<svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true" fill="none" stroke="currentColor"'
    ' stroke-width="1.8"><circle cx="12" cy="12" r="8.2"/><path d="M12 3.8a8.2 8.2 0 0 1 0 16.4z" fill="currentColor"/></svg>'
)


def header(holdings: Holdings, said: Words) -> str:
    """Name, purpose and stock of the assistant, and the switch of light and dark."""
    theme = escape(said.switch_theme)
    return (
        f'<div class="brand" lang="{said.locale}" data-locale="{said.locale}">{_SEAL}'
        f'<div class="name"><h1>问策 <small>Wence</small></h1><p>{escape(said.tagline)}</p></div>'
        f'<p class="stock">{escape(holdings.summary(said))}</p>'
        f'<button type="button" class="shade" data-action="theme" title="{theme}" aria-label="{theme}">{_SHADES}</button>'
        "</div>"
    )
