"""The desk on the port of the site, below /desk."""

import warnings
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse

from assistant.accounts.accounts import accounts_of
from assistant.web.desk.answers.export import exported
from assistant.web.desk.answers.wanted import wanted_by
from assistant.web.desk.office import Office
from assistant.web.desk.page import build
from assistant.web.desk.upload import route as arrivals
from assistant.web.desk.words import words
from assistant.web.gate.opened import open_only_ours
from assistant.web.preferences import language_of
from assistant.web.site import head, style

if TYPE_CHECKING:
    from fastapi import FastAPI

AT = "/desk"


def mount(app: "FastAPI", office: Office, given: dict[str, Any]) -> None:
    """Puts the desk on `app`, with the look that is `given` to every page; before the site, which takes what is left.

    Who may enter is not decided here: a guard stands before everything below /desk.
    """
    import gradio as gr

    router = APIRouter()

    @router.get(AT, include_in_schema=False)
    def entered() -> RedirectResponse:
        return RedirectResponse(f"{AT}/", 307)

    @router.get(f"{AT}/answers.csv", include_in_schema=False)
    def answer_log(request: Request) -> Response:
        """The filtered answer log for a spreadsheet."""
        if not accounts_of(office.assistant).person(request.headers).is_staff:
            return PlainTextResponse("", 401)
        wanted, said = wanted_by(request.query_params), words(language_of(request))
        lines = exported(office.assistant.store.catalog.engine, wanted, said)
        name = {"Content-Disposition": f'attachment; filename="wence-answers-{office.assistant.today}.csv"'}
        return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=name)

    app.include_router(router)
    app.include_router(arrivals.routes(office))
    for guest in office.further:
        app.include_router(guest.routes())
    look = given | {"css": style(("desk/desk.css",)), "head": head(()), "app_kwargs": dict(given["app_kwargs"])}
    with warnings.catch_warnings():
        # Said of every site of several pages, also where that mode was never asked for.
        warnings.filterwarnings("ignore", "SSR mode is not supported", UserWarning)
        gr.mount_gradio_app(app, pages := build(office), path=AT, **look)
    open_only_ours(app, pages)
