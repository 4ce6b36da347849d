"""So many requests of one address in a minute, that a flood from one place leaves room for everybody else."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.accounts.reach import is_address, is_loopback, network_of
from assistant.api.failures import Failure, response_of
from assistant.web.gate.told import told

_MOST_KNOWN = 20_000
"""Addresses that are remembered, about 5 MB; whoever rested longest is forgotten first."""
_BURST = 30.0
"""Seconds' worth that may come at once: a page that opens asks for a hundred small files."""
_CHEAP = 0.02
"""What a file that pages are made of counts."""
_SAID = "来自您所在网络的请求太多，请过 {} 秒再试。"


@dataclass(slots=True)
class _Purse:
    """What an address may still ask for, and when that was reckoned."""

    left: float
    at: float


class Allowance:
    """So many requests a minute for each address, refilled evenly; remembers a bounded number of addresses."""

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic, most: int = _MOST_KNOWN) -> None:
        self._a_second = a_minute / 60
        self._full = max(1.0, self._a_second * _BURST)
        self._clock = clock
        self._most = most
        self._known: OrderedDict[str, _Purse] = OrderedDict()

    def __len__(self) -> int:
        """How many addresses are remembered."""
        return len(self._known)

    def wait(self, address: str, cost: float = 1.0) -> float:
        """Seconds until a request of this address may come; 0: now, and it is counted."""
        key, now = network_of(address), self._clock()
        purse = self._known.setdefault(key, _Purse(self._full, now))
        self._known.move_to_end(key)
        if len(self._known) > self._most:
            self._known.popitem(last=False)
        purse.left = min(self._full, purse.left + (now - purse.at) * self._a_second)
        purse.at = now
        if purse.left < cost:
            return (cost - purse.left) / self._a_second
        purse.left -= cost
        return 0.0


class Sparing:
    """Tells an address that asks too often to come back later.

    Whoever sits at the machine is not counted: neither is, therefore, a reverse proxy there that is not trusted, for its
    address is that of all visitors.
    """

    def __init__(self, app: ASGIApp, a_minute: int) -> None:
        """`a_minute` requests of one address; 0: as many as there are."""
        self._app = app
        self._allowance = Allowance(a_minute) if a_minute else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, or passes it on."""
        seconds = self._wait(scope) if scope["type"] == "http" else 0
        if not seconds:
            await self._app(scope, receive, send)
            return
        said, later = _SAID.format(seconds), {"Retry-After": str(seconds)}
        headers, path = Headers(scope=scope), scope["path"]
        if path.startswith("/v1/"):
            await response_of(Failure(429, "too_many_requests", said), path, later)(scope, receive, send)
        else:
            await told(429, "too_many_requests", said, headers, later)(scope, receive, send)

    def _wait(self, scope: Scope) -> int:
        host = scope["client"][0] if scope.get("client") else ""
        if self._allowance is None or is_loopback(host) or not is_address(host):
            return 0
        is_cheap = scope["method"] == "GET" and ("/assets/" in scope["path"] or "/static/" in scope["path"])
        return ceil(self._allowance.wait(host, _CHEAP if is_cheap else 1.0))
