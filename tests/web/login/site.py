"""The whole site with accounts, and a desk that shows only that it was reached."""

from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route

from assistant.accounts.accounts import Accounts
from assistant.accounts.role import Role
from assistant.accounts.users import add_user
from assistant.settings import Accounting, Settings
from assistant.web import site as pages
from assistant.web.gate.amounts import spare
from assistant.web.guard import stand_before
from assistant.web.login import routes as login
from assistant.web.server import build_app
from tests.web.fakes import FakeAsk, FakeAssistant, FakeCatalog, FakeStore, rent_answer, rent_document

PASSWORD = "铜壶-kettle-桥"
METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"]


def site(engine: Engine | None = None, **settings: Any) -> FastAPI:
    """The application over one document, with the users 李明 (admin) and 王芳 (staff) if `engine` has none yet."""
    catalog = FakeCatalog([rent_document()])
    if engine is not None:
        catalog.engine = engine
    assistant = FakeAssistant(FakeStore(catalog), Settings(**({"accounts": Accounting.ON} | settings)))
    app = build_app(assistant, FakeAsk([rent_answer()]), FakeAsk([rent_answer()]))  # type: ignore[arg-type]  # stands in
    return _with_a_desk(app)


def entrance(engine: Engine, **settings: Any) -> FastAPI:
    """The same guard and the same login without the visitors' pages, which take a second to make."""
    accounts = Accounts(engine, Settings(**({"accounts": Accounting.ON} | settings)))
    app = FastAPI(openapi_url=None)
    app.include_router(login.routes(accounts))
    app.include_router(pages.routes())
    spare(app, accounts.settings)
    stand_before(app, accounts)
    return _with_a_desk(app)


def _with_a_desk(app: FastAPI) -> FastAPI:
    app.router.routes.insert(0, Mount("/desk", Starlette(routes=[Route("/{path:path}", _reached, methods=METHODS)])))
    return app


def with_people(engine: Engine) -> Engine:
    """The same, with one administrator and one member of staff."""
    add_user(engine, "李明", Role.ADMIN, PASSWORD)
    add_user(engine, "王芳", Role.STAFF, PASSWORD)
    return engine


def browser(app: FastAPI, base: str = "http://testserver", address: str = "203.0.113.9") -> TestClient:
    """Somebody who looks at pages, and is not led on by itself."""
    headers = {"Accept": "text/html,application/xhtml+xml"}
    return TestClient(app, base, headers=headers, client=(address, 50000), follow_redirects=False)


def sign_in(client: TestClient, name: str = "王芳", password: str = PASSWORD, **more: str) -> Any:
    """Sends the form as a browser does."""
    origin = {"Origin": str(client.base_url).rstrip("/")}
    return client.post("/login", data={"username": name, "password": password} | more, headers=origin)


def _reached(request: Request) -> Response:
    path = request.path_params["path"]
    if not path:
        page = '<!doctype html><html lang="zh"><title>desk</title><body><h1>管理</h1><form method="post" action="/logout"><button>退出</button></form>'
        return HTMLResponse(page)
    return PlainTextResponse(f"desk:{path}", headers={"Access-Control-Allow-Origin": "*"})
