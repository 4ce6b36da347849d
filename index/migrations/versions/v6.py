"""Version 6: what a revision must be read with caution for, and the change at which it was last written.

Tables that version 5 got while it stood are made where a catalog of it was last opened before they were there. They are
written down here as they were then: what `index.schema` says may grow, this step may not.
"""

import sqlalchemy as sa
from alembic import op

revision = "6"
down_revision = "5"

_tables = sa.MetaData()
_revisions = sa.Table("revisions", _tables, sa.Column("key", sa.String(100), primary_key=True))
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the columns; every revision counts as written at the present change, which whoever follows has yet to see."""
    _columns()
    bind = op.get_bind()
    _tables.create_all(bind, tables=[it for it in _tables.sorted_tables if it is not _revisions])
    meta = sa.table("meta", sa.column("name"), sa.column("value"))
    change = bind.scalar(sa.select(meta.c.value).where(meta.c.name == "change"))
    op.add_column("answers", sa.Column("request", sa.String(64)))
    bind.execute(sa.update(sa.table("revisions", sa.column("changed"))).values(changed=int(change or 0)))


def _columns() -> None:
    cautions = sa.Column("cautions", sa.JSON(), nullable=False, server_default="[]")
    op.add_column("revisions", cautions)
    op.add_column("revisions", sa.Column("changed", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("ix_revisions_changed", "revisions", ["changed"])


sa.Table(
    "as_read",
    _tables,
    sa.Column("key", sa.ForeignKey("revisions.key", ondelete="CASCADE"), primary_key=True),
    sa.Column("identity", sa.JSON, nullable=False),
)

sa.Table(
    "stale",
    _tables,
    sa.Column("key", sa.ForeignKey("revisions.key", ondelete="CASCADE"), primary_key=True),
    sa.Column("former_chunks", sa.Integer, nullable=False),
    sa.Column("is_encoded", sa.Boolean, nullable=False),
)

sa.Table(
    "failures",
    _tables,
    sa.Column("path", sa.Text, primary_key=True),
    sa.Column("shown", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("fault", sa.String(10)),
    sa.Column("failed_at", _MOMENT, nullable=False),
)


sa.Table(
    "answers",
    _tables,
    sa.Column("id", sa.String(12), primary_key=True),
    sa.Column("asked_at", _MOMENT, nullable=False),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("standalone", sa.Text, nullable=False),
    sa.Column("earlier", sa.JSON, nullable=False),
    sa.Column("filters", sa.JSON, nullable=False),
    sa.Column("scope", sa.Text, nullable=False),
    sa.Column("as_of", sa.Date, nullable=False),
    sa.Column("outcome", sa.String(20), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("model", sa.Text, nullable=False),
    sa.Column("prompt", sa.Text),
    sa.Column("citations", sa.JSON, nullable=False),
    sa.Column("hits", sa.JSON, nullable=False),
    sa.Column("left_out", sa.JSON, nullable=False),
    sa.Column("seconds", sa.JSON, nullable=False),
    sa.Column("channel", sa.String(10), nullable=False),
    sa.Column("conversation", sa.String(40)),
    sa.Column("version", sa.String(40), nullable=False),
    sa.Index("ix_answers_asked_at", "asked_at"),
)

sa.Table(
    "staff_answers",
    _tables,
    sa.Column("id", sa.String(12), primary_key=True),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("filters", sa.JSON, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("created_at", _MOMENT, nullable=False),
    sa.Column("expires_on", sa.Date, nullable=False),
    sa.Column("source", sa.JSON),
    sa.Column("withdrawn_at", _MOMENT),
    sa.Column("answers_log_id", sa.String(12)),
    sa.Index("ix_staff_answers_key", "key"),
)

sa.Table(
    "conversations",
    _tables,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("visitor", sa.String(64), nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("created_at", _MOMENT, nullable=False),
    sa.Column("updated_at", _MOMENT, nullable=False),
    sa.Index("ix_conversations_visitor", "visitor", "updated_at"),
)

sa.Table(
    "exchanges",
    _tables,
    sa.Column("conversation", sa.ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("answer", sa.JSON, nullable=False),
    sa.Column("answered_at", _MOMENT, nullable=False),
)

sa.Table(
    "feedback",
    _tables,
    sa.Column("answer", sa.String(12), primary_key=True),
    sa.Column("visitor", sa.String(64), primary_key=True),
    sa.Column("is_helpful", sa.Boolean, nullable=False),
    sa.Column("reason", sa.String(40)),
    sa.Column("remark", sa.Text),
    sa.Column("given_at", _MOMENT, nullable=False),
    sa.Column("settled_at", _MOMENT),
    sa.Column("settled_by", sa.Text),
)

sa.Table(
    "users",
    _tables,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("role", sa.String(10), nullable=False),
    sa.Column("password", sa.Text, nullable=False),
    sa.Column("created_at", _MOMENT, nullable=False),
    sa.Column("is_active", sa.Boolean, nullable=False),
)

sa.Table(
    "sessions",
    _tables,
    sa.Column("token", sa.String(64), primary_key=True),
    sa.Column("user", sa.ForeignKey("users.name", ondelete="CASCADE"), nullable=False),
    sa.Column("created_at", _MOMENT, nullable=False),
    sa.Column("used_at", _MOMENT, nullable=False),
)

sa.Table(
    "login_attempts",
    _tables,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String(64), nullable=False),
    sa.Column("address", sa.String(64), nullable=False),
    sa.Column("tried_at", _MOMENT, nullable=False),
    sa.Index("ix_login_attempts_tried_at", "tried_at"),
)

sa.Table(
    "api_keys",
    _tables,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("role", sa.String(10), nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("created_at", _MOMENT, nullable=False),
)

sa.Table(
    "corrections",
    _tables,
    sa.Column("id", sa.String(12), primary_key=True),
    sa.Column("doc_id", sa.String(80), nullable=False),
    sa.Column("deed", sa.String(12), nullable=False),
    sa.Column("fields", sa.JSON, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("made_at", _MOMENT, nullable=False),
    sa.Column("undone_at", _MOMENT),
    sa.Index("ix_corrections_doc_id", "doc_id"),
)

sa.Table(
    "removed_files",
    _tables,
    sa.Column("correction", sa.ForeignKey("corrections.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("path", sa.Text, primary_key=True),
    sa.Column("shown", sa.Text, nullable=False),
    sa.Column("stamp", sa.Text, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
)
