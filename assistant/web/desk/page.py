"""The desk as Gradio pages: the shared top, a side list, and one part that shows a section and sends its forms."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from pydantic import BaseModel, Field

from assistant.accounts.accounts import accounts_of
from assistant.operations.request import numbered
from assistant.web.desk.office import Office, sections
from assistant.web.desk.shell import failed, framed, loading
from assistant.web.desk.table import back
from assistant.web.desk.visit import Done, Section, Visit
from assistant.web.desk.words import CHINESE, words
from assistant.web.header import Here, lay_out
from assistant.web.preferences import language_of
from corpus.errors import WenceError

if TYPE_CHECKING:
    import gradio as gr

logger = logging.getLogger(__name__)

_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
_SCRIPTS = ("desk.js", "upload.js")
_AT_ONCE = 8
"""Members of staff who are served at the same time; further ones queue."""


class Sent(BaseModel):
    """What a page sends: where it is, and the form that was filled in, if one was."""

    query: str = Field("", max_length=2000)
    deed: str = Field("", max_length=40)
    fields: dict[str, str] = Field(default_factory=dict, max_length=60)


def build(office: Office) -> "gr.Blocks":
    """The desk as Gradio blocks, one page for each section."""
    import gradio as gr

    desk = gr.Blocks(title="问策管理台 Wence desk", analytics_enabled=False, fill_width=True)
    for section in sections(office):
        with (
            desk.route(CHINESE.sections[section.slug], f"/{section.slug}", show_in_navbar=False)
            if section.slug
            else desk
        ):
            _lay_out(desk, section, office)
    return desk


def _lay_out(desk: "gr.Blocks", section: Section, office: Office) -> None:
    import gradio as gr

    lay_out(desk, Here.DESK, office.assistant)
    script = "\n".join(files("assistant.web.desk").joinpath(name).read_text("utf-8") for name in _SCRIPTS)
    empty = framed(section.slug, loading(CHINESE), CHINESE, office.slugs)
    shown = gr.HTML(empty, elem_id="work", elem_classes="desk", apply_default_css=False, js_on_load=script)

    def opened(request: gr.Request) -> str:
        return answered(section, office, language_of(request), {"query": str(request.query_params)}, request.headers)

    def asked(event: gr.EventData, request: gr.Request) -> str:
        return answered(section, office, language_of(request), event._data, request.headers)

    desk.load(opened, None, shown, **_QUIET)
    shown.submit(asked, None, shown, concurrency_limit=_AT_ONCE, **_QUIET)


def answered(section: Section, office: Office, language: str | None, sent: Any, headers: Mapping[str, str]) -> str:
    """HTML of a section after what a page has sent: its query, and the deed and fields of a form if one was sent."""
    said, person = words(language), accounts_of(office.assistant).person(headers)
    request = Sent.model_validate(sent or {})
    query = dict(parse_qsl(request.query.lstrip("?")))
    visit = Visit(section.slug, person.name, person.is_admin, said, query, office.assistant.today)
    if not person.is_staff:
        return framed(section.slug, failed(said.not_staff), said, ())
    done = _done(section, visit, request) if request.deed else None
    if done is not None:
        visit = replace(visit, query=visit.query if done.query is None else done.query)
        visit = visit if done.is_good else replace(visit, typed=request.fields)
    try:
        body = section.view(visit)
    except WenceError as error:
        body = failed(str(error)) + back(visit, said)
    except Exception:
        logger.exception("section %s of the desk could not be shown", section.slug)
        body = failed(numbered(said.failed, said.page.language.value))
    return framed(section.slug, body, said, office.slugs, done=done, address=visit.at())


def _done(section: Section, visit: Visit, request: Sent) -> Done:
    try:
        return section.act(request.deed, request.fields, visit)
    except WenceError as error:
        return Done(str(error), is_good=False)
    except Exception:
        logger.exception("%s of the desk's section %s failed", request.deed, section.slug)
        return Done(numbered(visit.said.failed, visit.said.page.language.value), is_good=False)
