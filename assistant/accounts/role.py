"""What somebody may do."""

from enum import Enum
from functools import total_ordering


@total_ordering
class Role(Enum):
    """Who may do more compares as greater: visitor < staff < admin."""

    VISITOR = "visitor"
    STAFF = "staff"
    ADMIN = "admin"

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Role):
            return NotImplemented
        ranks = tuple(Role)
        return ranks.index(self) < ranks.index(other)


ROLES = {Role.VISITOR: "访客", Role.STAFF: "工作人员", Role.ADMIN: "管理员"}
"""As people read them."""
