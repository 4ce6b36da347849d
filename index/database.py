"""The database of a catalog: a file of SQLite in the home, or one in PostgreSQL that several homes share."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from corpus.errors import StoreError
from index.elsewhere import Elsewhere
from index.lock import WriterLock
from index.opening import copy_of, prepare
from index.originals import parsed
from index.schema import metadata

FILE = "catalog.sqlite3"
_KEPT_OPEN = 16
"""Connections that wait for the next reader."""


@dataclass(frozen=True, slots=True)
class Database:
    """An open database with the tables of this version."""

    engine: Engine
    place: str
    """As a person knows it, without any password."""
    new_lock: Callable[[], WriterLock]
    """A lock of its own for each who writes."""

    @property
    def is_shared(self) -> bool:
        """Whether other machines may have the same."""
        return self.engine.dialect.name != "sqlite"


def open_database(home: Path, elsewhere: Elsewhere) -> Database:
    """The database of the catalog under `home`, or elsewhere, made or migrated. Raises StoreError if it cannot be used."""
    return _in_file(home) if elsewhere.catalog is None else _in_postgres(elsewhere.catalog)


def _in_file(home: Path) -> Database:
    path = home / FILE
    _refuse_a_loss(path)
    _make_private(path)
    engine = create_engine(
        f"sqlite+pysqlite:///{path}",
        connect_args={"timeout": 30},
        # No reader waits for another's: how many read at once is bounded where they come in.
        pool_size=_KEPT_OPEN,
        max_overflow=-1,
        json_serializer=partial(json.dumps, ensure_ascii=False),
    )
    event.listen(engine, "connect", _configure)
    database = Database(engine, str(path), partial(WriterLock, home))
    hint = "请确认该文件完好、目录可写、磁盘未满；若有备份请恢复，否则用 WENCE_HOME 指定新目录并重新运行 wence ingest。"
    _prepare(database, lambda: prepare(engine, str(path), database.new_lock(), metadata, partial(copy_of, path)), hint)
    return database


def _refuse_a_loss(path: Path) -> None:
    """Raises StoreError when originals are there and the catalog that named them is not: an empty one would pass for theirs."""
    if path.exists() and path.stat().st_size:
        return
    folder = path.with_name("originals")
    left = sum(parsed(it.name) is not None for it in folder.iterdir()) if folder.is_dir() else 0
    if left:
        raise StoreError(
            f"目录数据库 {path} 不见了或是空的，而 {folder} 里还有 {left} 份原件。请把它放回原处，"
            "或用 wence restore 把备份恢复到新的 WENCE_HOME；没有备份时，移走整个目录再重新运行 wence ingest。"
        )


def _make_private(path: Path) -> None:
    """A new catalog is for whoever runs the program alone: it holds what people asked; its journals take after it."""
    with suppress(OSError):  # what cannot be written is told when it is opened
        path.touch(0o600)


def _in_postgres(address: str) -> Database:
    from index.postgres.address import shown, understood
    from index.postgres.advisory import AdvisoryBolt
    from index.postgres.connecting import Away, engine_of
    from index.postgres.tables import tables

    url = understood(address)
    engine, place = engine_of(url), shown(url)
    database = Database(engine, place, lambda: WriterLock(Path(), AdvisoryBolt(engine, place)))
    hint = "请确认 WENCE_CATALOG_URL 的主机、库名、用户和密码，以及数据库正在运行。"
    try:
        _prepare(database, lambda: prepare(engine, place, database.new_lock(), tables()), hint)
    except Away as error:
        raise StoreError(f"目录数据库 {place} 打不开：{error.reason}。{hint}") from error
    return database


def _prepare(database: Database, prepare_it: Callable[[], None], hint: str) -> None:
    try:
        prepare_it()
    except DBAPIError as error:
        database.engine.dispose()
        raise StoreError(f"目录数据库 {database.place} 打不开：{error.orig}。{hint}") from error
    except StoreError:
        database.engine.dispose()
        raise


def _configure(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """SQLite: readers never wait for the writer, and foreign keys are kept."""
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
