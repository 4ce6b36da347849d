"""The server, which ends as those expect who run services: in peace at the first signal, at once at the second."""

import asyncio
import logging
import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn

from assistant.operations.logs import notices
from assistant.operations.stopping import Stopping

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_LEAVING = 1.0
"""Seconds that tasks are given to end when they have been told to."""


class Serving(uvicorn.Server):
    """Goes on answering what is under way when it is told to stop, and returns instead of dying by the signal."""

    def __init__(self, config: uvicorn.Config, stopping: Stopping) -> None:
        super().__init__(config)
        self._stopping = stopping

    def run(self, sockets: list[socket.socket] | None = None) -> None:
        """Serves until it is stopped; does not wait for threads that nobody waits for any longer."""
        runner = asyncio.Runner(loop_factory=self.config.get_loop_factory())
        if runner.run(self._served(sockets)):
            runner.close()

    async def _served(self, sockets: list[socket.socket] | None) -> bool:
        """Serves; whether every task has ended. One that waits for a thread ends when the thread does."""
        await self.serve(sockets)
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        return not (left and (await asyncio.wait(left, timeout=_LEAVING))[1])

    async def on_tick(self, counter: int) -> bool:
        """Whether it is time to close; asked ten times a second."""
        return await super().on_tick(counter) or self._stopping.is_over()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Listens to signals for as long as it serves."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {one: signal.signal(one, self.handle_exit) for one in _SIGNALS}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begins to stop; at a second signal, ends the process as the signal would have."""
        if self._stopping.is_begun:
            signal.signal(sig, signal.SIG_DFL)
            signal.raise_signal(sig)
            return
        self._stopping.begin()
        # A handler runs between any two instructions of the main thread, which may hold the log's lock.
        threading.Thread(target=_tell, args=(self._stopping.under_way,), daemon=True).start()


def _tell(under_way: int) -> None:
    notices.info("正在停止：不再接受新的请求，还有 %d 个在处理；再按一次 Ctrl-C 立即结束", under_way)


def leave(code: int = 0) -> None:
    """Ends the process if threads are left that nobody waits for any longer, such as one that waits for a model.

    To be called when everything has been closed: what waits for them otherwise is Python itself, without a limit.
    """
    left = [it for it in threading.enumerate() if it is not threading.main_thread() and not it.daemon and it.is_alive()]
    if left:
        logging.shutdown()
        os._exit(code)
