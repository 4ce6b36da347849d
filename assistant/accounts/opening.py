"""The catalog as accounts need it: without encoder and index, so that commands start at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.elsewhere import elsewhere_of
from assistant.terminal import read_settings
from corpus.errors import StoreError
from index.elsewhere import HERE, Elsewhere

if TYPE_CHECKING:
    from sqlalchemy import Engine


@contextmanager
def people(home: Path | None = None, elsewhere: Elsewhere = HERE) -> "Iterator[Engine]":
    """Of `home` and `elsewhere`, else of the settings: the catalog's tables about people, made if they are not there.

    Raises StoreError when they cannot be opened.
    """
    from index.catalog import Catalog

    if home is None:
        settings = read_settings()
        home, elsewhere = settings.home, elsewhere_of(settings)
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"目录 {home} 建不了：{error.strerror}。请用 WENCE_HOME 指定可写的目录") from error
    catalog = Catalog(home, elsewhere)
    try:
        yield catalog.engine
    finally:
        catalog.close()
