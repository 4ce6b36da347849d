"""The scenes of a load: who comes, how many, for how long, and to what sort of server."""

from dataclasses import dataclass, field
from enum import StrEnum


class Come(StrEnum):
    """How they come."""

    TO_STAY = "to stay"
    """One after the other, and go on asking."""
    AT_ONCE = "at once"
    """All in one second; each asks until there is an answer, and leaves."""
    MORE_AND_MORE = "more and more"
    """In steps, until a question takes longer than a second."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What is played."""

    visitors: int
    programs: int
    seconds: float
    """How long; of those who come in steps, how long each step takes."""
    come: Come = Come.TO_STAY
    reading: tuple[float, float] = (20.0, 40.0)
    """Seconds between two deeds of one person; of one who was asked to come later, until they do."""
    model_seconds: float | None = None
    """How long the chat model takes for an answer; None: there is none."""
    settings: dict[str, str] = field(default_factory=dict)
    """Further WENCE_… of the server."""


SCENES = {
    "visitors": Scene(50, 2, 600.0),
    "burst": Scene(500, 100, 300.0, Come.AT_ONCE, reading=(10.0, 20.0)),
    "slow-model": Scene(40, 10, 300.0, model_seconds=30.0),
    "soak": Scene(50, 2, 1800.0),
    "capacity": Scene(25, 0, 60.0, Come.MORE_AND_MORE),
}
"""By name. `capacity` adds its visitors again and again."""
