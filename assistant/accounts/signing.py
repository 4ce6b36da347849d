"""Whether a name and a password belong together."""

from sqlalchemy import Engine, select, update

from assistant.accounts.naming import folded
from assistant.accounts.passwords import hashed, is_outdated, matches
from assistant.log.transaction import writing
from index.people import users


def verified(engine: Engine, name: str, password: str) -> str | None:
    """The user's name as it is kept, if the password is theirs and they may sign in.

    It takes as long for a name that nobody has. A password that was kept with older parameters is kept anew.
    """
    name = folded(name)
    with engine.connect() as connection:
        row = connection.execute(select(users.c.password, users.c.is_active).where(users.c.name == name)).one_or_none()
    is_right = matches(row.password if row is not None and row.is_active else None, password)
    if row is None or not is_right:
        return None
    if is_outdated(row.password):
        kept = (users.c.name == name) & (users.c.password == row.password)  # it may have been changed meanwhile
        with writing(engine) as connection:
            connection.execute(update(users).where(kept).values(password=hashed(password)))
    return name
