"""One port for everything a browser asks for: the page, the documents and their originals."""

import asyncio
import errno
import os
import socket
import warnings
from collections.abc import Callable
from contextlib import suppress
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from assistant.headway import Headway, without_steps
from assistant.operations.logs import notices
from assistant.operations.request import found_by
from assistant.operations.service import Service
from assistant.operations.stopping import Stopping
from corpus.errors import SettingError

if TYPE_CHECKING:
    import gradio as gr
    from fastapi import FastAPI

    from assistant.admission import Admission
    from assistant.answer import Answer
    from assistant.log.door import Ask as AskPlainly
    from assistant.log.door import Asking
    from assistant.open import Assistant
    from assistant.settings import Settings
    from assistant.web.chat.events import Ask
    from assistant.web.desk.office import Office
    from assistant.web.desk.visit import Guest
    from assistant.web.serving import Serving

_PARTING = 2
"""Seconds that open pages are given when the server is stopped; each holds a connection for good."""
_PORT_IS_AT_FAULT = (errno.EADDRINUSE, errno.EACCES)
_GRADIO = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    # After each event, Gradio works out the times of the last 10,000 anew, for a page of statistics that is closed here: after
    # some thousand events that takes longer than answering them.
    "GRADIO_ANALYTICS_MAX_EVENTS": "1",
    "GRADIO_ANALYTICS_CACHE_FREQUENCY": str(2**62),
}
_UNLISTED: dict[str, Any] = {"docs_url": None, "redoc_url": None, "openapi_url": None}


def serve(assistant: "Assistant", further: "tuple[Guest, ...]" = ()) -> None:
    """Serves the page on the configured host and port until it is stopped; `further` sections stand at the desk, too.

    A signal stops it: what is under way is finished first, for at most the seconds of the settings.

    Raises:
        SettingError: the host and port cannot be listened on.
    """
    from assistant.admission import Admission, in_turn
    from assistant.ask import ask_in_steps
    from assistant.conversations.pruning import pruned
    from assistant.log.door import kept
    from assistant.log.entry import Channel
    from assistant.operations.metrics import Metrics

    settings = assistant.settings
    admission = Admission(settings.at_once, settings.waiting)
    metrics = Metrics()
    service = Service(Stopping(settings.stop_seconds, lambda: any(admission.load)), metrics)
    with (
        _listener(settings.host, settings.port) as listener,
        kept(metrics.measured(in_turn(ask_in_steps, admission), Channel.WEB), assistant, Channel.WEB) as door,
        kept(_plainly(metrics.measured(ask_in_steps, Channel.API)), assistant, Channel.API) as programs,
        pruned(assistant.store.catalog.engine, settings.conversation_days),
        suppress(KeyboardInterrupt),
    ):
        service.warm_up(assistant.warm_up)
        app = build_app(assistant, door, programs, further, admission, service)
        _greet(assistant)
        _serving(app, service, settings).run(sockets=[listener])


def _plainly(ask: "Asking[str | Headway | Answer]") -> "AskPlainly":
    """A door for those who only want the answer."""
    return lambda *asked: without_steps(ask(*asked))


def _serving(app: "FastAPI", service: Service, settings: "Settings") -> "Serving":
    import uvicorn

    from assistant.accounts.proxies import proxies_of
    from assistant.web.gate.wire import limits, wire
    from assistant.web.parting import part_quietly
    from assistant.web.serving import Serving

    part_quietly()
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=_PARTING,
        proxy_headers=False,
        server_header=False,
        http=wire(limits(), proxies_of(settings.trusted_proxies)),
    )
    return Serving(config, service.stopping)


def _greet(assistant: "Assistant") -> None:
    from assistant.accounts.accounts import accounts_of
    from assistant.accounts.notices import notices as warnings_of
    from assistant.operations.explained import Origins

    settings = assistant.settings
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    notices.info("问策已启动：http://%s:%d（按 Ctrl-C 停止）", host, settings.port)
    for warning in (*warnings_of(accounts_of(assistant)), *Origins().unknown()):
        notices.warning("注意：%s", warning)


def _listener(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        said = (error.strerror or str(error)).partition(" (while ")[0]  # what follows says the address again
        if error.errno in _PORT_IS_AT_FAULT:
            advice = f"端口被占用时可换一个：WENCE_PORT={port + 1 if port < 65535 else port - 1} wence serve"
        else:
            advice = f"WENCE_HOST={host} 应是这台机器的地址：本机用 127.0.0.1，对外用 0.0.0.0 或网卡的地址"
        raise SettingError(f"无法在 {host}:{port} 上提供网页（{said}）。{advice}") from error


def build_app(
    assistant: "Assistant",
    ask: "Ask | None" = None,
    programs: "AskPlainly | None" = None,
    further: "tuple[Guest, ...]" = (),
    admission: "Admission | None" = None,
    service: Service | None = None,
) -> "FastAPI":
    """The web application: further routes can be added to it. `ask` replaces the door that questions go through, and
    `programs` the one for those that come through the API; `further` sections stand at the desk, too. `admission` is what
    `ask` waits for, and programs do; `service` is what is known of the process that serves it.

    Raises:
        SettingError: the keys of the API or the trusted proxies cannot be used as they are set.
    """
    # Gradio reads these when it is imported.
    os.environ.update(_GRADIO)
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    from fastapi import FastAPI

    from assistant.accounts.accounts import accounts_of
    from assistant.accounts.proxies import proxies_of
    from assistant.api.app import Beside, build_api
    from assistant.ask import ask as unlogged
    from assistant.ask import ask_in_steps
    from assistant.operations.health import Health
    from assistant.operations.stock import Stock
    from assistant.web import preferences, site
    from assistant.web.assets import serve_assets
    from assistant.web.desk.office import Office
    from assistant.web.document.routes import routes
    from assistant.web.export import routes as export
    from assistant.web.gate.amounts import spare
    from assistant.web.guard import stand_before
    from assistant.web.login import routes as login
    from assistant.web.lookup import export as workbook
    from assistant.web.lookup.results import Finder
    from assistant.web.nowhere import Nowhere
    from assistant.web.numbering import Numbered, number_of_event
    from assistant.web.visitor import Visitors
    from assistant.web.vitals import Vitals

    ask, programs, service = ask or ask_in_steps, programs or unlogged, service or Service()
    accounts = accounts_of(assistant)
    app = FastAPI(title="Wence", **_UNLISTED)
    app.include_router(routes(assistant))
    app.include_router(login.routes(accounts))
    app.include_router(preferences.routes())
    app.include_router(site.routes())
    app.include_router(export.routes(assistant))
    app.include_router(workbook.routes(finder := Finder(assistant)))
    serve_assets(app)
    office = Office(assistant, unlogged, (ask, programs), further)
    _within_a_loop(lambda: _mount(app, lambda: site.build(assistant, ask, finder, service.stopping), office))
    app.add_middleware(Beside, api=build_api(assistant, programs, admission))
    app.add_middleware(Visitors)
    app.add_middleware(Nowhere, assistant=assistant)
    spare(app, assistant.settings)
    stand_before(app, accounts)
    found_by(number_of_event)
    health = Health(assistant, service)
    if service.metrics is not None and admission is not None:
        service.metrics.look_up(Stock(assistant, admission, health))
    app.add_middleware(Vitals, health=health, service=service, settings=assistant.settings)
    app.add_middleware(Numbered, proxies=proxies_of(assistant.settings.trusted_proxies))
    return app


def _within_a_loop(make: Callable[[], None]) -> None:
    """Gradio opens an event loop for each part that it makes while none is running, and closes none of them."""

    async def made() -> None:
        make()

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        asyncio.run(made())
    else:
        make()


def _mount(app: "FastAPI", site: Callable[[], "gr.Blocks"], office: "Office") -> None:
    import gradio as gr

    from assistant.web.desk.mount import mount as mount_desk
    from assistant.web.gate.opened import open_only_ours
    from assistant.web.site import head, style
    from assistant.web.theme import theme

    given: dict[str, Any] = {
        "footer_links": [],
        "run_history": False,
        "show_error": False,
        "enable_monitoring": False,
        "ssr_mode": False,
        "pwa": False,
        "mcp_server": False,
        "allowed_paths": [],
        "max_file_size": 1,
        "app_kwargs": _UNLISTED,
        "theme": theme(),
    }
    mount_desk(app, office, given)  # first, for the site takes every address that is left
    look = given | {"css": style(), "head": head(), "app_kwargs": dict(_UNLISTED)}  # Gradio adds to them
    sign = str(files("assistant.web").joinpath("favicon.svg"))
    with warnings.catch_warnings():
        # Said of every site of several pages, also where that mode was never asked for.
        warnings.filterwarnings("ignore", "SSR mode is not supported", UserWarning)
        gr.mount_gradio_app(app, pages := site(), path="/", favicon_path=sign, **look)
    open_only_ours(app, pages)
