"""The look-up: a search box, the facets, the list. What is shown hangs on the address of the page alone."""

import logging
from html import escape
from typing import TYPE_CHECKING, Any

from assistant.operations.request import numbered
from assistant.web import header
from assistant.web.header import Here
from assistant.web.lookup.listing import listing
from assistant.web.lookup.rail import rail
from assistant.web.lookup.results import Finder
from assistant.web.lookup.state import LONGEST, sought_of
from assistant.web.lookup.words import CHINESE, LookupWords, lookup_words
from assistant.web.preferences import language_of
from assistant.web.text import Words, words

if TYPE_CHECKING:
    import gradio as gr

    from assistant.open import Assistant

logger = logging.getLogger(__name__)

_AT_ONCE = 8
"""Visitors whose lists are worked out at the same time; further ones queue for some milliseconds."""
_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "concurrency_limit": _AT_ONCE}


def lay_out(page: "gr.Blocks", assistant: "Assistant", finder: Finder) -> None:
    """Puts the look-up on the page whose context is open."""
    import gradio as gr

    language = header.lay_out(page, Here.LOOKUP, assistant)
    with gr.Column(elem_id="lookup"):
        with gr.Row(elem_id="lookup-head"):
            title = gr.HTML(_title(CHINESE), elem_id="lookup-title", apply_default_css=False)
            box = gr.Textbox(
                elem_id="lookup-query",
                interactive=True,
                autofocus=True,
                lines=1,
                max_lines=1,
                max_length=LONGEST,
                container=False,
                **_box(CHINESE),
            )
        with gr.Row(elem_id="lookup-body"):
            facets = gr.HTML("", elem_id="lookup-facets", apply_default_css=False)
            waiting = f'<p class="waiting">{escape(CHINESE.waiting)}</p>'
            found = gr.HTML(waiting, elem_id="lookup-found", apply_default_css=False)
        # The page's script writes the query of the address here; whatever changes the list changes the address first.
        address = gr.Textbox(
            elem_id="lookup-address", interactive=True, visible="hidden", label=CHINESE.name, container=False
        )

    def opened(query: str, request: gr.Request) -> list[Any]:
        said = words(language_of(request))
        ours = lookup_words(said.language)
        return [_title(ours), gr.Textbox(**_box(ours)), *_shown(finder, query, said)]

    def sought(query: str, chosen: str | None) -> tuple[str, str]:
        return _shown(finder, query, words(chosen))

    def relabelled(query: str, chosen: str | None) -> list[Any]:
        ours = lookup_words(words(chosen).language)
        return [_title(ours), gr.Textbox(**_box(ours)), *_shown(finder, query, words(chosen))]

    page.load(opened, address, [title, box, facets, found], js="() => [location.search]", **_QUIET)
    # Gradio's `input` is of pressed keys only.
    address.change(sought, [address, language], [facets, found], trigger_mode="always_last", **_QUIET)
    language.input(
        relabelled,
        [address, language],
        [title, box, facets, found],
        js="(_, language) => [location.search, language]",
        **_QUIET,
    )


def _title(ours: LookupWords) -> str:
    return f'<h1 class="unseen">{escape(ours.name)}</h1>'


def _box(ours: LookupWords) -> dict[str, Any]:
    return {"label": ours.box, "placeholder": ours.placeholder}


def _shown(finder: Finder, query: str, said: Words) -> tuple[str, str]:
    """The facets and the list."""
    try:
        found = finder.find(sought_of(query))
        return rail(found, said), listing(found, finder.passages(found.shown), said)
    except Exception:
        logger.exception("a list could not be made")
        failed = escape(numbered(lookup_words(said.language).failed, said.language.value))
        return "", f'<div class="listing"><div class="nothing"><p>{failed}</p></div></div>'
