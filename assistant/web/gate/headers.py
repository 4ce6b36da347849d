"""The headers of every answer, by which browsers are kept from what our pages never do."""

from collections.abc import Iterable, Iterator

Header = tuple[bytes, bytes]

_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (
        b"permissions-policy",
        b"camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), midi=(), "
        b"display-capture=(), screen-wake-lock=()",
    ),
)
_ENCRYPTED = (
    (b"strict-transport-security", b"max-age=31536000"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
"""Said over https only, where browsers believe it: https alone for a year from now on, and no hold on our windows."""
_OWN_HOST_ONLY = (
    b"default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'; object-src 'none'; base-uri 'self'; "
    b"form-action 'self'; frame-ancestors 'self'"
)
"""Keeps Gradio's page, whose own script is inline and compiles templates, from loading anything from another host."""
_INERT = b"default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
"""For pictures that could hold scripts."""
_NO_PAGE = b"base-uri 'none'; frame-ancestors 'self'"
"""For what is no page; the browser's own viewer of PDF needs the rest."""
_NOT_KEPT = (b"text/html", b"application/json", b"text/event-stream", b"text/csv")
"""What is shown at the desk: nobody is to find it in the browser after signing out."""


def with_ours(given: Iterable[Header], *, is_encrypted: bool, is_desk: bool) -> Iterator[Header]:
    """The headers of an answer with ours where they are not given; none that lets a page of another site read it."""
    kept = [pair for pair in given if not pair[0].lower().startswith(b"access-control-")]
    names = {name.lower() for name, _ in kept}
    kind = next((value for name, value in kept if name.lower() == b"content-type"), b"")
    ours = [*_ALWAYS, (b"content-security-policy", _policy(kind)), (b"cross-origin-resource-policy", _readers(kind))]
    if is_encrypted:
        ours.extend(_ENCRYPTED)
    if is_desk and kind.startswith(_NOT_KEPT):
        ours.append((b"cache-control", b"no-store"))
    yield from kept
    yield from (pair for pair in ours if pair[0] not in names)


def _readers(kind: bytes) -> bytes:
    """Which sites' pages may load it: an original is shown as a page of no site at all, and has our sign in its tab, too."""
    return b"cross-origin" if kind.startswith(b"image/svg") else b"same-origin"


def _policy(kind: bytes) -> bytes:
    if kind.startswith(b"text/html"):
        return _OWN_HOST_ONLY
    return _INERT if b"xml" in kind else _NO_PAGE
