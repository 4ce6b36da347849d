"""What search takes and gives."""

from dataclasses import dataclass
from datetime import date

from corpus.document import Chunk, Kind, Status
from index.copies import Copy


@dataclass(frozen=True, slots=True)
class Filters:
    """Which documents may be found. Every field narrows; None means any."""

    region: str | None = None
    """A place as typed; it covers everything that lies in it."""
    issuer: str | None = None
    kind: Kind | None = None
    since: date | None = None
    until: date | None = None
    include_past: bool = False
    """Also find what is expired or repealed on `as_of`."""
    include_coming: bool = True
    """Also find what is not yet in force on `as_of`."""
    as_of: date | None = None
    """The day on which validity is judged; None means today."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a hit was found: its 1-based rank in each ranking, None where it is absent, and the scores."""

    dense_rank: int | None = None
    dense_score: float | None = None
    """Cosine similarity to the query, -1 to 1."""
    lexical_rank: int | None = None
    lexical_score: float | None = None
    """BM25."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that search found."""

    rank: int
    """1-based."""
    score: float
    """Fused score: larger is better, comparable within one result list only."""
    chunk: Chunk
    status: Status
    """On the day that the search was asked for."""
    reason: Reason
    copies: tuple[Copy, ...] = ()
    """The same text as it was published elsewhere, not shown itself."""
