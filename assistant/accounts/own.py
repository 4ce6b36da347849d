"""Whether a request is meant for this site and comes from its own pages."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from assistant.accounts.reach import is_loopback

_PORTS = {"http": 80, "https": 443}


def host_name(host: str | None) -> str:
    """The name in a Host header or a configured host, without its port, in lower case; empty where it is none."""
    try:
        return (urlsplit(f"//{host or ''}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def is_for_us(headers: Mapping[str, str], public: frozenset[str]) -> bool:
    """Whether the Host header names this machine or one of the `public` hosts, and not a name that leads here by a trick."""
    name = host_name(headers.get("host"))
    return is_loopback(name) or (name != "" and name in map(host_name, public))


def is_from_us(headers: Mapping[str, str], public: frozenset[str]) -> bool:
    """Whether it was sent by a page of our own, by the person, or by a program; not by the page of another site.

    A browser says so itself (Sec-Fetch-Site), or names the page's origin; a program does neither. `public` are hosts as
    they stand in an address, with a port where it is not that of the scheme.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site in ("same-origin", "none"):
        return True
    if origin is not None:
        return any(_is_origin(origin, host) for host in (headers.get("host", ""), *public))
    # Following a link from elsewhere sends no origin, and only shows what it asks for.
    return site is None or headers.get("sec-fetch-mode") == "navigate"


def _is_origin(origin: str, host: str) -> bool:
    """Whether a page of this origin is at this host, by http or https."""
    try:
        page, wanted = urlsplit(origin), urlsplit(f"//{host}")
        default = _PORTS.get(page.scheme)
        if default is None or not page.hostname:
            return False
        return (page.hostname, page.port or default) == (wanted.hostname, wanted.port or default)
    except ValueError:
        return False
