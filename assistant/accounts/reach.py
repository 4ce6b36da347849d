"""From where something can be reached, and by which way a request came."""

import ipaddress
from collections.abc import Mapping

_OF_PROXIES = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")
"""Headers that a reverse proxy adds and a browser does not."""
_NETWORK = 64
"""Bits of an IPv6 address that its holder cannot change."""


def is_loopback(host: str) -> bool:
    """Whether only the machine itself reaches this host name or address."""
    name = host.strip("[]").lower().rstrip(".")
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")


def comes_through_a_proxy(headers: Mapping[str, str]) -> bool:
    """Whether a request bears the marks of a reverse proxy, so that its sender may sit anywhere."""
    return any(name in headers for name in _OF_PROXIES)


def is_address(host: str) -> bool:
    """Whether it is an IP address, and no name or path."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def network_of(address: str) -> str:
    """The address as far as its holder cannot change it, by which somebody who comes again is known."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(ip, ipaddress.IPv6Address):
        return str(ip.ipv4_mapped or ipaddress.ip_network((int(ip), _NETWORK), strict=False))
    return str(ip)
