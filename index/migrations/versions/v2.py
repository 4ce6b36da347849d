"""Version 2: level, topics, quality and signature of a text, figures of a passage, and the sentence that repeals."""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade() -> None:
    """Add the columns, empty: what belongs into them is known when the files are read again, see version 5."""
    op.add_column("revisions", sa.Column("level", sa.String(10)))
    op.add_column("revisions", sa.Column("topics", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("revisions", sa.Column("quality", sa.Float(), nullable=False, server_default="1"))
    op.add_column("revisions", sa.Column("signature", sa.LargeBinary()))
    op.add_column("chunks", sa.Column("facts", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("repeals", sa.Column("evidence", sa.Text()))
    _index_what_is_on_its_way()


def _index_what_is_on_its_way() -> None:
    """In place of an index of all states, which catalogs have that were made before it was dropped."""
    op.drop_index("ix_revisions_state", "revisions", if_exists=True)
    here = sa.text("state IN ('pending', 'leaving')")
    op.create_index("ix_revisions_unfinished", "revisions", ["state"], if_not_exists=True, sqlite_where=here)
