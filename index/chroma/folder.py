"""Vectors in a folder: Chroma embedded, one process at a time in its gate."""

import weakref
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corpus.errors import StoreError
from index.chroma.place import COLLECTION, GRAPH, View
from index.generation import held
from index.lock import Gate
from index.probe import how_it_ends

if TYPE_CHECKING:
    from chromadb import Collection


_ANY, _DEEPLY = "*", "**"
"""Left at the gate: whichever folder is opened next is not trusted, or none of its vectors is."""
_READ = 500
"""Vectors that are looked at in one call."""


class VectorsFolder:
    """The vectors of one generation of one home."""

    _opened = 0
    """How often any folder was opened in this process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._gate = Gate(folder.with_name("chroma.lock"))

    def opened(self) -> View:
        """A fresh look at the folder, made if it is not there."""
        # Chroma keeps one system for each spelling of a path, for as long as it is used anywhere in the process; a new
        # spelling gets a new one, that reads the folder afresh. A folder that could not be opened stays so under its spelling.
        spelling = str(self._folder) + "/." * (VectorsFolder._opened % 100)
        VectorsFolder._opened += 1
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._gate.closed():
            self._beware()
            self._gate.leave(self._folder.name)  # stays there if damaged files end this process
            try:
                return _FolderView(spelling)
            finally:
                self._gate.leave("")

    def _beware(self) -> None:
        """Raises StoreError where the last process that opened the vectors died of it, and another would, too."""
        left = self._gate.left()
        if left not in (self._folder.name, _ANY, _DEEPLY):
            return
        if end := how_it_ends(self._folder, is_thorough=left == _DEEPLY):
            raise StoreError(
                f"向量索引 {self._folder} 已损坏：读取它的进程不能正常结束（{end}）。"
                "运行 wence reindex 从目录数据库重建（不会重读文件）。"
            )

    def again(self, view: View) -> View:
        """A fresh look: Chroma does not see what other processes write."""
        del view
        return self.opened()

    def alone(self) -> AbstractContextManager[None]:
        """One process of the machine at a time."""
        return self._gate.closed()

    def sweep(self) -> None:
        """Nothing: `index.generation.sweep` deletes folders."""

    @contextmanager
    def plainly(self, doing: str) -> Iterator[None]:
        """Turn Chroma's errors into ours."""
        from chromadb.errors import ChromaError

        try:
            yield
        except (ChromaError, OSError, ValueError) as error:
            raise StoreError(
                f"向量索引 {self._folder} 无法{doing}：{error}。请确认目录可写、磁盘未满；"
                "若索引已损坏，运行 wence reindex 从目录数据库重建（不会重读文件）。"
            ) from error


def doubt(home: Path, *, deeply: bool = False) -> None:
    """Have whoever opens the vectors under `home` next try that, or `deeply` read them all, in another process first."""
    gate = Gate(home / "chroma.lock")
    with suppress(OSError), gate.closed():
        gate.leave(_DEEPLY if deeply else _ANY)


def look_into(folder: str, *, is_thorough: bool) -> None:
    """Opens the vectors and reads one, or all: what a process does that may end by it. Raises StoreError if one is damaged."""
    view = _FolderView(folder)
    for at in range(0, view.collection.count() if is_thorough else 1, _READ):
        found = view.collection.get(limit=_READ if is_thorough else 1, offset=at, include=["embeddings"])
        lengths = np.linalg.norm(np.asarray(found["embeddings"], dtype=np.float32), axis=-1)
        if is_thorough and not np.allclose(np.where(lengths == 0, 1, lengths), 1, atol=0.01):  # none: no known word
            raise StoreError(f"{folder}: vectors of other lengths than one")


class _FolderView:
    """Chroma's folder as one process saw it when it opened it."""

    def __init__(self, path: str) -> None:
        import chromadb  # 0.6 s
        from chromadb.config import Settings

        holding = ExitStack()
        holding.enter_context(held(Path(path)))
        self.close = weakref.finalize(self, holding.close)
        client = chromadb.PersistentClient(path, settings=Settings(anonymized_telemetry=False))
        # The client has close(), its declared type does not.
        holding.callback(client.close)  # type: ignore[attr-defined]
        self.collection: Collection = client.get_or_create_collection(
            COLLECTION, embedding_function=None, configuration=GRAPH
        )
        self.patient = self.collection
        self.collection.count()  # the first look, which brings the vectors up to date with the log
