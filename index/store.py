"""Everything that is kept under one folder: catalog, originals, vectors and postings."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self
from weakref import WeakSet

from sqlalchemy.exc import DBAPIError

from corpus.document import Document
from corpus.errors import StoreError, VectorsAway
from corpus.split import split
from index.agreement import settle
from index.catalog import Catalog
from index.checksums import spoiled
from index.chroma.naming import rename
from index.dense import Dense, Subset, vectors_at
from index.elsewhere import HERE, Elsewhere
from index.encoder import Encoder
from index.follower import Follower
from index.generation import Generation, in_use, sweep, unused
from index.journal import Entrant
from index.lexical import Lexical
from index.lock import WriterLock
from index.reranker import Reranker
from index.selection import Selection, Selector
from index.subsets import Subsets
from index.writer import Writer, unwritten

_log = logging.getLogger(__name__)

_CHUNKS_AT_ONCE = 2000
"""Written in one step: enough that commits cost little, few enough that a crash loses seconds."""
_CHARACTERS_AT_ONCE = 4_000_000
"""Bounds the memory of one step where documents are long."""


class Store:
    """An index folder. Any number of threads may search it, one process at a time may write."""

    def __init__(
        self,
        home: Path,
        encoder: Encoder,
        catalog: Catalog,
        lock: WriterLock,
        reranker: Reranker | None = None,
        elsewhere: Elsewhere = HERE,
        at: Generation | None = None,
    ) -> None:
        """Use `open` or `rebuild`."""
        self.home = home
        self.encoder = encoder
        self.reranker = reranker
        self.catalog = catalog
        seen, at = catalog.change(), at or in_use(home, catalog)
        self.dense = Dense(vectors_at(elsewhere, catalog), at)
        try:
            self.lexical = Lexical(at.postings)
        except StoreError:
            self.dense.close()
            raise
        self.follower = Follower(catalog, self.dense, self.lexical, _signature(encoder), at, seen)
        self.selector = Selector(catalog)
        self._subsets = Subsets(self.dense.subset)
        self._selections: WeakSet[Selection] = WeakSet()
        self.writer = Writer(catalog, self.dense, self.lexical, encoder, lock, self.follower)

    @classmethod
    def open(
        cls, home: Path, encoder: Encoder, reranker: Reranker | None = None, *, elsewhere: Elsewhere = HERE
    ) -> "Store":
        """The store under `home`, made if it is not there; what a crash left half done is cleared away.

        With a `reranker`, the best hits of every search are put into its order.

        An inverted index that is lost or damaged is built anew, and small differences between the indexes and the catalog
        are mended. A server of vectors may be away. Raises StoreError when the folder cannot be used, was built with another
        encoder, or has lost vectors.
        """
        with _catalog(home, elsewhere) as (catalog, lock):
            _check_encoder(catalog, encoder, home)
            _clear_damaged_words(home, catalog, lock)
            store = cls._opened(home, encoder, catalog, lock, reranker, elsewhere)
            try:
                store.follower.catch_up(catalog.change(), at_once=True)  # another process may have taken others over
                if catalog.size() and not store.dense.size:
                    raise StoreError(
                        f"{home} 的向量索引丢失了。请运行 wence reindex 从目录数据库重建（不会重读文件）。"
                    )
                store.writer.recover()
                settle(store)
            except VectorsAway as error:
                _log.error("%s", error)  # and goes on by words alone
            except BaseException:
                store.dense.close()
                raise
            return store

    @classmethod
    def _opened(
        cls,
        home: Path,
        encoder: Encoder,
        catalog: Catalog,
        lock: WriterLock,
        reranker: Reranker | None,
        elsewhere: Elsewhere,
    ) -> "Store":
        while True:
            at = in_use(home, catalog)
            try:
                return cls(home, encoder, catalog, lock, reranker, elsewhere, at)
            except StoreError:
                if in_use(home, catalog) == at:
                    raise
                # Otherwise its folders were replaced while they were being opened.

    @classmethod
    def rebuild(cls, home: Path, encoder: Encoder, *, elsewhere: Elsewhere = HERE) -> "Store":
        """The store under `home` with both indexes built anew from its catalog, without reading any file.

        They are built beside the present ones, which others search meanwhile and which stay if this fails. Raises
        StoreError when another process is writing, or when there is no room.
        """
        with _catalog(home, elsewhere) as (catalog, lock), lock.held():
            sweep(home, keep=in_use(home, catalog))  # what a crash left of an earlier attempt
            anew = unused(home, catalog)
            if elsewhere.vectors:
                rename(catalog.engine, anew.number)
            with _erased_on_failure(anew, catalog):
                store = cls(home, encoder, catalog, lock, elsewhere=elsewhere, at=anew)
                try:
                    store.writer.fill(anew.number, _signature(encoder))
                except BaseException:
                    store.dense.close()
                    raise
            with store.writer.session():
                pass  # clears away what a crash left half done before, and the former indexes
            return store

    def add(self, documents: Iterable[Document]) -> int:
        """Make documents searchable, in place of those with the same doc_id; gives the number of chunks."""
        return self.enter(Entrant(document, split(document)) for document in documents)

    def enter(self, entrants: Iterable[Entrant]) -> int:
        """The same for documents that are split already and know their files."""
        total = 0
        with self.writer.session():
            if not self.catalog.value("encoder"):
                self.writer.journal.note(encoder=_signature(self.encoder))
            for batch in _steps(entrants):
                self.writer.put(batch)
                total += sum(len(it.chunks) for it in batch)
        return total

    def remove(self, doc_id: str) -> None:
        """Stop a document from being found. Raises NoSuchDocument."""
        self.catalog.document(doc_id)
        with self.writer.session():
            self.writer.withdraw([doc_id])

    def has_seen(self, selection: Selection) -> bool:
        """Whether this was asked of the same selection before."""
        if selection in self._selections:
            return True
        self._selections.add(selection)
        return False

    def subset(self, selection: Selection) -> Subset:
        """The vectors of what a selection allows, kept for the next questions with the same filters.

        Raises KeyError when another process has just written what this one has not seen yet.
        """
        return self._subsets.of(selection)

    def close(self) -> None:
        """Let go of all files."""
        self.dense.close()
        self.catalog.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _steps(entrants: Iterable[Entrant]) -> Iterator[list[Entrant]]:
    """Documents in groups that are written together; one doc_id comes once in a group."""
    group: list[Entrant] = []
    names: set[str] = set()
    chunks = characters = 0
    for it in entrants:
        doc_id = it.document.card.doc_id
        if group and (chunks >= _CHUNKS_AT_ONCE or characters >= _CHARACTERS_AT_ONCE or doc_id in names):
            yield group
            group, names, chunks, characters = [], set(), 0, 0
        group.append(it)
        names.add(doc_id)
        chunks += len(it.chunks)
        characters += len(it.document.text)
    if group:
        yield group


@contextmanager
def _catalog(home: Path, elsewhere: Elsewhere) -> Iterator[tuple[Catalog, WriterLock]]:
    """The catalog under `home`; closed again if opening the store fails."""
    _make_folder(home)
    catalog = Catalog(home, elsewhere)
    try:
        yield catalog, catalog.database.new_lock()
    except BaseException:
        catalog.close()
        raise


@contextmanager
def _erased_on_failure(anew: Generation, catalog: Catalog) -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        with suppress(OSError, DBAPIError):
            if in_use(anew.home, catalog) != anew:
                anew.erase()
        if isinstance(error, DBAPIError):
            raise unwritten(error) from error
        raise


def _clear_damaged_words(home: Path, catalog: Catalog, lock: WriterLock) -> None:
    """Clear away an inverted index that cannot be opened, so that an empty one is there to be filled."""
    folder = in_use(home, catalog).postings
    try:
        Lexical(folder)
        if names := spoiled(folder):
            raise StoreError(f"词项索引 {folder} 已损坏（{names[0]}），正从目录数据库重建。")
    except StoreError as error:
        _log.warning("%s", error)
        if catalog.is_shared:  # the postings are this home's own, whoever writes the catalog
            Lexical.erase(folder)
        elif lock.acquire():  # else another process is at it
            try:
                Lexical.erase(folder)
            finally:
                lock.release()


def _make_folder(home: Path) -> None:
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"目录 {home} 无法创建：{error.strerror}。请检查权限，或用 WENCE_HOME 指定可写的目录。"
        ) from error


def _signature(encoder: Encoder) -> str:
    return f"{encoder.name}|{encoder.dimensions}"


def _check_encoder(catalog: Catalog, encoder: Encoder, home: Path) -> None:
    built = catalog.value("encoder")
    if built == "":
        raise StoreError(f"{home} 的索引重建到一半中断了。请运行 wence reindex 重新开始（不会重读文件）。")
    if built is not None and built != _signature(encoder):
        name, _, dimensions = built.rpartition("|")
        raise StoreError(
            f"{home} 的向量由编码器 {name}（{dimensions} 维）生成，而当前设置的是 {encoder.name}"
            f"（{encoder.dimensions} 维），两者不能混用。请运行 wence reindex 用当前编码器重建（不会重读文件），"
            "或把 WENCE_EMBEDDER 改回原来的编码器。"
        )
