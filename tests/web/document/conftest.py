"""The document pages over a small index of texts that lead to one another."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.open import Assistant
from assistant.settings import Settings
from assistant.web.document.routes import routes
from index.encoder import open_encoder
from index.ingest import ingest
from index.store import Store
from tests.web.document.texts import TEXTS


@dataclass(frozen=True, slots=True)
class Stock:
    """What is held, and the pages that show it."""

    client: TestClient
    ids: dict[str, str]
    """By the name of the file."""
    folder: Path
    store: Store

    def open(self, name: str, rest: str = "", **query: Any) -> Any:
        """The page of the document that was read from the file of this name."""
        return self.client.get(f"/documents/{self.ids[name]}{rest}", params=query)


Filled = Callable[[dict[str, str]], Stock]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """Makes a stock of files."""
    stores: list[Store] = []

    def fill(texts: dict[str, str]) -> Stock:
        folder = tmp_path_factory.mktemp("policies")
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
        store = Store.open(tmp_path_factory.mktemp("store") / "home", open_encoder())
        stores.append(store)
        assert ingest(store, [folder]).failed == ()
        app = FastAPI()
        app.include_router(routes(Assistant(store, Settings())))
        ids = {Path(card.source_path).name: card.doc_id for card in store.catalog.cards()}
        return Stock(TestClient(app), ids, folder, store)

    yield fill
    for store in stores:
        store.close()


@pytest.fixture(scope="module")
def stock(filled: Filled) -> Stock:
    """The texts of the city."""
    return filled(TEXTS)
