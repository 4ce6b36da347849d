"""The pages that visitors see, which share one look and one top."""

from importlib.resources import files
from typing import TYPE_CHECKING

from assistant.log.door import Ask
from assistant.web.chat import page as chat
from assistant.web.chat.events import Conversing

if TYPE_CHECKING:
    import gradio as gr

    from assistant.open import Assistant

_STYLES = ("frame.css", "chat/chat.css")
_SCRIPTS = ("frame.js", "chat/chat.js")


def build(assistant: "Assistant", ask: Ask) -> "gr.Blocks":
    """The pages as Gradio blocks, without theme, style and script, which are given where they are served."""
    import gradio as gr

    site = gr.Blocks(title="问策 Wence", analytics_enabled=False, fill_width=True)
    with site:
        chat.lay_out(site, Conversing(assistant, ask))
    return site


def style() -> str:
    """The style sheet of all pages."""
    return "\n".join(_read(name) for name in _STYLES)


def head() -> str:
    """What every page adds to its head: the scripts, and the sign."""
    script = "\n".join(_read(name) for name in _SCRIPTS)
    return f'<link rel="icon" type="image/svg+xml" href="./favicon.ico"><script>{script}</script>'


def _read(name: str) -> str:
    return files("assistant.web").joinpath(name).read_text("utf-8")
