"""Writing to the catalog's tables of the log while others may write to it, too."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, Table, text
from sqlalchemy.exc import DBAPIError

from corpus.errors import StoreError


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction on the catalog, waited for while another process writes. Raises StoreError when there is none."""
    try:
        with engine.begin() as connection:
            yield connection
    except DBAPIError as error:
        raise StoreError(
            f"目录数据库写入失败：{error.orig}。若正在收录文件，请等它结束后重试；否则请确认磁盘未满、目录可写。"
        ) from error


def alone(connection: Connection, table: Table) -> None:
    """Makes every other transaction that would write to the table wait for this one, so that what is counted stays so.

    In SQLite the first write does that by itself.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text(f'LOCK TABLE "{table.name}" IN SHARE ROW EXCLUSIVE MODE'))
