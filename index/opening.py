"""Bringing a catalog to the version of this program: made where there is none, migrated where it is older."""

import logging
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, MetaData, inspect, select

import index.people  # noqa: F401 - its tables are made with the others
from corpus.errors import StoreError
from index.lock import WriterLock
from index.migrations.steps import OLDEST, migrate
from index.schema import SCHEMA_VERSION, meta, metadata
from index.states import set_value

_log = logging.getLogger(__name__)

_PATIENCE = 60.0
"""Seconds to wait while another process makes or migrates the catalog, or ends a small ingest."""


def prepare(
    engine: Engine, place: str, lock: WriterLock, tables: MetaData, copied: Callable[[], Path] | None = None
) -> None:
    """Make the tables of the catalog, or bring them to this version in one transaction, under the writer's lock.

    `place` is what a person knows the database by; `copied` lays a copy beside it before a migration and gives its path.
    Raises StoreError when the version is not known to this program, another process goes on writing, or there is no room.
    """
    if _is_whole(engine, place):
        return
    with lock.held(_PATIENCE), engine.connect() as connection:
        found = _version(connection, place)
        if found is not None and found != SCHEMA_VERSION:
            told = f"；升级前的副本在 {copied()}" if copied is not None else ""
            _log.warning("目录数据库从结构版本 %s 升级到 %s%s。", found, SCHEMA_VERSION, told)
        connection.rollback()
        if engine.dialect.name == "sqlite":
            # By itself, Python's driver begins a transaction at the first INSERT: what makes or changes tables stood outside.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        if found is not None:
            migrate(connection, found, SCHEMA_VERSION)
        tables.create_all(connection)
        set_value(connection, "schema", str(SCHEMA_VERSION))
        connection.commit()


def _is_whole(engine: Engine, place: str) -> bool:
    with engine.connect() as connection:
        found = _version(connection, place)
        return found == SCHEMA_VERSION and set(metadata.tables) <= set(inspect(connection).get_table_names())


def _version(connection: Connection, place: str) -> int | None:
    """The version of a catalog; None where there are no tables yet. Raises StoreError for one that there is no way from."""
    if not inspect(connection).has_table(meta.name):
        return None
    found = connection.scalar(select(meta.c.value).where(meta.c.name == "schema"))
    if found is None:
        return None
    if not found.isdecimal() or int(found) > SCHEMA_VERSION:
        raise StoreError(
            f"{place} 的结构版本是 {found}，比这个程序的 {SCHEMA_VERSION} 新。"
            "请安装与之匹配的 wence，或用 WENCE_HOME 指定新目录并重新运行 wence ingest。"
        )
    if int(found) < OLDEST:
        raise StoreError(
            f"{place} 的结构版本是 {found}，这个程序只能从 {OLDEST} 升级。请用 WENCE_HOME 指定新目录并重新运行 wence ingest。"
        )
    return int(found)


def copy_of(path: Path) -> Path:
    """The catalog as it is before it is migrated, in one file beside it. Raises StoreError when that cannot be written."""
    target = path.with_name(f"{path.name}.before-{SCHEMA_VERSION}")
    partial = path.with_name(f"{target.name}.partial")
    try:
        with closing(sqlite3.connect(path)) as reader, closing(sqlite3.connect(partial)) as writer:
            shutil.copymode(path, partial)  # it holds what people asked
            reader.backup(writer)
            writer.execute("PRAGMA journal_mode=DELETE")
        with partial.open("rb") as whole:
            os.fsync(whole.fileno())
        partial.replace(target)
    except (OSError, sqlite3.Error) as error:
        partial.unlink(missing_ok=True)
        raise StoreError(
            f"升级目录数据库之前要在 {path.parent} 留一份副本，没有写成：{error}。请确认磁盘未满、目录可写，然后重试；"
            "目录数据库没有改动。"
        ) from error
    return target
