"""A catalog carried from one kind of database to another: every backup holds a file of SQLite, wherever the catalog lies."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Engine, Integer, Table, create_engine, func, select, text

from corpus.errors import StoreError
from index.database import FILE, Database, open_database
from index.elsewhere import HERE
from index.schema import meta, metadata

_AT_ONCE = 2000
"""Rows that are read and written together."""


def to_file(engine: Engine, target: Path) -> None:
    """Write all that the database holds, as it is at one moment, into the new file `target`."""
    written = create_engine(f"sqlite+pysqlite:///{target}")
    try:
        snapshot = engine.connect().execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with snapshot as reader, written.begin() as writer:
            metadata.create_all(writer)
            _copy(reader, writer)
    finally:
        written.dispose()


def from_file(folder: Path, database: Database) -> None:
    """Move the catalog that lies in `folder`, brought to this version, into an empty database, in one transaction.

    The file is gone afterwards. Raises StoreError when the database is not empty, or another process writes to it.
    """
    laid = open_database(folder, HERE)
    try:
        with database.new_lock().held(), laid.engine.connect() as reader, database.engine.begin() as writer:
            check_empty(database, writer)
            writer.execute(meta.delete())
            _copy(reader, writer)
            for table in metadata.sorted_tables:
                _count_on(writer, table)
    finally:
        laid.engine.dispose()
    for path in folder.glob(f"{FILE}*"):
        path.unlink()


def check_empty(database: Database, connection: Connection) -> None:
    """Raises StoreError when there is anything but what the catalog knows of itself."""
    for table in metadata.sorted_tables:
        if table is not meta and connection.execute(select(table).limit(1)).first() is not None:
            raise StoreError(
                f"{database.place} 里已有内容，不会覆盖。请用 WENCE_CATALOG_URL 指定一个空的数据库来恢复。"
            )


def _copy(reader: Connection, writer: Connection) -> None:
    for table in metadata.sorted_tables:
        for rows in _rows(reader, table):
            writer.execute(table.insert(), rows)


def _rows(reader: Connection, table: Table) -> Iterator[list[dict[str, object]]]:
    found = reader.execution_options(yield_per=_AT_ONCE).execute(select(table))
    for rows in found.mappings().partitions():
        yield [dict(row) for row in rows]


def _count_on(writer: Connection, table: Table) -> None:
    """Have the numbers that the database gives by itself go on from the greatest that was copied."""
    for column in table.primary_key:
        if (
            writer.dialect.name == "postgresql"
            and isinstance(column.type, Integer)
            and column is table.autoincrement_column
        ):
            greatest = writer.scalar(select(func.max(column)))
            if greatest is not None:
                sequence = text("SELECT setval(pg_get_serial_sequence(:table, :column), :greatest)")
                writer.execute(sequence, {"table": table.name, "column": column.name, "greatest": greatest})
