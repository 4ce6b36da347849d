"""Walking a catalog's tables up from an older version: the only module that drives Alembic."""

from pathlib import Path

from sqlalchemy import Connection

OLDEST = 1
"""The first version that there is a way from."""

_STEPS = Path(__file__).parent


def migrate(connection: Connection, found: int, wanted: int) -> None:
    """Bring the tables from version `found` to `wanted`, within the transaction of `connection`.

    The catalog's own number is the only mark of where it stands: Alembic's table of versions would be a second one.
    """
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    steps = list(ScriptDirectory(str(_STEPS)).iterate_revisions(str(wanted), str(found)))
    with Operations.context(MigrationContext.configure(connection)):
        for step in reversed(steps):
            step.module.upgrade()
