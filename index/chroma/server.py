"""Vectors at a Chroma server that several machines share, the Rust one that `chroma run` starts.

A search goes on by words alone while nobody answers there: every failure raises VectorsAway, and for some seconds after one
nobody waits for the server again.
"""

import logging
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sqlalchemy import Engine

from corpus.errors import SettingError, VectorsAway, VectorsGone
from index.chroma.naming import collection_of, forget, others
from index.chroma.place import GRAPH, View

if TYPE_CHECKING:
    from chromadb import Collection
    from chromadb.api import ClientAPI

_log = logging.getLogger(__name__)

_CONNECT, _ANSWER, _PATIENCE = 2.0, 5.0, 120.0
"""Seconds: to be connected, for an answer to a search, and for anything else."""
_SPARED = 5.0
"""Seconds for which a server that has failed is not asked again."""
_OF_ITS_KIND = "1."
"""What the versions of the server's interface begin with."""


@dataclass(frozen=True, slots=True)
class Server:
    """Address of a Chroma server, and what it or the proxy before it asks to be shown."""

    url: str
    token: str | None = None

    def version(self) -> str:
        """What the server says of itself. Raises VectorsAway, and SettingError where it is none that may be used."""
        import httpx  # with Chroma

        _parts(self.url)
        try:
            said = httpx.get(
                f"{self.url.rstrip('/')}/api/v2/version",
                headers=self.headers,
                timeout=httpx.Timeout(_ANSWER, connect=_CONNECT),
            )
        except httpx.HTTPError as error:
            raise VectorsAway(self.away(str(error) or type(error).__name__)) from error
        if said.status_code in (401, 403):
            raise VectorsAway(self.away("不认这个令牌，请检查 WENCE_CHROMA_TOKEN"))
        version = said.text.strip().strip('"')
        if "uvicorn" in said.headers.get("server", ""):
            raise SettingError(
                f"{self.url} 是 Chroma 的 Python 服务器，它在核对身份之前就执行客户端给的配置（CVE-2026-45829），不能使用。"
                "请改用 chroma run 启动的服务器。"
            )
        if said.status_code != 200 or not version.startswith(_OF_ITS_KIND):
            raise VectorsAway(self.away(f"应答的不像 Chroma 1.x（{said.status_code}，{version[:40]}）"))
        return version

    @property
    def headers(self) -> dict[str, str]:
        """What is shown with every request."""
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def away(self, why: str) -> str:
        """What to tell the operator."""
        return (
            f"向量服务 {self.url} 现在不能用：{why}。检索暂时只按词语进行；请检查它是否在运行、WENCE_CHROMA_URL 和网络，"
            "恢复后自动接上，不必重启。"
        )


class VectorsServer:
    """The vectors of one generation at a server."""

    _rest: "dict[Server, tuple[float, str]]" = {}  # noqa: RUF012 - of the process: whoever asks, the server is the same
    """Until when each server is spared, and what was said of it."""

    def __init__(self, server: Server, engine: Engine, generation: int, is_new: Callable[[], bool]) -> None:
        """`is_new` says whether there are no vectors yet, so that a collection that is not there may be made.

        Raises SettingError for an address that is none. Nothing is asked of the server yet.
        """
        _parts(server.url)
        self._server = server
        self._engine = engine
        self._generation = generation
        self._is_new = is_new

    def opened(self) -> View:
        """Connect. Raises VectorsGone where the server has no such vectors."""
        with self.plainly("打开"):  # once more: who has waited for another's try must not try as long again
            self._server.version()
            return _ServerView(self._server, collection_of(self._engine, self._generation), is_new=self._is_new())

    def again(self, view: View) -> View:
        """The same: a server shows what anybody has written."""
        return view

    def alone(self) -> AbstractContextManager[None]:
        """Nothing to hold: the server takes one at a time."""
        return nullcontext()

    def sweep(self) -> None:
        """Delete the collections of other generations; what cannot be deleted now is left for the next time."""
        from chromadb.errors import NotFoundError

        left = others(self._engine, self._generation)
        if not left:
            return
        with suppress(VectorsAway), self.plainly("清理"), ExitStack() as stack:
            client = _client(self._server, _PATIENCE, stack)
            for generation, name in left.items():
                with suppress(NotFoundError):
                    client.delete_collection(name)
                forget(self._engine, generation)

    @contextmanager
    def plainly(self, doing: str) -> Iterator[None]:
        """Turn whatever fails into VectorsAway, and spare the server then."""
        from chromadb.errors import ChromaError, NotFoundError
        from httpx import HTTPError

        until, said = VectorsServer._rest.get(self._server, (0.0, ""))
        if time.monotonic() < until:
            raise VectorsAway(said)
        try:
            yield
        except NotFoundError as error:
            raise VectorsGone(
                f"向量服务 {self._server.url} 上没有这个目录的向量。检索暂时只按词语进行；"
                "请运行 wence reindex 从目录数据库重建（不会重读文件），或恢复服务器的数据。"
            ) from error
        except VectorsAway as error:
            self._spare(str(error))
            raise
        except Exception as error:
            # The client raises bare Exceptions for what it cannot read, and ValueErrors for refused connections.
            if not isinstance(error, ChromaError | HTTPError | OSError | ValueError) and type(error) is not Exception:
                raise
            why = self._server.away(f"无法{doing}，{str(error) or type(error).__name__}")
            self._spare(why)
            raise VectorsAway(why) from error
        if said:
            VectorsServer._rest.pop(self._server, None)
            _log.warning("向量服务 %s 恢复了", self._server.url)

    def _spare(self, why: str) -> None:
        if self._server not in VectorsServer._rest:
            _log.error("%s", why)
        VectorsServer._rest[self._server] = (time.monotonic() + _SPARED, why)


class _ServerView:
    """One collection at a server."""

    def __init__(self, server: Server, name: str, *, is_new: bool) -> None:
        holding = ExitStack()
        self.close = weakref.finalize(self, holding.close)  # also where the next lines fail
        self.collection = _collection(_client(server, _ANSWER, holding), name, is_new=is_new)
        self.patient = _collection(_client(server, _PATIENCE, holding), name, is_new=False)


def _collection(client: "ClientAPI", name: str, *, is_new: bool) -> "Collection":
    if is_new:
        return client.get_or_create_collection(name, embedding_function=None, configuration=GRAPH)
    return client.get_collection(name, embedding_function=None)


_connecting = threading.Lock()
"""Chroma's clients are registered in one table of the process."""


def _client(server: Server, seconds: float, holding: ExitStack) -> "ClientAPI":
    import chromadb
    import httpx
    from chromadb.config import Settings

    host, port, is_secure = _parts(server.url)
    with _connecting:
        client = chromadb.HttpClient(host, port, is_secure, dict(server.headers), Settings(anonymized_telemetry=False))
    holding.callback(client.close)  # type: ignore[attr-defined]
    # By itself it waits for ever, with no setting for that, and closing it leaves its connections open.
    inner: Any = client
    for one in (inner, inner._admin_client):
        session: httpx.Client = one._server._session
        holding.callback(session.close)
        session.timeout = httpx.Timeout(seconds, connect=_CONNECT)
    return client


def _parts(url: str) -> tuple[str, int, bool]:
    """Host, port and whether it is encrypted. Raises SettingError."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.username:
        raise SettingError(
            f"WENCE_CHROMA_URL={url} 不是服务器的地址。请写 http://主机:端口，令牌写在 WENCE_CHROMA_TOKEN 里。"
        )
    return parts.hostname, port or (443 if parts.scheme == "https" else 80), parts.scheme == "https"
