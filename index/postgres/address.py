"""Addresses of a database, which may hold a password, and what is shown of them."""

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from corpus.errors import StoreError

_DRIVER = "postgresql+psycopg"
_NAMES = ("postgresql", "postgres", _DRIVER)


def understood(address: str) -> URL:
    """The address as the driver takes it. Raises StoreError, without repeating it, when it is none."""
    try:
        url = make_url(address.strip())
    except (ArgumentError, ValueError):
        raise StoreError(
            "WENCE_CATALOG_URL 不是能读懂的地址。应写成 postgresql+psycopg://用户:密码@主机:5432/库名"
            "（密码里的 @ : / 等要按网址编码），或者不设，用 WENCE_HOME 里的 SQLite。"
        ) from None
    if url.drivername not in _NAMES or not url.database:
        raise StoreError(
            f"WENCE_CATALOG_URL 指向 {url.drivername}{'' if url.database else '，没有写库名'}；"
            "只支持 PostgreSQL，写成 postgresql+psycopg://用户:密码@主机:5432/库名。"
        )
    return url.set(drivername=_DRIVER)


def shown(url: URL) -> str:
    """The address for people: without user, password and options."""
    host = url.host or url.query.get("host") or "localhost"
    return f"PostgreSQL {host}{f':{url.port}' if url.port else ''}/{url.database}"
