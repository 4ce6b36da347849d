"""Migrates a catalog over and over, killed before one statement after another. Run as a program: `VERSION FOLDER [STEP]`."""

import logging
import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from index.catalog import Catalog
from index.schema import SCHEMA_VERSION
from tests.index.old_catalogs import lay_out, rows, tables


def killed_before(home: Path, statement: int) -> bool:
    """Whether a process that opens the catalog was killed before that statement; False where there are fewer."""
    child = os.fork()
    if child == 0:
        seen = 0

        def count(*_: Any) -> None:
            nonlocal seen
            seen += 1
            if seen == statement:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(Engine, "before_cursor_execute", count)
        event.listen(Engine, "commit", count)
        Catalog(home).close()
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def whole(path: Path) -> dict[str, object]:
    """Everything that a catalog holds."""
    return {"tables": tables(path), "rows": {name: rows(path, name) for name in tables(path)}}


def main(version: str, folder: Path, step: int) -> int:
    """Kills a migration before every `step`-th statement, looks at what it left, and lets it end; gives how often."""
    logging.disable()
    lay_out(version, folder / "first")
    before = whole(folder / "first" / "catalog.sqlite3")
    statement, times = step, 0
    while True:
        home = folder / str(statement)
        shutil.copytree(folder / "first", home)
        if not killed_before(home, statement):
            break
        assert whole(home / "catalog.sqlite3") == before, f"killed before statement {statement}"
        Catalog(home).close()
        assert {"name": "schema", "value": str(SCHEMA_VERSION)} in rows(home / "catalog.sqlite3", "meta")
        shutil.rmtree(home)
        statement, times = statement + step, times + 1
    return times


if __name__ == "__main__":
    print(main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1))
