"""Small stores to search in."""

from pathlib import Path

from corpus.document import Card, Document, Section
from index.store import Store
from tests.fakes import BigramEncoder


def open_store(home: Path) -> Store:
    return Store.open(home / "home", BigramEncoder())


def make_document(text: str, *, name: str = "d1", revision: str = "0", **fields: object) -> Document:
    """A document of one section per line."""
    values: dict[str, object] = {
        "doc_id": name,
        "revision": revision * 64,
        "source_path": f"{name}.txt",
        "title": f"示例文件{name}",
    }
    sections, start = [], 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        sections.append(Section((f"第{number}条",), start, start + len(line)))
        start += len(line)
    return Document(Card(**(values | fields)), text, tuple(sections))  # type: ignore[arg-type]  # spelled by the test
