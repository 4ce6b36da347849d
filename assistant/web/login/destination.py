"""Where to go after signing in: a page of this site and no other."""

from urllib.parse import quote, unquote, urlsplit

DESK = "/desk/"
_LENGTH = 2000
_NEVER = ("/login", "/logout")
"""Pages that would lead round in a circle."""


def destination(wanted: str | None) -> str:
    """The wanted path with its query, if it is one of this site's; else the desk."""
    path = wanted or ""
    decoded, before = path, None
    while decoded != before:  # what one more server on the way might decode
        decoded, before = unquote(decoded), decoded
    is_own = all(_is_path(it) for it in (path, decoded)) and len(path) <= _LENGTH
    return path if is_own and urlsplit(path).path.rstrip("/") not in _NEVER else DESK


def login_address(path: str, query: str) -> str:
    """The login page that leads back to this path."""
    return f"/login?next={quote(path + (f'?{query}' if query else ''), safe='/')}"


def _is_path(text: str) -> bool:
    """Whether a browser reads it as a path of the same site, whatever it makes of back slashes and control characters."""
    return text.startswith("/") and not text.startswith("//") and "\\" not in text and text.isprintable()
