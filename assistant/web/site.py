"""The pages that visitors see, which share one look and one top."""

from collections.abc import Sequence
from importlib.resources import files
from typing import TYPE_CHECKING

from assistant.operations.stopping import Stopping
from assistant.stream import MOST_CALLS
from assistant.web.chat import page as chat
from assistant.web.chat.events import Ask, Conversing
from assistant.web.forgetting import bound_pages
from assistant.web.lookup import page as lookup
from assistant.web.lookup.results import Finder
from assistant.web.lookup.state import PATH

if TYPE_CHECKING:
    import gradio as gr
    from fastapi import APIRouter

    from assistant.open import Assistant
    from assistant.settings import Settings

_STYLES = ("chat/chat.css", "chat/talks.css", "lookup/lookup.css")
_SCRIPTS = ("chat/chat.js", "chat/reading.js", "chat/talks.js", "lookup/lookup.js")
_FRAME_STYLES = ("light.css", "top.css", "frame.css")

_BESIDE = 16
"""Threads for what is no question: pages that open, conversations that are looked at."""


def build(assistant: "Assistant", ask: Ask, finder: Finder, stopping: Stopping) -> "gr.Blocks":
    """The pages as Gradio blocks, without theme, style and script, which are given where they are served."""
    import gradio as gr

    site = gr.Blocks(title="问策 Wence", analytics_enabled=False, fill_width=True)
    conversing = Conversing(assistant, ask)
    stopping.when_over(conversing.makings.part)
    with site:
        chat.lay_out(site, conversing)
    with site.route("查策", PATH, show_in_navbar=False):
        lookup.lay_out(site, assistant, finder)
    _make_room(site, assistant.settings)
    bound_pages(site)
    return site


def _make_room(site: "gr.Blocks", settings: "Settings") -> None:
    """Threads for all who are answered or wait for it, and some for everything else; Gradio's own limit is 40."""
    threads = settings.at_once + settings.waiting + MOST_CALLS + _BESIDE
    site.max_threads = threads
    site._queue.max_thread_count = threads


def style(own: Sequence[str] = _STYLES) -> str:
    """The style sheet of Gradio's pages: what all share, then what is their `own`."""
    return "\n".join([_dark(":root:has(body.dark)"), *(_read(name) for name in (*_FRAME_STYLES, *own))])


def plain_style() -> str:
    """The colours, the top and the badges for pages without Gradio, whose html has the class of the chosen theme."""
    by_system = f"@media (prefers-color-scheme: dark) {{ {_dark(':root:not(.light)')} }}"
    return "\n".join([_read("light.css"), _dark(":root.dark"), by_system, _read("top.css")])


def _dark(selector: str) -> str:
    return _read("dark.css").replace(":root", selector)


def routes() -> "APIRouter":
    """The route /wence.css, which pages without Gradio link."""
    from fastapi import APIRouter
    from fastapi.responses import Response

    router = APIRouter()

    @router.get("/wence.css", include_in_schema=False)
    def wence_style() -> Response:
        return Response(plain_style(), media_type="text/css", headers={"Cache-Control": "no-cache"})

    return router


def head(own: Sequence[str] = _SCRIPTS) -> str:
    """What every page adds to its head: the scripts, with those that are its `own`, and the sign."""
    script = "\n".join(_read(name) for name in ("frame.js", *own))
    return f'<link rel="icon" type="image/svg+xml" href="/favicon.ico"><script>{script}</script>'


def _read(name: str) -> str:
    return files("assistant.web").joinpath(name).read_text("utf-8")
