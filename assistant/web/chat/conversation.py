"""What one visitor has asked so far; it lives in the visitor's own session."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from assistant.answer import Answer, Turn
from assistant.headway import Headway
from assistant.log.feedback import Opinion
from index.hit import Filters


class Stage(StrEnum):
    """How far an exchange has come."""

    WRITING = "writing"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with what has arrived of its answer."""

    question: str
    stage: Stage = Stage.WRITING
    text: str = ""
    """The pieces so far; once there is an answer, its text is what counts. After a failure, what to say of it."""
    answer: Answer | None = None
    is_provisional: bool = False
    """Whether the text is a model's, which is not verified before the answer is there."""
    position: int | None = None
    """Where the conversation is kept, the number of this exchange in it."""
    opinion: Opinion | None = None
    """What the visitor thinks of the answer."""
    headway: Headway | None = None
    """What is done for it now; None as long as nothing is known."""
    ahead: int | None = None
    """How many wait before it; None once it is its turn."""
    is_slow: bool = False
    """Whether nothing has come for longer than a visitor expects."""
    filters: Filters = field(default_factory=Filters)
    """What the visitor had chosen when asking."""


Conversation = tuple[Exchange, ...]


def turns(conversation: Sequence[Exchange]) -> tuple[Turn, ...]:
    """The finished exchanges, as the door of this stage takes them."""
    return tuple(Turn(one.question, one.answer.text) for one in conversation if one.answer is not None)
