"""Version 3: where the 款, 项 and 目 of a passage stand."""

import sqlalchemy as sa
from alembic import op

revision = "3"
down_revision = "2"


def upgrade() -> None:
    """Add the column, empty: a passage is cited by its article until its file is read again, see version 5."""
    op.add_column("chunks", sa.Column("provisions", sa.JSON(), nullable=False, server_default="[]"))
