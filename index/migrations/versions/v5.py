"""Version 5: files of identical content share one document. The oldest version that a catalog can be brought up from."""

revision = "5"
down_revision = None


def upgrade() -> None:
    """Nothing: a catalog of this version was made whole."""
