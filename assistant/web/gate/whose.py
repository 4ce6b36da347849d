"""A page of one visitor is out of every other's reach, whoever learns what it calls itself.

Gradio keeps what stands on a page, and what is still to be told to it, under a name that the page gives itself. What it gets
here is a name that the visitor's cookie goes into: under the same name, another visitor has another page.
"""

from hashlib import sha256
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers
from starlette.types import Scope

from assistant.web.visitor import visitor_of

FIELD = "session_hash"
_LONGEST = 40
"""Characters of a name."""


def own_name(scope: Scope, name: str) -> str:
    """What Gradio knows the page by that a request names so."""
    visitor = visitor_of(Headers(scope=scope)) or ""
    return sha256(f"{visitor}\n{name}".encode()).hexdigest()[:_LONGEST]


def in_query(scope: Scope) -> Scope:
    """The request with the page's own name in its query."""
    pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    given = [(name, own_name(scope, value) if name == FIELD else value) for name, value in pairs]
    return {**scope, "query_string": urlencode(given).encode()}


def in_path(scope: Scope) -> Scope:
    """The request with the page's own name at the end of its path."""
    before, _, name = scope["path"].rpartition("/")
    return {**scope, "path": f"{before}/{own_name(scope, name)}"}
