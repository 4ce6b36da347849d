"""What stands before everything on the port: who may enter the desk, whose requests count, what browsers may load."""

import logging
import re
from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Any

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from assistant.accounts.accounts import Accounts
from assistant.accounts.proxies import proxies_of
from assistant.accounts.reach import comes_through_a_proxy
from assistant.operations.request import numbered
from assistant.web.gate.headers import with_ours
from assistant.web.gate.told import told
from assistant.web.login.destination import login_address
from assistant.web.paths import is_at, is_straight

if TYPE_CHECKING:
    from fastapi import FastAPI

Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]

logger = logging.getLogger(__name__)

_LONGEST_PATH, _LONGEST_QUERY = 2048, 32 * 1024
"""Bytes; no page of ours has an address that comes near."""
_USED = frozenset({"queue", "heartbeat", "theme.css", "app_id"})
"""What the visitors' pages need of Gradio's own interface; the rest of it (uploads, deep links, remote code) is closed."""
_CLOSED = frozenset({"/login/", "/logout/", "/monitoring"})
"""Gradio's own, beside ours."""
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""
_FOREIGN_HOST = "问策不用“{}”这个地址提供服务。若这就是本站的地址，请把它的主机名写进 WENCE_PUBLIC_HOSTS 后重新启动。"
_TWO_HOSTS = "这个请求写了不止一个 Host，没有处理。"
_FOREIGN_PAGE = (
    "这个请求来自别的网站（{}），没有处理。若那就是本站的地址，请把它的主机名写进 WENCE_PUBLIC_HOSTS 后重新启动。"
)
_BEHIND_A_PROXY = "经反向代理打开管理页需要登录：请设 WENCE_ACCOUNTS=on，用 wence users add 添加账号，再重新启动。"
_SIGN_IN = "请先登录。"
_TOO_LONG = "地址太长，没有处理。"
_FAULT = "抱歉，这个请求没有处理成功。请稍后再试；如果一直这样，请联系管理员查看日志。"
_ADDRESS = re.compile(r"[\w.:/\[\]-]{1,200}", re.ASCII)


def stand_before(app: "FastAPI", accounts: Accounts) -> None:
    """Puts the guard before the application, and before it what believes the trusted proxies; to be called last.

    Raises:
        SettingError: one of the trusted proxies is no address and no network.
    """
    from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

    app.add_middleware(Guard, accounts=accounts)
    if trusted := proxies_of(accounts.settings.trusted_proxies):
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=trusted)


class Guard:
    """Lets through what may pass, and gives every answer the headers that keep browsers from what they should not do."""

    def __init__(self, app: Callable[[Any, Receive, Send], Awaitable[None]], accounts: Accounts) -> None:
        self._app = app
        self._accounts = accounts

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Answers one request, or passes it on."""
        if scope["type"] == "websocket":  # nothing here speaks through one
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        is_begun, is_encrypted = False, scope.get("scheme") == "https"
        is_desk = is_at(scope["path"], "/desk")

        async def guarded(message: Any) -> None:
            nonlocal is_begun
            if message["type"] == "http.response.start":
                is_begun = True
                headers = with_ours(message.get("headers", ()), is_encrypted=is_encrypted, is_desk=is_desk)
                message = {**message, "headers": list(headers)}
            await send(message)

        try:
            refused = await self._refused(scope)
            await (self._app if refused is None else refused)(scope, receive, guarded)
        except ClientDisconnect:
            return
        except Exception:
            # The path is quoted, so that nobody writes lines of the log with it.
            logger.exception("a request failed: %s %r", scope["method"], scope["path"][:200])
            if not is_begun:
                await told(500, "internal", numbered(_FAULT), Headers(scope=scope))(scope, receive, guarded)

    async def _refused(self, scope: Any) -> Response | None:
        """The answer to a request that may not pass; None for one that may."""
        headers, path = Headers(scope=scope), scope["path"]
        if len(scope.get("raw_path", b"")) > _LONGEST_PATH or len(scope.get("query_string", b"")) > _LONGEST_QUERY:
            return told(414, "too_long", _TOO_LONG, headers)
        if len(headers.getlist("host")) > 1:  # a proxy before us may believe the other one
            return told(400, "bad_request", _TWO_HOSTS, headers)
        if not self._accounts.is_for_us(headers):
            return told(421, "foreign_host", _FOREIGN_HOST.format(_shown(headers.get("host"))), headers)
        if scope["method"] not in _SAFE and not self._accounts.is_from_us(headers):
            return told(403, "foreign_page", _foreign(headers), headers)
        if is_at(path, "/desk") or is_at(scope.get("raw_path", b"").decode("latin-1"), "/desk"):
            return await self._refused_at_the_desk(scope, headers)
        return PlainTextResponse("", 404) if path in _CLOSED or _is_closed(path, "/gradio_api", _USED) else None

    async def _refused_at_the_desk(self, scope: Any, headers: Headers) -> Response | None:
        path = scope["path"]
        if (await to_thread.run_sync(self._accounts.person, headers)).is_staff:
            is_closed = not is_straight(path) or _is_closed(path, "/desk/gradio_api", _USED)
            return PlainTextResponse("", 404) if is_closed else None
        if not self._accounts.are_on:
            said = _BEHIND_A_PROXY if comes_through_a_proxy(headers) else _foreign(headers)
            return told(403, "forbidden", said, headers)
        if scope["method"] in ("GET", "HEAD") and "text/html" in headers.get("accept", ""):
            address = login_address(path, scope.get("query_string", b"").decode("latin-1"))
            return RedirectResponse(address, 303, headers={"Cache-Control": "no-store"})
        return told(401, "unauthorized", _SIGN_IN)


def _is_closed(path: str, root: str, used: Iterable[str]) -> bool:
    """Whether it is a route of Gradio's interface, which is at `root`, that the page does not use."""
    if not is_at(path, root):
        return False
    first = path.removeprefix(f"{root}/").partition("/")[0]
    return not path.startswith(f"{root}/") or first not in used


def _foreign(headers: Headers) -> str:
    return _FOREIGN_PAGE.format(_shown(headers.get("origin") or headers.get("sec-fetch-site")))


def _shown(said: str | None) -> str:
    """What a header says, if it looks like an address; nothing else is repeated."""
    return said if said and _ADDRESS.fullmatch(said) else "…"
