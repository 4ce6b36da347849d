"""Signing in and out: /login and /logout."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from importlib.resources import files
from typing import Annotated
from urllib.parse import parse_qs

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Query, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response

from assistant.accounts.accounts import COOKIE, Accounts
from assistant.accounts.attempts import TooMany
from assistant.accounts.users import has_users
from assistant.web.login.destination import destination
from assistant.web.login.page import page, spoken
from assistant.web.login.words import login_words
from corpus.errors import StoreError

logger = logging.getLogger(__name__)

_MOST_BYTES = 8192
"""Of a form."""
_AT_ONCE, _WAITING = 2, 20
"""Sign-ins: computing them takes all the time it can get, which must not be that of the other pages."""
_SOON = {"Retry-After": "5"}
Text = Annotated[str | None, Query(max_length=4000)]


class Entrance:
    """The pages for signing in and out."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts
        self._turns = CapacityLimiter(_AT_ONCE)

    def login_page(self, request: Request, next: Text = None) -> Response:
        """The form, or the way on for those who need it no more."""
        if not self._accounts.are_on or self._accounts.person(request.headers).is_staff:
            return RedirectResponse(destination(next), 303, headers={"Cache-Control": "no-store"})
        return self._form(request, {"next": next or ""})

    async def login(self, request: Request) -> Response:
        """Signs in, and goes to where the person wanted to go."""
        form = await _form_of(request)
        if form is None:
            return PlainTextResponse("表单太大", 413)
        if not self._accounts.are_on:
            return RedirectResponse(destination(form.get("next")), 303)
        if self._turns.statistics().tasks_waiting >= _WAITING:
            return self._form(request, form, 503, login_words(spoken(request)).busy, _SOON)
        return await to_thread.run_sync(self._sign_in, request, form, limiter=self._turns)

    def logout_page(self, request: Request) -> Response:
        """Asks whether to sign out, for only a form may do it."""
        person = self._accounts.person(request.headers)
        if not (self._accounts.are_on and person.is_staff):
            return RedirectResponse("/", 303)
        return page("logout", request, name=person.name)

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
        said = login_words(spoken(request))
        try:
            token = self._accounts.sign_in(form.get("username", ""), form.get("password", ""), _address(request))
        except TooMany as error:
            minutes = -(-error.wait // timedelta(minutes=1))
            later = {"Retry-After": str(int(error.wait.total_seconds()) + 1)}
            return self._form(request, form, 429, said.too_many.format(minutes), later)
        except StoreError as error:
            logger.warning("a sign-in could not be counted or kept: %s", error)
            return self._form(request, form, 503, said.busy, _SOON)
        if token is None:
            return self._form(request, form, 401, said.wrong)
        self._accounts.sign_out(request.headers)  # the session that was there before leads nowhere from now on
        response = RedirectResponse(destination(form.get("next")), 303, headers={"Cache-Control": "no-store"})
        age, secure = int(self._accounts.limits.age.total_seconds()), request.url.scheme == "https"
        response.set_cookie(COOKIE, token, max_age=age, httponly=True, samesite="lax", secure=secure)
        return response

    def _form(
        self,
        request: Request,
        form: Mapping[str, str],
        status: int = 200,
        complaint: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        values = {"next": destination(form.get("next")), "name": form.get("username", ""), "complaint": complaint}
        return page("login", request, status, headers, **values, nobody=not has_users(self._accounts.engine))


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
