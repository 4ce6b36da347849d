"""One store that grows from size to size: what taking in, rebuilding, searching and answering cost at each."""

import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from evals.beir import rows
from evals.growth.asked import Reader, read
from evals.growth.synthesis import Law, laws, written
from evals.passages import OnStep, Passage, silently
from evals.reading import evenly

_APP = Path(__file__).resolve().parents[2] / "app.py"
_PARTS = ("catalog.sqlite3", "originals", "chroma", "lexical")
"""Of a store, what they are named by; a part that was built anew has a number behind its name."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a command took."""

    wall: float
    cpu: float
    """Seconds of all cores and of all processes that it started."""
    said: str

    def to_json(self) -> dict[str, float]:
        """In seconds."""
        return {"wall_seconds": round(self.wall, 1), "cpu_seconds": round(self.cpu, 1)}


@dataclass(frozen=True, slots=True)
class Care:
    """What keeping a store costs."""

    rebuild: Spent
    """Both indexes anew from the catalog."""
    backup: Spent
    restore: Spent
    """Every file checked, both indexes built."""
    archive_mb: float

    def to_json(self) -> dict[str, object]:
        """Under the names of the fields."""
        commands = {"rebuild": self.rebuild, "backup": self.backup, "restore": self.restore}
        return {name: it.to_json() for name, it in commands.items()} | {"archive_mb": round(self.archive_mb, 1)}


@dataclass(frozen=True, slots=True)
class Size:
    """The store at one size."""

    articles: int
    documents: int
    passages: int
    taken_in: int
    """Documents that were new at this size."""
    ingest: Spent
    care: Care | None
    megabytes: dict[str, float]
    """On disk, by part."""
    reader: Reader

    def to_json(self) -> dict[str, object]:
        """Figures with the cost of a thousand documents and of a thousand questions worked out."""
        a_thousand = 1000 / max(1, self.taken_in)
        return {
            "documents": self.documents,
            "passages": self.passages,
            "articles_given": self.articles,
            "ingest": self.ingest.to_json() | {"documents": self.taken_in},
            "ingest_cpu_seconds_per_1000_documents": round(self.ingest.cpu * a_thousand, 1),
            "care": self.care.to_json() if self.care else None,
            "megabytes": self.megabytes,
            "reader": self.reader.to_json(),
        }


def run(
    benchmark: Path,
    sizes: Sequence[int],
    folder: Path | None = None,
    *,
    questions: int = 100,
    cares: bool = True,
    on_step: OnStep = silently,
) -> list[Size]:
    """Measures a store of the laws of a BEIR folder, and of laws like them, at each of `sizes` articles.

    Everything is made in `folder`, else in a temporary one that is gone afterwards. `cares`: each store is also
    rebuilt, backed up and restored.

    Raises:
        BadCases: the benchmark cannot be read.
        CalledProcessError: a command of Wence failed; it says why on standard error.
    """
    known = laws(Passage(row.row_id, row.title, row.text) for row in rows(benchmark / "corpus.jsonl"))
    asked = evenly([row.text for row in rows(benchmark / "queries.jsonl")], questions)
    with tempfile.TemporaryDirectory(prefix="wence-growth-") as temporary:
        place = folder or Path(temporary)
        grown: list[Size] = []
        for articles in sorted(sizes):
            grown.append(_grow(place, known, articles, asked, grown, cares=cares))
            on_step(f"{articles} 段")
        return grown


def _grow(
    place: Path, known: Sequence[Law], articles: int, asked: Sequence[str], before: Sequence[Size], *, cares: bool
) -> Size:
    texts, home = place / "texts", place / "home"
    count = written(known, articles, texts, already=before[-1].articles if before else 0)
    ingest = _spent(home, "ingest", str(texts), "--json")
    care = _cared_for(place) if cares else None
    documents = len(json.loads(_spent(home, "docs", "list", "--json").said))
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        reader = pool.submit(read, home, list(asked)).result()
    taken_in = documents - (before[-1].documents if before else 0)
    return Size(count, documents, _passages(home), taken_in, ingest, care, _megabytes(home), reader)


def _cared_for(place: Path) -> Care:
    """The store under `place`/home rebuilt, backed up, and restored beside it; the copies are gone afterwards."""
    home, archive, restored = place / "home", place / "backup.tar.gz", place / "restored"
    try:
        rebuild, backup = _spent(home, "reindex"), _spent(home, "backup", str(archive))
        return Care(rebuild, backup, _spent(restored, "restore", str(archive)), archive.stat().st_size / 2**20)
    finally:
        archive.unlink(missing_ok=True)
        shutil.rmtree(restored, ignore_errors=True)


def _spent(home: Path, *command: str) -> Spent:
    """Runs a command of Wence on the store under `home`."""
    began, before = time.perf_counter(), os.times()
    environment = os.environ | {"WENCE_HOME": str(home), "WENCE_LOG_FORMAT": "text"}
    done = subprocess.run(  # noqa: S603 - this very project
        [sys.executable, str(_APP), *command], env=environment, stdout=subprocess.PIPE, check=True, text=True
    )
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Spent(time.perf_counter() - began, cpu, done.stdout)


def _passages(home: Path) -> int:
    from assistant.open import open_store
    from assistant.settings import Settings

    with open_store(Settings(home=home)) as store:
        return store.catalog.size()


def _megabytes(home: Path) -> dict[str, float]:
    sizes = {
        part: sum(
            it.stat().st_size for path in home.glob(f"{part}*") for it in [path, *path.rglob("*")] if it.is_file()
        )
        for part in _PARTS
    }
    return {part: round(size / 2**20, 3) for part, size in sizes.items()}
