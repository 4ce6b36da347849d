"""The inverted index by chunk id, in tantivy: the only module that knows tantivy."""

import math
import shutil
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.document import Chunk
from corpus.errors import StoreError
from index import tokens
from index.authority import Authority, authority_of
from index.checksums import left_behind
from index.dense import Ranked
from index.place import article_of
from index.schema import key_of

if TYPE_CHECKING:
    from tantivy import Index, IndexWriter, Query, Schema, Searcher

_BOOSTS = {"title": 0.5, "path": 0.5, "body": 1.0}
"""Where a term stands; of 0.3 to 1.5 for titles, 0.5 finds most of what laypeople ask of 147,288 articles."""
_HEAP = 64_000_000
_LOOK_AGAIN = 0.05
"""Seconds between two tries: the lock cannot be waited for."""
_AUTHORITIES = {it.value: it for it in Authority}


@dataclass(frozen=True, slots=True)
class Look:
    """What one chunk shows beside its score."""

    covered: float
    """Share of the question's words that stand in its text or heading, weighed by rarity, 0 to 1."""
    authority: Authority


class BeingWritten(StoreError):
    """Another process is writing the postings."""


class Lexical:
    """The postings of all chunks. Safe to query from many threads."""

    def __init__(self, folder: Path) -> None:
        """Open the index under `folder`, made if it is not there. Raises StoreError if it is damaged."""
        self._folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._schema, self._index = _open(folder)
        except (ValueError, OSError) as error:
            raise StoreError(f"词项索引 {folder} 无法打开：{error}。运行 wence reindex 从目录数据库重建。") from error
        self._writer: IndexWriter | None = None
        self.turn = threading.RLock()
        """Of the threads of this process that write."""

    @staticmethod
    def erase(folder: Path) -> None:
        """Delete the folder, whatever state it is in, to make room for a new index."""
        if folder.exists():
            shutil.rmtree(folder)

    def move(self, folder: Path) -> None:
        """Go on with the index in another folder. Raises StoreError if it is damaged; the former one stays in use then."""
        self._index = Lexical(folder)._index
        self._folder = folder

    @property
    def folder(self) -> Path:
        """Where the postings lie."""
        return self._folder

    @property
    def size(self) -> int:
        """How many chunks are indexed."""
        return self._searcher().num_docs

    def chunk_ids(self) -> list[str]:
        """The id of every chunk that is indexed."""
        from tantivy import Query

        searcher = self._searcher()
        with self._plainly("读取"):
            hits = searcher.search(Query.all_query(), max(1, searcher.num_docs), count=False).hits
            return [str(searcher.doc(address)["chunk"][0]) for _, address in hits]

    def frequency(self, term: str) -> int:
        """How many chunks hold `term`, as `tokens.lexical` gives terms, in their text."""
        return self._searcher().doc_freq("body", term)

    def refresh(self) -> None:
        """See what was committed since, here or by another process. Raises StoreError if it cannot be read."""
        with self._plainly("读取"):
            self._index.reload()

    @contextmanager
    def writing(self, patience: float = 0.0) -> Iterator[None]:
        """Hold one writer over many commits, so that its merging of segments is not cut off after each.

        Raises BeingWritten where another process is at it, and still is after `patience` seconds.
        """
        with self.turn:
            if self._writer is not None:
                yield
                return
            self._writer = self._begun(time.monotonic() + patience)
            try:
                yield
            finally:
                writer, self._writer = self._writer, None
                with self._plainly():
                    writer.wait_merging_threads()
                    self._index.reload()

    def _begun(self, until: float) -> "IndexWriter":
        while True:
            try:
                with self._plainly():
                    writer = self._index.writer(_HEAP, 1)
                    for path in left_behind(self._folder):  # nobody else writes now
                        path.unlink(missing_ok=True)
                    return writer
            except BeingWritten:
                if time.monotonic() > until:
                    raise
            time.sleep(_LOOK_AGAIN)

    def apply(self, chunks: Iterable[Chunk], drop: Iterable[str] = ()) -> None:
        """In one commit, drop everything under the revision keys of `drop` and add `chunks`. Within `writing` only."""
        writer = self._open_writer()
        for key in drop:
            writer.delete_documents_by_term("key", key)
        self._put(writer, chunks)
        with self._plainly():
            writer.commit()

    def replace(self, steps: Iterable[Iterable[Chunk]]) -> None:
        """In one commit, drop everything and add the chunks of all `steps`. Within `writing` only."""
        writer = self._open_writer()
        writer.delete_all_documents()
        for chunks in steps:
            self._put(writer, chunks)
        with self._plainly():
            writer.commit()

    def _put(self, writer: "IndexWriter", chunks: Iterable[Chunk]) -> None:
        from tantivy import Document

        head: dict[tuple[str, ...], str] = {}  # titles and paths repeat from chunk to chunk
        for chunk in chunks:
            card = chunk.card
            for part in ((card.title,), chunk.path):
                if part not in head:
                    head[part] = " ".join(tokens.lexical("\n".join(part)))
            writer.add_document(
                Document(
                    chunk=chunk.chunk_id,
                    key=key_of(card.doc_id, card.revision),
                    title=head[(card.title,)],
                    path=head[chunk.path],
                    body=" ".join(tokens.lexical(chunk.text)),
                    article=article_of(chunk.heading) or "",
                    authority=authority_of(card.title, card.region).value,
                )
            )

    def discard(self, chunk_ids: Iterable[str]) -> None:
        """In one commit, drop these chunks whatever revision they are of. Within `writing` only."""
        writer = self._open_writer()
        for chunk_id in chunk_ids:
            writer.delete_documents_by_term("chunk", chunk_id)
        with self._plainly():
            writer.commit()

    def query(self, terms: Mapping[str, float], count: int, among: Sequence[str] | None = None) -> Ranked:
        """The chunks that match `terms`, given with their weights, best by BM25; `among` limits to these revision keys."""
        import tantivy

        if not terms:
            return []
        query = self._any_of(terms, _BOOSTS)
        if among is not None:
            within = tantivy.Query.term_set_query(self._schema, "key", list(among))
            query = self._both(query, within)
        return self._best(query, count)

    def in_article(self, article: str, terms: Mapping[str, float], count: int) -> Ranked:
        """The chunks in an article of this number, as `place.article_of` gives it, whose titles match `terms` best."""
        import tantivy

        here = tantivy.Query.term_query(self._schema, "article", article, "basic")
        return self._best(self._both(self._any_of(terms, {"title": 1.0}), here), count)

    def looked_at(self, words: Iterable[str], chunk_ids: Sequence[str]) -> dict[str, Look]:
        """What these chunks hold of `words`, weighed by how rare each is; ids that are not there are passed over."""
        from tantivy import Occur, Query

        searcher = self._searcher()
        rarity = {word: math.log1p(searcher.num_docs / (1 + searcher.doc_freq("body", word))) for word in words}
        total = sum(rarity.values()) or 1.0
        held = [(Occur.Should, Query.const_score_query(self._anywhere(it), rarity[it] / total)) for it in rarity]
        among = Query.term_set_query(self._schema, "chunk", list(chunk_ids))
        query = Query.boolean_query([(Occur.Must, Query.const_score_query(among, 0.0)), *held])
        with self._plainly("读取"):
            hits = searcher.search(query, max(1, len(chunk_ids)), count=False).hits
            documents = ((searcher.doc(address), float(score)) for score, address in hits)
            return {str(it["chunk"][0]): Look(score, _AUTHORITIES[it["authority"][0]]) for it, score in documents}

    def _anywhere(self, term: str) -> "Query":
        from tantivy import Occur, Query

        return Query.boolean_query(
            [(Occur.Should, Query.term_query(self._schema, field, term, "basic")) for field in _BOOSTS]
        )

    def _any_of(self, terms: Mapping[str, float], boosts: Mapping[str, float]) -> "Query":
        """Built from terms, never parsed: nothing that a user types is syntax."""
        from tantivy import Occur, Query

        return Query.boolean_query(
            [
                (Occur.Should, Query.boost_query(Query.term_query(self._schema, field, term, "freq"), boost * weight))
                for term, weight in terms.items()
                for field, boost in boosts.items()
            ]
        )

    def _both(self, scored: "Query", filtered: "Query") -> "Query":
        """What matches both, scored by the first alone."""
        from tantivy import Occur, Query

        return Query.boolean_query([(Occur.Must, scored), (Occur.Must, Query.const_score_query(filtered, 0.0))])

    def _best(self, query: "Query", count: int) -> Ranked:
        searcher = self._searcher()
        with self._plainly("读取"):
            hits = searcher.search(query, count, count=False).hits
            ranked = [(str(searcher.doc(address)["chunk"][0]), float(score)) for score, address in hits]
        # Equals come in the order of segments, which differs from build to build; the id makes it the same.
        return sorted(ranked, key=lambda it: (-it[1], it[0]))

    @contextmanager
    def _plainly(self, doing: str = "写入") -> Iterator[None]:
        """Turn tantivy's errors, which are ValueErrors, into ours."""
        try:
            yield
        except BaseException as error:
            # What it does not expect in its files is a panic, which is no Exception.
            if not isinstance(error, ValueError | OSError) and type(error).__name__ != "PanicException":
                raise
            if "LockBusy" in str(error):
                raise BeingWritten(f"词项索引 {self._folder} 正在被另一个进程写入。") from error
            raise StoreError(
                f"词项索引 {self._folder} 无法{doing}：{error}。请确认目录可写、磁盘未满；"
                "若索引已损坏，运行 wence reindex 从目录数据库重建（不会重读文件）。"
            ) from error

    def _open_writer(self) -> "IndexWriter":
        if self._writer is None:
            raise RuntimeError("postings are written inside Lexical.writing() only")
        return self._writer

    def _searcher(self) -> "Searcher":
        return self._index.searcher()


def _open(folder: Path) -> tuple["Schema", "Index"]:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("chunk", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("key", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("article", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("authority", stored=True, tokenizer_name="raw", index_option="basic")
    for field in _BOOSTS:
        builder.add_text_field(field, tokenizer_name="blanks", index_option="freq")
    schema = builder.build()
    index = tantivy.Index(schema, str(folder))
    blanks = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("blanks", blanks)
    index.config_reader("manual")
    index.reload()
    return schema, index
