"""Tests that are written for a store in a folder, run with its catalog in PostgreSQL."""

import hashlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import psycopg
import pytest

import index.catalog
from evals.postgres import Server
from index.database import Database, open_database
from index.elsewhere import Elsewhere


@dataclass(frozen=True)
class Databases:
    """A database for each home."""

    server: Server
    made: set[str] = field(default_factory=set)

    def of(self, home: Path) -> str:
        """The address of the home's database, made when it is first asked for."""
        name = "t" + hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:20]
        if name not in self.made:
            self._do(f"CREATE DATABASE {name}")
            self.made.add(name)
        return self.server.url(name)

    def drop(self) -> None:
        """Throw all of them away."""
        for name in self.made:
            self._do(f"DROP DATABASE {name} WITH (FORCE)")

    def _do(self, statement: str) -> None:
        with closing(psycopg.connect(self.server.url().replace("+psycopg", ""), autocommit=True)) as connection:
            connection.execute(statement.encode())


@pytest.fixture
def databases(postgres: Server) -> Iterator[Databases]:
    """Databases that are gone after the test."""
    made = Databases(postgres)
    yield made
    made.drop()


@pytest.fixture
def in_postgres(databases: Databases, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every catalog that is opened without saying where lies in PostgreSQL."""

    def opened(home: Path, elsewhere: Elsewhere) -> Database:
        there = elsewhere.catalog or databases.of(home)
        return open_database(home, replace(elsewhere, catalog=there))

    monkeypatch.setattr(index.catalog, "open_database", opened)
