"""A server that is stopped while a page is open goes without a word of Python."""

import asyncio
import logging
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.web.parting import Parting

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def test_an_open_page_neither_holds_the_port_nor_leaves_a_trace_in_the_terminal(tmp_path: Path) -> None:
    port = free_port()
    given = {**os.environ, "WENCE_HOME": str(tmp_path), "WENCE_HOST": "127.0.0.1", "WENCE_PORT": str(port)}
    server = subprocess.Popen(
        [sys.executable, "app.py", "serve"], cwd=ROOT, env=given, stderr=subprocess.PIPE, text=True
    )
    try:
        assert server.stderr is not None
        assert any("问策已启动" in line for line in server.stderr)
        with socket.create_connection(("127.0.0.1", port), timeout=60) as page:
            page.sendall(f"GET /gradio_api/heartbeat/abc HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
            assert page.recv(200).startswith(b"HTTP/1.1 200")
            server.send_signal(signal.SIGINT)
            _, told = server.communicate(timeout=60)
    finally:
        server.kill()
        server.wait()
    assert "Traceback" not in told
    assert "Cancel" not in told
    socket.create_server(("127.0.0.1", port)).close()


@pytest.mark.parametrize(
    ("error", "is_kept"),
    [
        (asyncio.CancelledError("Task cancelled, timeout graceful shutdown exceeded"), False),
        (asyncio.CancelledError(), False),
        (ValueError("a fault of the program"), True),
    ],
)
def test_any_other_fault_is_still_told(error: BaseException, is_kept: bool) -> None:
    trace = (type(error), error, None)
    record = logging.LogRecord("uvicorn.error", logging.ERROR, "", 0, "Exception in ASGI application\n", (), trace)
    assert Parting().filter(record) is is_kept
