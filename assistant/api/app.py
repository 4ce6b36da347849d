"""The interface for programs, as an application of its own beside the page."""

from typing import TYPE_CHECKING

from fastapi import Depends, FastAPI
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.accounts.accounts import accounts_of
from assistant.accounts.role import Role
from assistant.admission import Admission
from assistant.api import asking, documents, guide, health, openai, records, searching, stock
from assistant.api.chat_bodies import OpenAIFaultReply
from assistant.api.description import describe, faults
from assistant.api.failures import answer_failures, failure_of, response_of
from assistant.api.keys import Callers
from assistant.api.replies import FaultReply
from assistant.api.work import Places
from assistant.log.door import Ask
from assistant.mcp import transports
from assistant.mcp.tools import tools

if TYPE_CHECKING:
    from assistant.open import Assistant

MOST_BYTES = 256 * 1024
"""Of a request's body."""
_ROOTS = ("/api", "/v1", "/mcp")
_UPLOADS = "/api/documents"
"""Takes larger bodies, of staff only, and has a limit of its own."""
_ABOUT = """问策回答招商政策的问题，每一句都标明出处。文件、回答都是中文。

出错时返回 {"error": {"code": "给程序看的代码", "message": "给人看的一句话"}}；/v1 之下是 OpenAI 的形式。"""


def build_api(assistant: "Assistant", ask: Ask, admission: Admission | None = None) -> FastAPI:
    """The application that answers /api, /v1 and /mcp; questions go to `ask`, as many at once as `admission` allows.

    Raises:
        SettingError: the keys cannot be used as they are set.
    """
    settings = assistant.settings
    accounts = accounts_of(assistant)
    callers = Callers(accounts)
    keyed = [Depends(callers.needs(Role.VISITOR))]
    places = Places(admission or Admission(settings.at_once, settings.waiting))
    answering = asking.Answering(assistant, ask)
    app = FastAPI(
        title="问策 Wence 接口",
        version=health.released(),
        description=_ABOUT,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
        max_body_size=MOST_BYTES,
        generate_unique_id_function=lambda route: route.name,
    )
    answer_failures(app)
    asked, read = (400, 401, 413, 422, 429, 500, 502, 503), (400, 401, 422, 500, 502, 503)
    app.include_router(asking.routes(answering, places), dependencies=keyed, responses=faults(FaultReply, *asked))
    app.include_router(searching.routes(assistant), dependencies=keyed, responses=faults(FaultReply, *read))
    app.include_router(documents.routes(assistant), dependencies=keyed, responses=faults(FaultReply, *read))
    app.include_router(
        openai.routes(answering, places), dependencies=keyed, responses=faults(OpenAIFaultReply, 401, 500)
    )
    staff, most = callers.needs(Role.STAFF), stock.MOST_FILES * settings.upload_mb * 1024 * 1024
    app.state.most_uploaded = most
    by_staff = faults(FaultReply, 400, 401, 403, 422, 500, 503)
    app.include_router(
        records.opinions(assistant, callers.needs(Role.VISITOR)),
        responses=faults(FaultReply, 400, 401, 413, 422, 500, 503),
    )
    app.include_router(stock.routes(assistant, staff, most), responses=by_staff)
    app.include_router(records.routes(assistant, staff), responses=by_staff)
    offered = tools(assistant, answering, places)
    app.include_router(transports.routes(assistant, offered), dependencies=keyed)
    app.include_router(health.routes(assistant), responses=faults(FaultReply, 503))
    named = [(tool.name, tool.title) for tool in offered]
    app.include_router(guide.routes(app, assistant, named, callers.need_keys))
    app.add_api_route("/api", lambda: RedirectResponse("/api/docs"), include_in_schema=False)
    describe(app, callers.need_keys, lambda: accounts.are_on or callers.need_keys())
    return app


class Beside:
    """Gives what is below /api, /v1 and /mcp to one application, and everything else to another."""

    def __init__(self, app: ASGIApp, api: FastAPI) -> None:
        self._app = app
        self._api = api
        self._uploaded: int = api.state.most_uploaded

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        path = scope.get("path", "")
        if scope["type"] != "http" or not any(path == root or path.startswith(f"{root}/") for root in _ROOTS):
            await self._app(scope, receive, send)
        elif _length(scope) > (self._uploaded if path == _UPLOADS else MOST_BYTES):
            await response_of(failure_of(HTTPException(413)), path)(scope, receive, send)
        else:
            await self._api(scope, receive, send)


def _length(scope: Scope) -> int:
    """How long the body is said to be; a body that is longer than said, or does not say, is counted as it comes."""
    said = dict(scope["headers"]).get(b"content-length", b"")
    return int(said) if said.isdigit() else 0
