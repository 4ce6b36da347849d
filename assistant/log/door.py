"""The door of this stage with the log behind it, for those through which people ask."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from assistant.answer import Answer, Turn
from assistant.log.entry import Channel
from assistant.log.writer import AnswerLog
from assistant.open import Assistant
from assistant.settings import Keeping
from index.hit import Filters

Ask = Callable[[Assistant, str, Sequence[Turn], Filters], Iterator[str | Answer]]
"""What `assistant.ask.ask` is."""
Item = TypeVar("Item")
Asking = Callable[[Assistant, str, Sequence[Turn], Filters], Iterator[Item]]
"""Such a door, which may tell more than pieces and an answer, as `assistant.ask.ask_in_steps` does."""


@dataclass(frozen=True, slots=True)
class Kept(Generic[Item]):
    """A door that puts every answer into a log."""

    ask: Asking[Item]
    log: AnswerLog
    channel: Channel
    conversation: str | None = None
    """What the entries say they belong to."""

    def __call__(
        self, assistant: Assistant, question: str, history: Sequence[Turn] = (), filters: Filters = Filters()
    ) -> Iterator[Item]:
        """What `ask` gives, with the id of its entry on the answer."""
        for item in self.ask(assistant, question, history, filters):
            if isinstance(item, Answer):
                entry_id = self.log.record(item, self.channel, assistant.today, self.conversation, history)
                item = replace(item, entry_id=entry_id)
            yield item


def within(ask: Asking[Item], conversation: str) -> Asking[Item]:
    """`ask` for one conversation, which its entries are marked with where it keeps any."""
    return replace(ask, conversation=conversation) if isinstance(ask, Kept) else ask


@contextmanager
def kept(
    ask: Asking[Item], assistant: Assistant, channel: Channel, conversation: str | None = None
) -> Iterator[Asking[Item]]:
    """`ask`, which also puts every answer into the log of the assistant's store, if the settings keep one.

    On leaving, what is not written yet is written.
    """
    if assistant.settings.log is Keeping.OFF:
        yield ask
        return
    with open_log(assistant) as log:
        yield Kept(ask, log, channel, conversation)


def open_log(assistant: Assistant) -> AnswerLog:
    """The log in the catalog of the assistant's store, as the settings want it."""
    settings = assistant.settings
    contact = (settings.contact,) if settings.contact else ()
    return AnswerLog(
        assistant.store.catalog.engine, full=settings.log is Keeping.FULL, days=settings.log_days, public=contact
    )
