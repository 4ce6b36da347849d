"""What Gradio remembers of pages that were left: it keeps each for good, with all that stood on it, up to 10,000 of them."""

from copy import copy
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gradio as gr

_MOST_PAGES = 2000
"""Open pages whose parts are remembered; a conversation of one more is read from the catalog again."""
_LEFT = timedelta(minutes=1)
"""After which what stood on a page that was left is forgotten, and its conversation not: it may come back. A page that has
none, such as the look-up, is forgotten as a whole."""
_GONE = timedelta(hours=1)
"""After which nothing is remembered: Gradio, too, drops its conversation then."""


def bound_pages(site: "gr.Blocks") -> None:
    """Has Gradio remember no more pages than there are memory for; to be called before it is served."""
    site.state_session_capacity = _MOST_PAGES


def forget_left(site: "gr.Blocks", now: datetime | None = None) -> None:
    """Forgets of the pages that were left what nobody needs any more; cheap, to be called whenever a page opens."""
    holder, now = getattr(site, "state_holder", None), now or datetime.now()
    if holder is None:
        return
    for page, session in list(holder.session_data.items()):
        last = holder.time_last_used.get(page)
        if not session.is_closed or last is None or now - last < _LEFT:
            continue
        if now - last > _GONE or not any(session.state_data.values()):
            with holder.lock:
                holder.session_data.pop(page, None)
                holder.time_last_used.pop(page, None)
        elif session.config_values:
            session.config_values.clear()
            session.blocks_config = copy(site.default_config)
