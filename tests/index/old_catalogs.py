"""Catalogs as earlier versions of the program left them, laid out for this one to open."""

import hashlib
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

HERE = Path(__file__).parent / "catalogs"


def lay_out(version: str, home: Path) -> Path:
    """A home with the catalog of that version and its originals, without indexes; gives the catalog's file."""
    kept = home / "originals"
    kept.mkdir(parents=True)
    for path in (HERE / "originals").iterdir():
        shutil.copyfile(path, kept / f"{hashlib.sha256(path.read_bytes()).hexdigest()}{path.suffix}")
    catalog = home / "catalog.sqlite3"
    with closing(sqlite3.connect(catalog)) as connection:
        connection.executescript((HERE / f"{version}.sql").read_text(encoding="utf-8"))
        connection.execute("PRAGMA journal_mode=WAL")
    return catalog


def rows(catalog: Path, table: str) -> list[dict[str, object]]:
    """All rows of a table, in the order of their values."""
    with closing(sqlite3.connect(catalog)) as connection:
        connection.row_factory = sqlite3.Row
        return sorted((dict(it) for it in connection.execute(f'SELECT * FROM "{table}"')), key=repr)


def tables(catalog: Path) -> dict[str, list[str]]:
    """Names of the columns by name of the table."""
    with closing(sqlite3.connect(catalog)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')] for name in names}


def indexes(catalog: Path) -> set[str]:
    """What SQLite is told of every index."""
    with closing(sqlite3.connect(catalog)) as connection:
        found = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
        return {" ".join(sql.split()) for (sql,) in found}
