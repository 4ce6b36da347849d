"""Wence's search as a LangChain retriever, to be put into any chain."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from corpus.cautions.instructions import speaks_to_a_model
from index.hit import Filters, Hit
from index.search import search
from index.store import Store


class PolicyRetriever(BaseRetriever):
    """The `k` passages of `store` that answer a query best, as LangChain documents, best first.

    Their content is the passage, verbatim; its title and place are in the metadata with everything that a citation
    needs, dates in ISO form; `speaks_to_a_model` marks what no chain should put into a prompt. Raises BadQuestion when the query is empty.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    store: Store
    k: int = 10
    filters: Filters = Filters()

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [as_document(hit) for hit in search(self.store, query, self.k, self.filters)]


def as_document(hit: Hit) -> Document:
    """A hit as LangChain passes it on: the chunk's id, its text, and its identity as plain values."""
    chunk, card = hit.chunk, hit.chunk.card
    metadata: dict[str, Any] = {
        "title": card.title,
        "doc_number": card.doc_number,
        "issuer": card.issuer,
        "region": card.region,
        "path": list(chunk.path),
        "page": chunk.page,
        "status": hit.status.value,
        "published_on": card.published_on.isoformat() if card.published_on else None,
        "doc_id": card.doc_id,
        "source": card.source_path,  # the key that LangChain's own loaders use
        "start": chunk.start,
        "score": hit.score,
        "speaks_to_a_model": speaks_to_a_model(chunk.text),
    }
    return Document(id=chunk.chunk_id, page_content=chunk.text, metadata=metadata)
