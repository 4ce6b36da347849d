"""Version 1: documents, their revisions and chunks. The oldest version that a catalog can be brought up from."""

revision = "1"
down_revision = None


def upgrade() -> None:
    """Nothing: a catalog of this version was made whole."""
