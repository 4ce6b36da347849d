"""Work that blocks, done in worker threads: so much at once, a step at a time, and no longer than the client is there."""

import threading
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import aclosing, asynccontextmanager
from typing import Any, Generic, TypeVar

import anyio
from anyio import to_thread
from fastapi import Request
from fastapi.responses import Response
from fastapi.sse import KEEPALIVE_COMMENT
from starlette.types import Message, Receive, Scope, Send

from assistant.admission import Admission, Crowded, Side, held_here
from assistant.api.failures import Refused

T = TypeVar("T")

_PATIENCE = 2.0
"""Seconds that a question waits for one before it to be done; without a model that takes a tenth of a second."""
_RETRY_AFTER = 2
"""Seconds after which a client that came too many may try again."""
_PING = 10.0
"""Seconds between signs of life on a stream, so that no proxy gives it up while a model thinks."""


class Places:
    """The places of programs among all questions that are worked on at once."""

    def __init__(self, admission: Admission) -> None:
        """Shares what `admission` has to give with the page."""
        self._admission = admission

    async def taken(self) -> AsyncGenerator[None]:
        """Holds a place until the response has been sent; used as a dependency. Raises Refused (429)."""
        async with self.held():
            yield

    @asynccontextmanager
    async def held(self) -> AsyncGenerator[None]:
        """Holds a place. Raises Refused (429) where none becomes free in a moment."""
        try:
            ticket = self._admission.join(Side.PROGRAM)
        except Crowded as error:
            raise self._refused(str(error)) from None
        with ticket:
            with anyio.move_on_after(_PATIENCE):
                await ticket.admitted()
            if not ticket.is_admitted:
                raise self._refused(f"同时在处理的问题已有 {self._admission.at_once} 个，请稍后再试")
            with held_here(ticket):
                yield

    def _refused(self, said: str) -> Refused:
        return Refused(429, said, headers={"Retry-After": str(_RETRY_AFTER)})


class Steps(Generic[T]):
    """A generator that blocks, taken one item at a time."""

    def __init__(self, items: Iterator[T]) -> None:
        self._items = items
        self._stepping = threading.Lock()

    async def next(self) -> T | None:
        """The next item; None at the end."""
        return await to_thread.run_sync(self._next)

    async def close(self) -> None:
        """Stops it after the step that it is at, also where the one who waits for it has gone."""
        with anyio.CancelScope(shield=True):
            await to_thread.run_sync(self._close)

    def _next(self) -> T | None:
        with self._stepping:
            return next(self._items, None)

    def _close(self) -> None:
        close = getattr(self._items, "close", None)
        with self._stepping:  # a generator that is running cannot be closed
            if close is not None:
                close()


class Gone(Refused):
    """The client went away before the answer was there."""

    def __init__(self) -> None:
        super().__init__(499, "客户端已断开")


async def attended(request: Request, work: Callable[[], Awaitable[T]]) -> T:
    """The result of `work`, which is given up when the client goes away. Raises Gone."""
    done: list[T] = []
    failed: Exception | None = None
    # anyio's scope lets a step in a thread end before it cancels; asyncio's own cancel would leave it running.
    async with anyio.create_task_group() as group:
        group.start_soon(_leave, request.receive, group.cancel_scope)
        try:
            done.append(await work())
        except Exception as error:  # out of the group it would come as one of several
            failed = error
        group.cancel_scope.cancel()
    if failed is not None:
        raise failed
    if not done:
        raise Gone
    return done[0]


class EventStream(Response):
    """Server-sent events, with a comment now and then; what makes them is stopped when the client goes away."""

    media_type = "text/event-stream"

    def __init__(self, events: AsyncGenerator[bytes]) -> None:
        super().__init__(headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self._events = events

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends the events as they come."""
        async with anyio.create_task_group() as group:
            group.start_soon(_leave, receive, group.cancel_scope)
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            group.start_soon(_ping, send)
            async with aclosing(self._events):
                async for event in self._events:
                    await send(_body(event, more=True))
            group.cancel_scope.cancel()
        await send(_body(b"", more=False))


async def _leave(receive: Receive, scope: anyio.CancelScope) -> None:
    """Ends the scope when the client goes away."""
    while (await receive())["type"] != "http.disconnect":
        pass
    scope.cancel()


async def _ping(send: Send) -> None:
    while True:
        await anyio.sleep(_PING)
        await send(_body(KEEPALIVE_COMMENT, more=True))


def _body(data: bytes, *, more: bool) -> Message:
    message: dict[str, Any] = {"type": "http.response.body", "body": data, "more_body": more}
    return message
