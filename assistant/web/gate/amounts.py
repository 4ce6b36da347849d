"""How much may come: from one address, and in one request."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.web.gate.bodies import Bodies
from assistant.web.gate.sparing import Sparing

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.settings import Settings

MOST_BYTES = 1024 * 1024 + 1024
"""Of a body but for files that staff give; a little more than those routes take that say themselves what is too much."""
_BESIDE = 1024 * 1024
"""Bytes of a request with files that are not in the files."""


def spare(app: "FastAPI", settings: "Settings") -> None:
    """Puts the limits of the settings before the application, inside of what is put there afterwards."""
    from assistant.api.stock import MOST_FILES

    app.add_middleware(Bodies, most_of=most_of(settings.upload_mb << 20, MOST_FILES))
    app.add_middleware(Sparing, a_minute=settings.visitor_requests)


def most_of(file_bytes: int, files: int) -> Callable[[str], int]:
    """The bytes that each path takes, where one file has at most `file_bytes` and a program may send `files` at once."""

    def most(path: str) -> int:
        if path.startswith("/desk/arrivals/"):
            return file_bytes + _BESIDE
        return files * file_bytes + _BESIDE if path == "/api/documents" else MOST_BYTES

    return most
