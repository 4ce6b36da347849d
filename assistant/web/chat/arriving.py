"""What an address puts into the question box: /?q=… its words, /?doc=… the title of a document to ask about."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.web.chat.events import Conversing


def first_words(conversing: "Conversing", given: Mapping[str, str]) -> str | None:
    """The words to begin a question with; None where the address names none, or a document that is not there."""
    most = conversing.assistant.settings.max_question_chars
    if words := " ".join(given.get("q", "").split())[:most]:
        return words
    card = conversing.assistant.shelves.everything().by_id.get(given["doc"]) if "doc" in given else None
    title = card.title.strip("《》") if card else ""
    return f"《{title}》" if title else None
