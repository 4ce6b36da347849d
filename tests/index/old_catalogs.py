"""Catalogs as earlier versions of the program left them, laid out for this one to open."""

import hashlib
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from corpus.load import document_id

HERE = Path(__file__).parent / "catalogs"


_FOLDER = "/srv/files"
_IDS = {
    "示例县人才公寓申请指南": "a019eb03e1ea",
    "示例县促进中小企业发展办法": "1ac15bfb5ac9",
    "示例县推动中小企业稳岗扩产若干措施": "ea5ae372f641",
}


def lay_out(version: str, home: Path, folder: Path | None = None) -> Path:
    """A home with the catalog of that version and its originals, without indexes; gives the catalog's file.

    With `folder`, the catalog was made from it, and its files lie there.
    """
    kept = home / "originals"
    kept.mkdir(parents=True)
    for path in (HERE / "originals").iterdir():
        shutil.copyfile(path, kept / f"{hashlib.sha256(path.read_bytes()).hexdigest()}{path.suffix}")
    catalog = home / "catalog.sqlite3"
    dump = (HERE / f"{version}.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(catalog)) as connection:
        connection.executescript(dump if folder is None else _made_from(folder, dump))
        connection.execute("PRAGMA journal_mode=WAL")
    return catalog


def _made_from(folder: Path, dump: str) -> str:
    folder.mkdir(parents=True)
    for name, doc_id in _IDS.items():
        shutil.copyfile(HERE / "originals" / f"{name}.txt", folder / f"{name}.txt")
        dump = dump.replace(doc_id, document_id(folder / f"{name}.txt"))
    return dump.replace(_FOLDER, str(folder))


def rows(catalog: Path, table: str) -> list[dict[str, object]]:
    """All rows of a table, in the order of their values."""
    with closing(sqlite3.connect(catalog)) as connection:
        connection.row_factory = sqlite3.Row
        return sorted((dict(it) for it in connection.execute(f'SELECT * FROM "{table}"')), key=repr)


def tables(catalog: Path) -> dict[str, list[tuple[object, ...]]]:
    """By name of the table, of each column name, type, and whether it must be there and is part of the key."""
    with closing(sqlite3.connect(catalog)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: sorted((*row[1:4], row[5]) for row in connection.execute(f'PRAGMA table_info("{name}")'))
            for name in names
        }


def indexes(catalog: Path) -> set[str]:
    """What SQLite is told of every index."""
    with closing(sqlite3.connect(catalog)) as connection:
        found = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
        return {" ".join(sql.split()) for (sql,) in found}
