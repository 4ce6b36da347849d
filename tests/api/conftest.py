"""The interface over a small real store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.open import Assistant
from assistant.settings import Settings
from assistant.web.server import build_app
from index.encoder import open_encoder
from index.ingest import ingest
from index.store import Store
from tests.web.conftest import ELSEWHERE, OLD, RENT


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("policies")
    for name, text in (("东园.txt", RENT), ("旧规定.md", OLD), ("沧州.txt", ELSEWHERE)):
        (folder / name).write_text(text, encoding="utf-8")
    with Store.open(tmp_path_factory.mktemp("store") / "home", open_encoder()) as store:
        assert ingest(store, [folder]).failed == ()
        yield Assistant(store, Settings(contact="示例热线 12345"))


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> TestClient:
    return TestClient(build_app(assistant))


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Assistant]:
    """Over a store of its own, for documents are changed and removed."""
    folder = tmp_path / "policies"
    folder.mkdir()
    for name, text in (("东园.txt", RENT), ("旧规定.md", OLD), ("沧州.txt", ELSEWHERE)):
        (folder / name).write_text(text, encoding="utf-8")
    with Store.open(tmp_path / "home", open_encoder()) as store:
        assert ingest(store, [folder]).failed == ()
        yield Assistant(store, Settings(contact="示例热线 12345", readers=1))
