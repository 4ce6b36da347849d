"""Gradio's scripts and styles, each compressed once: left to itself, Gradio compresses every file anew for every browser.

Sixty files make a page, and compressing them takes a quarter of a second of the processor in the thread that serves
everybody. Their names hold a digest of what is in them, so a browser need not ask for one twice.
"""

import gzip
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

if TYPE_CHECKING:
    from fastapi import FastAPI

_ROOTS = ("", "/desk")
"""Where Gradio's applications are."""
_FOR_GOOD = "public, max-age=31536000, immutable"
_PACKED = frozenset({".js", ".css", ".svg", ".json"})
"""What compression makes smaller."""
_TYPES = {".js": "text/javascript", ".css": "text/css"}
"""What machines register under other names, or not at all."""
_BROTLI_QUALITY, _GZIP_LEVEL = 9, 6


def serve_assets(app: "FastAPI") -> None:
    """Adds the routes /assets/NAME and /desk/assets/NAME; to be called before Gradio is mounted."""
    assets = Assets(_folder())

    async def asset(request: Request) -> Response:
        return await assets.answer(request.path_params["name"], request.headers.get("accept-encoding", ""))

    for root in _ROOTS:
        app.add_route(f"{root}/assets/{{name}}", asset, ["GET"], include_in_schema=False)


class Assets:
    """The files of a folder whose names change with what is in them, ready to be sent; held in memory once asked for."""

    def __init__(self, folder: Path) -> None:
        self._names = frozenset(it.name for it in folder.iterdir() if it.is_file())
        self._folder = folder
        self._packed: dict[tuple[str, str], bytes] = {}

    async def answer(self, name: str, accepted: str) -> Response:
        """The file in the best encoding that the browser takes; 404 where there is none."""
        if name not in self._names:
            return PlainTextResponse("", 404)
        path, headers = self._folder / name, {"Cache-Control": _FOR_GOOD, "Vary": "Accept-Encoding"}
        encoding = _encoding(accepted) if path.suffix in _PACKED else ""
        content = self._packed.get((name, encoding))
        if content is None:
            content = self._packed[name, encoding] = await to_thread.run_sync(self._pack, name, encoding)
        if encoding:
            headers["Content-Encoding"] = encoding
        return Response(content, headers=headers, media_type=_TYPES.get(path.suffix) or guess_type(name)[0])

    def _pack(self, name: str, encoding: str) -> bytes:
        content = (self._folder / name).read_bytes()
        if encoding == "br":
            import brotli  # type: ignore[import-untyped]  # publishes no types

            packed: bytes = brotli.compress(content, quality=_BROTLI_QUALITY)
            return packed
        return gzip.compress(content, _GZIP_LEVEL, mtime=0) if encoding == "gzip" else content


def _encoding(accepted: str) -> str:
    taken = {it.partition(";")[0].strip() for it in accepted.split(",") if "q=0" not in it.replace("q=0.", "")}
    return "br" if "br" in taken else "gzip" if "gzip" in taken else ""


def _folder() -> Path:
    import gradio

    return Path(gradio.__file__).parent / "templates" / "frontend" / "assets"
