"""Tables of the catalog about people: what they asked and were answered, what they think of it, and who may do what.

They belong to the same version as those of `index.schema`.
"""

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, ForeignKey, Index, Integer, String, Table, Text

from index.schema import metadata

answers = Table(
    "answers",
    metadata,
    Column("id", String(12), primary_key=True),
    Column("asked_at", DateTime(timezone=True), nullable=False),  # UTC
    Column("question", Text, nullable=False),
    Column("standalone", Text, nullable=False),
    Column("earlier", JSON, nullable=False),  # the questions before it in the conversation
    Column("filters", JSON, nullable=False),
    Column("scope", Text, nullable=False),
    Column("as_of", Date, nullable=False),  # the day by which validity was judged
    Column("outcome", String(20), nullable=False),
    Column("text", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("prompt", Text),
    Column("citations", JSON, nullable=False),
    Column("hits", JSON, nullable=False),
    Column("left_out", JSON, nullable=False),  # sentences that could not be verified, each with the reason
    Column("seconds", JSON, nullable=False),
    Column("channel", String(10), nullable=False),
    Column("conversation", String(40)),
    Column("version", String(40), nullable=False),  # of the program
    Column("request", String(64)),  # id of the request, as the program's own log has it
    Index("ix_answers_asked_at", "asked_at"),
)

staff_answers = Table(
    "staff_answers",
    metadata,
    Column("id", String(12), primary_key=True),
    Column("question", Text, nullable=False),
    Column("key", Text, nullable=False),  # questions as they are compared, see assistant.log.sameness
    Column("filters", JSON, nullable=False),  # those that the question was asked with
    Column("text", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),  # UTC
    Column("expires_on", Date, nullable=False),  # the last day on which it is given
    Column("source", JSON),  # the quote that proves it: doc_id, title, quote
    Column("withdrawn_at", DateTime(timezone=True)),
    Column("answers_log_id", String(12)),  # no foreign key: the entry is removed when its time is over
    Index("ix_staff_answers_key", "key"),
)

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(32), primary_key=True),  # random; tells nothing and cannot be guessed
    Column("visitor", String(64), nullable=False),  # SHA-256 of what the visitor's browser keeps
    Column("title", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),  # UTC
    Column("updated_at", DateTime(timezone=True), nullable=False),
    Index("ix_conversations_visitor", "visitor", "updated_at"),
)

exchanges = Table(
    "exchanges",
    metadata,
    Column("conversation", ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),  # from 0
    Column("question", Text, nullable=False),
    Column("answer", JSON, nullable=False),  # whole, with the passages that it cites
    Column("answered_at", DateTime(timezone=True), nullable=False),  # UTC
)

feedback = Table(
    "feedback",
    metadata,
    Column(
        "answer", String(12), primary_key=True
    ),  # id in `answers`; no foreign key: the entry goes when its time is over
    Column("visitor", String(64), primary_key=True),
    Column("is_helpful", Boolean, nullable=False),
    Column("reason", String(40)),
    Column("remark", Text),
    Column("given_at", DateTime(timezone=True), nullable=False),  # UTC
    Column("settled_at", DateTime(timezone=True)),  # when staff had dealt with it
    Column("settled_by", Text),
)

users = Table(
    "users",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("role", String(10), nullable=False),
    Column("password", Text, nullable=False),  # argon2id, in its own notation
    Column("created_at", DateTime(timezone=True), nullable=False),  # UTC
    Column("is_active", Boolean, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token", String(64), primary_key=True),  # SHA-256 of what the browser keeps
    Column("user", ForeignKey("users.name", ondelete="CASCADE"), nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),  # UTC
    Column("used_at", DateTime(timezone=True), nullable=False),
)

login_attempts = Table(
    "login_attempts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(64), nullable=False),
    Column("address", String(64), nullable=False),
    Column("tried_at", DateTime(timezone=True), nullable=False),  # UTC; only those that failed
    Index("ix_login_attempts_tried_at", "tried_at"),
)

api_keys = Table(
    "api_keys",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("role", String(10), nullable=False),
    Column("digest", String(64), nullable=False),  # SHA-256 of the key
    Column("created_at", DateTime(timezone=True), nullable=False),  # UTC
)

corrections = Table(
    "corrections",
    metadata,
    Column("id", String(12), primary_key=True),
    Column("doc_id", String(80), nullable=False),  # no foreign key: it outlives the revision that it was made for
    Column("deed", String(12), nullable=False),  # correct, remove, undo, reread
    Column("fields", JSON, nullable=False),  # of correct, by name of the field, what it was and what it shall be
    Column("author", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),  # UTC
    Column("undone_at", DateTime(timezone=True)),
    Index("ix_corrections_doc_id", "doc_id"),
)

removed_files = Table(
    "removed_files",
    metadata,
    Column("correction", ForeignKey("corrections.id", ondelete="CASCADE"), primary_key=True),
    Column("path", Text, primary_key=True),  # absolute
    Column("shown", Text, nullable=False),
    Column("stamp", Text, nullable=False),
    Column("digest", String(64), nullable=False),  # these four as in `index.schema.files`
)
