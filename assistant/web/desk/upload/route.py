"""Where files arrive: one by one, as raw bytes, so that the page can show how far each is."""

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from assistant.accounts.accounts import accounts_of

if TYPE_CHECKING:
    from assistant.web.desk.office import Office

_ARRIVAL = re.compile(r"[0-9a-f]{16}")


def routes(office: "Office") -> APIRouter:
    """The route /desk/arrivals/ID: a PUT keeps a file and gives the name by which the page speaks of it."""
    router = APIRouter()
    accounts, batches = accounts_of(office.assistant), office.batches
    most = office.assistant.settings.upload_mb << 20

    @router.put("/desk/arrivals/{arrival}", include_in_schema=False)
    async def arrived(arrival: str, request: Request) -> JSONResponse:
        person = await run_in_threadpool(accounts.person, request.headers)
        # The header cannot be set by a form of another site.
        name = unquote(request.headers.get("x-wence-name", ""))
        if not person.is_staff:
            return JSONResponse({}, 401)
        if not _ARRIVAL.fullmatch(arrival) or not name:
            return JSONResponse({}, 400)
        path, size = batches.place(arrival), 0
        with path.open("wb") as file:
            async for block in request.stream():
                size += len(block)
                if size > most:
                    break
                await run_in_threadpool(file.write, block)
        if size > most:
            path.unlink()
            return JSONResponse({}, 413)
        return JSONResponse({"key": path.name, "name": name})

    return router
