"""What a place of vectors gives, whichever it is."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from chromadb import Collection
    from chromadb.api.collection_configuration import CreateCollectionConfiguration

COLLECTION = "passages"

BREADTH, SEARCH_BREADTH = 80, 300
"""Of the graph, when it is built and when it is searched. On 36,822 articles, against Chroma's 100 and 100: a seventh less
time to build it, 0.97 instead of 0.91 of the nearest 125 found, 2.7 ms instead of 2.1."""

# Vectors are of length one, so the inner product is the cosine, without the cost of normalising again.
GRAPH: "CreateCollectionConfiguration" = {
    "hnsw": {"space": "ip", "ef_construction": BREADTH, "ef_search": SEARCH_BREADTH}
}


class View(Protocol):
    """The vectors as they were seen when they were opened."""

    @property
    def collection(self) -> "Collection":
        """For questions."""

    @property
    def patient(self) -> "Collection":
        """The same for writing and listing, which may take longer."""

    @property
    def close(self) -> Callable[[], object]:
        """Lets go of what is open."""


class Place(Protocol):
    """A folder or a server, and which vectors there."""

    def opened(self) -> View:
        """A fresh look, within `plainly`."""

    def again(self, view: View) -> View:
        """What others have written since `view` was opened, within `plainly`; the same where it shows that anyway."""

    def alone(self) -> AbstractContextManager[None]:
        """Held while something is written."""

    def plainly(self, doing: str) -> AbstractContextManager[None]:
        """Turns Chroma's errors into ours. Raises StoreError, and VectorsAway where only nobody answers now."""

    def sweep(self) -> None:
        """Delete what other generations have there. Only with the writer's lock."""
