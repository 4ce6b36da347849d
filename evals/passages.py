"""Bare passages, made searchable in a store that is thrown away after."""

import hashlib
import resource
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.document import Card, Document, Section
from index.encoder import Encoder
from index.store import Store

OnStep = Callable[[str], None]
"""Told after each piece of work, with the name of its stage in Chinese."""


def silently(stage: str) -> None:
    """An `OnStep` for whoever does not watch."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to be found, with the id that relevance judgements call it by."""

    passage_id: str
    title: str
    text: str

    def as_document(self) -> Document:
        """The passage as a document of one section, whose doc_id is the passage's id."""
        revision = hashlib.sha256(f"{self.title}\n{self.text}".encode()).hexdigest()
        card = Card(self.passage_id, revision, self.passage_id, self.title)
        return Document(card, self.text, (Section((), 0, len(self.text)),))


@dataclass(frozen=True, slots=True)
class Cost:
    """What indexing took."""

    passages: int
    seconds: float
    peak_memory_mb: float
    """The most that this process has held in memory up to the end of indexing, in MiB."""

    def to_json(self) -> dict[str, float]:
        """Rounded, under the names of the evaluations' contract."""
        return {
            "passages": self.passages,
            "seconds": round(self.seconds, 2),
            "peak_memory_mb": round(self.peak_memory_mb, 1),
        }


@contextmanager
def indexed(passages: Iterable[Passage], encoder: Encoder, on_step: OnStep = silently) -> Iterator[tuple[Store, Cost]]:
    """A store of the passages in a temporary folder, gone with the context, and what indexing them took.

    A passage without text is left out: there is nothing in it to cite.
    """
    with tempfile.TemporaryDirectory(prefix="wence-eval-") as folder, Store.open(Path(folder), encoder) as store:
        count = 0

        def documents() -> Iterator[Document]:
            nonlocal count
            for passage in passages:
                if passage.text.strip():
                    count += 1
                    on_step("建立索引")
                    yield passage.as_document()

        started = time.perf_counter()
        store.add(documents())
        yield store, Cost(count, time.perf_counter() - started, _peak_memory())


def _peak_memory() -> float:
    kibibytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # bytes on macOS, kibibytes elsewhere
    return kibibytes / 1024
