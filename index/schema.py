"""Tables of the catalog: what is true, from which both indexes can be rebuilt.

Nothing here is peculiar to SQLite, so that the same tables can live in PostgreSQL.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

SCHEMA_VERSION = 6
"""Raised with every change of these tables, for which `index.migrations.versions` gets a step; older catalogs are brought up."""

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

revisions = Table(
    "revisions",
    metadata,
    Column("key", String(100), primary_key=True),  # {doc_id}.{first 8 of revision}, the stem of its chunks' ids
    Column("doc_id", String(80), nullable=False),
    Column("revision", String(64), nullable=False),
    Column("state", String(10), nullable=False),
    Column("source_path", Text, nullable=False),
    Column("suffix", String(20)),  # of the original; null where there is no file
    Column("title", Text, nullable=False),
    Column("title_key", Text, nullable=False),  # titles as they are compared, see index.titles
    Column("issuer", Text),
    Column("doc_number", Text),
    Column("number_key", Text),
    Column("region", Text),
    Column("level", String(10)),
    Column("kind", String(20)),
    Column("topics", JSON, nullable=False),
    Column("adopted_on", Date),
    Column("published_on", Date),
    Column("effective_on", Date),
    Column("expires_on", Date),
    Column("repealed_on", Date),
    Column("repealed_by", Text),
    Column("evidence", Text),
    Column("repeal_evidence", Text),
    Column("effective_by", Date),
    Column("stated", String(10)),
    Column("dated_on", Date),
    Column("url", Text),
    Column("chunk_count", Integer, nullable=False),
    Column("repairs", JSON, nullable=False),
    Column("quality", Float, nullable=False),
    Column("signature", LargeBinary),  # MinHash of the text, to find near copies; null where it is too short
    Column("ingested_at", DateTime(timezone=True), nullable=False),
    # What is to be read with caution: a list of {"kind", "quote", "start"}.
    Column("cautions", JSON, nullable=False, server_default="[]"),
    # The catalog's change number at which what can be found of it was last written, see index.states.
    Column("changed", Integer, nullable=False, server_default="0"),
    Index("ix_revisions_doc_id", "doc_id"),
    Index("ix_revisions_changed", "changed"),
    Index("ix_revisions_revision", "revision"),
    Index("ix_revisions_title_key", "title_key"),
    Index("ix_revisions_number_key", "number_key"),
)

# Only of the few that are on their way: an index of all states would tempt the planner into reading every ready row.
_on_its_way = revisions.c.state.in_(("pending", "leaving"))
Index("ix_revisions_unfinished", revisions.c.state, sqlite_where=_on_its_way, postgresql_where=_on_its_way)

texts = Table(
    "texts",
    metadata,
    Column("key", ForeignKey("revisions.key", ondelete="CASCADE"), primary_key=True),
    Column("text", Text, nullable=False),
    Column("sections", JSON, nullable=False),
    Column("page_starts", JSON, nullable=False),
)

chunks = Table(
    "chunks",
    metadata,
    Column("chunk_id", String(120), primary_key=True),
    Column("key", ForeignKey("revisions.key", ondelete="CASCADE"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("path", JSON, nullable=False),
    Column("text", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("page", Integer),
    Column("facts", JSON, nullable=False),
    Column("provisions", JSON, nullable=False),
    Index("ix_chunks_key", "key"),
)

repeals = Table(
    "repeals",
    metadata,
    Column("key", ForeignKey("revisions.key", ondelete="CASCADE"), nullable=False),
    Column("title", Text, nullable=False),
    Column("title_key", Text, nullable=False),
    Column("doc_number", Text),
    Column("number_key", Text),
    Column("evidence", Text),
    Index("ix_repeals_key", "key"),
)

files = Table(
    "files",
    metadata,
    Column("path", Text, primary_key=True),  # absolute
    Column("shown", Text, nullable=False),  # as the user gave it
    Column("doc_id", String(80), nullable=False),  # files of identical content share one document
    Column("stamp", Text, nullable=False),  # sizes and times of the file and its sidecar
    Column("digest", String(64), nullable=False),  # SHA-256 of what decides how the file is read, see index.files
    Index("ix_files_doc_id", "doc_id"),
)

as_read = Table(
    "as_read",
    metadata,
    Column("key", ForeignKey("revisions.key", ondelete="CASCADE"), primary_key=True),
    Column("identity", JSON, nullable=False),  # card and repeals as they were read, under what staff have corrected
)

stale = Table(
    "stale",
    metadata,
    # Ready revisions whose rows were replaced: their vectors and postings are still to follow.
    Column("key", ForeignKey("revisions.key", ondelete="CASCADE"), primary_key=True),
    Column("former_chunks", Integer, nullable=False),
    Column("is_encoded", Boolean, nullable=False),  # whether the vectors are those of the rows
)

failures = Table(
    "failures",
    metadata,
    Column("path", Text, primary_key=True),  # absolute
    Column("shown", Text, nullable=False),  # as the user gave it
    Column("reason", Text, nullable=False),
    Column("fault", String(10)),
    Column("failed_at", DateTime(timezone=True), nullable=False),  # UTC; of the last try
)


def key_of(doc_id: str, revision: str) -> str:
    """The stem that all chunk ids of a revision share."""
    return f"{doc_id}.{revision[:8]}"
