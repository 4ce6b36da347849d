"""Version 4: what a text says of its adoption, of the day from which it applies at the latest, and of its own standing."""

import sqlalchemy as sa
from alembic import op

revision = "4"
down_revision = "3"


def upgrade() -> None:
    """Add the columns, empty: unknown until the files are read again, see version 5."""
    for name, kind in (
        ("adopted_on", sa.Date()),
        ("repeal_evidence", sa.Text()),
        ("effective_by", sa.Date()),
        ("stated", sa.String(10)),
    ):
        op.add_column("revisions", sa.Column(name, kind))
