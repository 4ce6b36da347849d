"""A served page and a browser that looks at it."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn

from assistant.open import Assistant
from assistant.settings import Settings
from assistant.web.server import build_app
from index.encoder import open_encoder
from index.ingest import ingest
from index.store import Store
from tests.web.payloads import PAYLOADS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Request

RENT = """云岭市东园区租金补贴办法
云管发〔2025〕3号
云岭市东园区管理委员会 2025年2月10日
第一条 本办法适用于入驻云岭市东园区的企业。
第二条 企业租用标准厂房的，前两年按照实际租金的80%给予补贴，每家企业每年最高100万元。
第三条 本办法自2025年3月1日起施行。
"""
OLD = """云岭市东园区租金补贴暂行规定
第一条 企业租用标准厂房的，按照实际租金的20%给予补贴，每年最高10万元。
第二条 本规定自2020年1月1日起施行，有效期至2022年12月31日。
"""
ELSEWHERE = """沧州市物流补贴办法
沧州市人民政府 2025年4月2日
第一条 沧州市对企业货运给予物流补贴，每年最高30万元。
第二条 本办法自2025年5月1日起施行。
"""
PAGE = """<html><head><title>云岭市西园区装修补贴办法</title></head><body><h1>云岭市西园区装修补贴办法</h1>
<p>云岭市西园区管理委员会 2025年6月3日</p><p>第一条 本办法适用于入驻云岭市西园区的企业。</p>
<p>第二条 企业装修办公用房的，按照实际支出的30%给予补贴，每家企业最高8万元。</p>
<p>第三条 本办法自2025年7月1日起施行。</p><script>document.title = "executed"</script></body></html>
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real page over a small index, hostile documents included."""
    folder = tmp_path_factory.mktemp("policies")
    for name, text in (("东园.txt", RENT), ("旧规定.md", OLD), ("沧州.txt", ELSEWHERE), ("西园.html", PAGE)):
        (folder / name).write_text(text, encoding="utf-8")
    hostile = "\n".join(
        f"第{number}条 攻击载荷{number}号：{payload}"
        for number, payload in enumerate(PAYLOADS, 1)
        if payload.isprintable()
    )
    (folder / "载荷.txt").write_text(f"<img src=x onerror=alert(1)>攻击载荷汇编\n{hostile}\n", encoding="utf-8")
    with Store.open(tmp_path_factory.mktemp("store") / "home", open_encoder()) as store:
        assert ingest(store, [folder]).failed == ()
        with served(Assistant(store, Settings(contact="示例热线 12345"))) as address:
            yield address


@contextmanager
def served(assistant: Any, ask: Any = None, programs: Any = None) -> Iterator[str]:
    """The page on a free port of loopback; gives its address."""
    with running(lambda: build_app(assistant, ask, programs or ask)) as address:
        yield address


@contextmanager
def running(make: Callable[[], Any]) -> Iterator[str]:
    """The application that `make` gives on a free port of loopback; gives its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    servers: list[uvicorn.Server] = []

    def run() -> None:
        config = uvicorn.Config(
            make(), log_level="warning", access_log=False, timeout_graceful_shutdown=1, proxy_headers=False
        )
        servers.append(uvicorn.Server(config))
        servers[0].run(sockets=[listener])

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    while not (servers and servers[0].started):
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.05)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    yield address
    _STOPPED.add(address)
    servers[0].should_exit = True
    thread.join()
    listener.close()


Open = Callable[..., "Page"]

_STOPPED: set[str] = set()
"""Addresses whose server has been stopped: what a page that is still open says of that is nothing wrong."""


@pytest.fixture
def visit(browser: "Browser") -> Iterator[Open]:
    """Opens the page as a new visitor; in the end nothing may have been wrong or gone elsewhere."""
    contexts, wrong = [], list[str]()

    def visit(
        address: str, width: int = 1440, height: int = 900, path: str = "", ready: str = ".welcome", **options: Any
    ) -> "Page":
        context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN", **options)
        contexts.append(context)
        _watch(context, address, wrong)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.goto(address + path)
        page.wait_for_selector(ready)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert wrong == []


def _watch(context: "BrowserContext", address: str, wrong: list[str]) -> None:
    """Notes errors of the page, dialogs that a script has opened, and requests to another host."""

    def on_message(message: "ConsoleMessage") -> None:
        if message.type == "error":
            complain(message.text, message.location["url"])

    def complain(text: str, url: str = "") -> None:
        if address not in _STOPPED and not _by_leaving(text, url):
            wrong.append(text)

    def on_dialog(dialog: "Dialog") -> None:
        wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def on_request(request: "Request") -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            wrong.append(f"request: {request.url}")

    context.on("console", on_message)
    context.on("dialog", on_dialog)
    context.on("request", on_request)
    context.on("weberror", lambda error: complain(str(error.error)))


def _by_leaving(text: str, url: str = "") -> bool:
    """Whether Gradio complains only that the page was left while its events were under way, or the server was stopped."""
    is_cut = "signal is aborted without reason" in text or "Connection errored out" in text
    is_cut = is_cut or "ERR_CONNECTION_REFUSED" in text
    return is_cut or ("404" in text and "/gradio_api/queue/" in url)
