"""Version 5: files of identical content share one document, and each is shown as it was given.

What the versions before it did not know of a text is in its file. So the stamps are made to fit no file: the next
`wence ingest` of a folder reads what is there anew, in place of what stands in the catalog, which is found until then.
"""

import sqlalchemy as sa
from alembic import op

revision = "5"
down_revision = "4"

_files = sa.table("files", sa.column("path"), sa.column("shown"), sa.column("doc_id"), sa.column("stamp"))
_revisions = sa.table("revisions", sa.column("doc_id"), sa.column("state"), sa.column("source_path"))
_NO_FILE_S = "4:"


def upgrade() -> None:
    """Name each file as its document is named, which was its only one."""
    op.add_column("files", sa.Column("shown", sa.Text(), nullable=False, server_default=""))
    given = (
        sa.select(_revisions.c.source_path)
        .where(_revisions.c.doc_id == _files.c.doc_id, _revisions.c.state == "ready")
        .limit(1)
        .scalar_subquery()
    )
    shown = sa.func.coalesce(given, _files.c.path)
    op.execute(sa.update(_files).values(shown=shown, stamp=sa.literal(_NO_FILE_S) + _files.c.stamp))
