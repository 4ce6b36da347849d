"""Who is behind a request."""

from dataclasses import dataclass

from assistant.accounts.role import Role


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody by name, and what they may do; the name of a visitor is empty."""

    name: str
    role: Role

    @property
    def is_staff(self) -> bool:
        """Whether the desk is open to them."""
        return self.role >= Role.STAFF

    @property
    def is_admin(self) -> bool:
        """Whether they may also do what only administrators may."""
        return self.role >= Role.ADMIN


VISITOR = Person("", Role.VISITOR)
"""Anybody who has not signed in."""
LOCAL = Person("本机", Role.ADMIN)
"""Whoever sits at the machine, where accounts are off."""
