"""What is said to a request that is turned away."""

from collections.abc import Mapping

from starlette.responses import JSONResponse, PlainTextResponse, Response


def told(
    status: int,
    code: str,
    said: str,
    asked: Mapping[str, str] | None = None,
    more: Mapping[str, str] | None = None,
) -> Response:
    """A sentence, as text for a person who looks at it, and as JSON for everything else; `asked` are the request's headers."""
    headers = {"Cache-Control": "no-store", **(more or {})}
    if asked is not None and "text/html" in asked.get("accept", ""):
        return PlainTextResponse(said, status, headers)
    return JSONResponse({"error": {"code": code, "message": said}}, status, headers)
