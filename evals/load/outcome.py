"""What became of a question that was asked through the page."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """What the visitor sees in the end."""

    ANSWERED = "answered"
    """An answer, or that nothing was found."""
    REFUSED = "refused"
    """The page asks to come again later, for many are waiting."""
    FAILED = "failed"


_LATER = "请稍后再"
QUEUED = "排队中"
"""What who waits is told."""


def outcome_of(data: Sequence[Any]) -> Outcome:
    """By what the page shows when the event of a question has ended; `data` is what the event brought."""
    said = _last(data[0]) if data else ""
    if "notice failed" in said:
        return Outcome.REFUSED if _LATER in said else Outcome.FAILED
    return Outcome.ANSWERED if said and 'class="writing"' not in said else Outcome.FAILED


def _last(messages: Any) -> str:
    """The last reply of a chat, as HTML."""
    replies = [it["content"] for it in messages or () if isinstance(it, dict) and it.get("role") == "assistant"]
    parts = [replies[-1]] if replies and isinstance(replies[-1], str) else replies[-1] if replies else []
    return "".join(part if isinstance(part, str) else str(part.get("text", "")) for part in parts)
