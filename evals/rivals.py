"""What a user would pick instead of Wence, built as its own documentation tells: to be measured beside it."""

import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from evals.passages import Passage, indexed
from index.encoder import Encoder, open_encoder
from index.search import search
from index.store import Store

if TYPE_CHECKING:
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_core.embeddings import Embeddings

CHUNK, OVERLAP = 500, 50
"""Characters, as the tutorials of LangChain have it for texts of this sort."""


class Rival(Protocol):
    """A search engine over passages, ready to be asked."""

    def find(self, query: str, k: int) -> list[str]:
        """Ids of the best `k` passages, best first, each once."""


@contextmanager
def wence(passages: Sequence[Passage]) -> Iterator[Rival]:
    """Wence, through its own doors."""
    with indexed(passages, open_encoder()) as (store, _):
        yield _Wence(store)


@contextmanager
def stock_langchain(passages: Sequence[Passage]) -> Iterator[Rival]:
    """LangChain's own pipeline with Wence's encoder: split by characters, `Chroma.from_documents`, similarity search."""
    from langchain_core.documents import Document

    given = [Document(f"{it.title}\n{it.text}", metadata={"id": it.passage_id}) for it in passages]
    with _folder() as folder:
        yield _Stock(stock_index(given, folder))


@contextmanager
def bm25(passages: Sequence[Passage]) -> Iterator[Rival]:
    """bm25s over the words that jieba cuts."""
    import bm25s
    import jieba

    jieba.setLogLevel("ERROR")
    engine = bm25s.BM25()
    engine.index([jieba.lcut(f"{it.title}\n{it.text}") for it in passages], show_progress=False)
    yield _Words(engine, [it.passage_id for it in passages])


RIVALS = {"wence": wence, "langchain": stock_langchain, "bm25": bm25}


def stock_ingest(files: Iterable[Path], folder: Path) -> int:
    """LangChain's own way from files to a searchable Chroma folder; gives the number of chunks."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package announces its retirement; its loader is what tutorials use
        from langchain_community.document_loaders import TextLoader
    given = [document for file in files for document in TextLoader(str(file), encoding="utf-8").load()]
    return int(stock_index(given, folder)._collection.count())


def stock_index(given: Sequence["Document"], folder: Path) -> "Chroma":
    """Documents in a Chroma folder as LangChain's tutorials put them there."""
    import chromadb
    from chromadb.config import Settings
    from langchain_chroma import Chroma
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    pieces = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP).split_documents(list(given))
    client = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
    return Chroma.from_documents(pieces, langchain_embeddings(open_encoder()), client=client)


def chroma_alone(chunk_ids: Sequence[str], folder: Path) -> float:
    """Seconds that Chroma itself takes to add so many vectors with one field of metadata: the limit of any pipeline."""
    import chromadb
    import numpy as np
    from chromadb.config import Settings

    dimensions = open_encoder().dimensions
    vectors = np.random.default_rng(0).standard_normal((len(chunk_ids), dimensions)).astype(np.float32)
    client = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
    collection = client.create_collection("limit", metadata={"hnsw:space": "cosine"})
    began, at = time.perf_counter(), 0
    while some := list(islice(chunk_ids, at, at + 5000)):
        metadatas: list[dict[str, str | int | float | bool | None]] = [{"revision": it} for it in some]
        collection.add(ids=some, embeddings=vectors[at : at + len(some)], metadatas=metadatas)  # type: ignore[arg-type]  # its union is invariant
        at += len(some)
    return time.perf_counter() - began


def langchain_embeddings(encoder: Encoder) -> "Embeddings":
    """Wence's encoder as LangChain takes one, so that both are measured with the same vectors."""
    from langchain_core.embeddings import Embeddings

    class Adapted(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [[float(it) for it in row] for row in encoder.encode_passages(texts)]

        def embed_query(self, text: str) -> list[float]:
            return [float(it) for it in encoder.encode_queries([text])[0]]

    return Adapted()


class _Wence:
    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, query: str, k: int) -> list[str]:
        hits = search(self._store, query, k, distinct=False)
        return list(dict.fromkeys(hit.chunk.card.doc_id for hit in hits))


class _Stock:
    def __init__(self, chroma: "Chroma") -> None:
        self._chroma = chroma

    def find(self, query: str, k: int) -> list[str]:
        return list(dict.fromkeys(it.metadata["id"] for it in self._chroma.similarity_search(query, k=k)))


class _Words:
    def __init__(self, engine: object, passage_ids: Sequence[str]) -> None:
        self._engine = engine
        self._passage_ids = passage_ids

    def find(self, query: str, k: int) -> list[str]:
        import jieba

        found, _ = self._engine.retrieve(  # type: ignore[attr-defined]  # bm25s ships no types
            [jieba.lcut(query)], k=min(k, len(self._passage_ids)), show_progress=False
        )
        return [self._passage_ids[int(at)] for at in found[0]]


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="wence-rival-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # Chroma may still hold a file open
