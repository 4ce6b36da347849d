"""Signing in and out: /login and /logout."""

from collections.abc import Mapping
from datetime import timedelta
from importlib.resources import files
from typing import Annotated, Any
from urllib.parse import parse_qs, urlencode

from anyio import to_thread
from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from assistant.accounts.accounts import COOKIE, Accounts
from assistant.accounts.attempts import TooMany
from assistant.accounts.users import has_users
from assistant.web.header import plain_top
from assistant.web.login.destination import destination
from assistant.web.login.words import login_words
from assistant.web.preferences import language_of, theme_of
from assistant.web.text import words

_INERT = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {"Content-Security-Policy": _INERT, "Cache-Control": "no-store", "X-Frame-Options": "DENY"}
_MOST_BYTES = 8192
"""Of a form."""
Text = Annotated[str | None, Query(max_length=4000)]


class Entrance:
    """The pages for signing in and out."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    def login_page(self, request: Request, next: Text = None) -> Response:
        """The form, or the way on for those who need it no more."""
        if not self._accounts.are_on or self._accounts.person(request.headers).is_staff:
            return RedirectResponse(destination(next), 303, headers={"Cache-Control": "no-store"})
        return self._form(request, next)

    async def login(self, request: Request) -> Response:
        """Signs in, and goes to where the person wanted to go."""
        form = await _form_of(request)
        if form is None:
            return PlainTextResponse("表单太大", 413)
        if not self._accounts.are_on:
            return RedirectResponse(destination(form.get("next")), 303)
        return await to_thread.run_sync(self._sign_in, request, form)

    def logout_page(self, request: Request) -> Response:
        """Asks whether to sign out, for only a form may do it."""
        person = self._accounts.person(request.headers)
        if not (self._accounts.are_on and person.is_staff):
            return RedirectResponse("/", 303)
        return _page("logout", request, name=person.name)

    async def logout(self, request: Request) -> Response:
        """Signs out, everywhere if the form says so."""
        form = await _form_of(request) or {}
        everywhere = form.get("everywhere") == "1"
        await to_thread.run_sync(lambda: self._accounts.sign_out(request.headers, everywhere=everywhere))
        # Of all that this site has left in the browser, the session is the only thing that opens something.
        response = RedirectResponse("/", 303, headers={"Cache-Control": "no-store"})
        response.delete_cookie(COOKIE, httponly=True, samesite="lax", secure=request.url.scheme == "https")
        return response

    def _sign_in(self, request: Request, form: dict[str, str]) -> Response:
        name, target = form.get("username", ""), form.get("next")
        said = login_words(language_of(request))
        try:
            token = self._accounts.sign_in(name, form.get("password", ""), _address(request))
        except TooMany as error:
            minutes = -(-error.wait // timedelta(minutes=1))
            later = {"Retry-After": str(int(error.wait.total_seconds()) + 1)}
            return self._form(request, target, 429, name, said.too_many.format(minutes), later)
        if token is None:
            return self._form(request, target, 401, name, said.wrong)
        self._accounts.sign_out(request.headers)  # the session that was there before leads nowhere from now on
        response = RedirectResponse(destination(target), 303, headers={"Cache-Control": "no-store"})
        age, secure = int(self._accounts.limits.age.total_seconds()), request.url.scheme == "https"
        response.set_cookie(COOKIE, token, max_age=age, httponly=True, samesite="lax", secure=secure)
        return response

    def _form(
        self,
        request: Request,
        target: str | None,
        status: int = 200,
        name: str = "",
        complaint: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        values = {"next": destination(target), "name": name, "complaint": complaint}
        nobody = not has_users(self._accounts.engine)
        return _page("login", request, status, {**_HEADERS, **(headers or {})}, **values, nobody=nobody)


def routes(accounts: Accounts) -> APIRouter:
    """The routes /login, /logout and their style."""
    router, entrance = APIRouter(include_in_schema=False), Entrance(accounts)
    router.add_api_route("/login", entrance.login_page, methods=["GET"], response_model=None)
    router.add_api_route("/login", entrance.login, methods=["POST"], response_model=None)
    router.add_api_route("/logout", entrance.logout_page, methods=["GET"], response_model=None)
    router.add_api_route("/logout", entrance.logout, methods=["POST"], response_model=None)

    @router.get("/login.css")
    def style() -> Response:
        return Response(files("assistant.web.login").joinpath("style.css").read_bytes(), media_type="text/css")

    return router


def _page(
    form: str, request: Request, status: int = 200, headers: Mapping[str, str] = _HEADERS, **values: Any
) -> Response:
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    asked = request.query_params.get("lang")
    language = words(asked).language if asked else language_of(request)
    theme, target = theme_of(request), values.get("next")
    here = f"/{form}?{urlencode({'next': target})}" if target else f"/{form}"
    text = files("assistant.web.login").joinpath("page.html").read_text("utf-8")
    template = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True).from_string(text)
    shown = template.render(
        said=login_words(language),
        top=Markup(plain_top(words(language), theme, here)),  # noqa: S704 - escapes what it is given
        theme=theme or "",
        form=form,
        **values,
    )
    return HTMLResponse(shown, status, headers)


async def _form_of(request: Request) -> dict[str, str] | None:
    """The fields of a form, each once; None where it is too large."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > _MOST_BYTES:
            return None
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[-1] for name, values in fields.items()}


def _address(request: Request) -> str:
    return request.client.host if request.client is not None else ""
