"""Whether a question can be answered, found out by asking it: nothing is offered to a visitor that would be refused."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.answer import Answer, Outcome
from corpus.errors import WenceError
from index.hit import Filters

if TYPE_CHECKING:
    from assistant.open import Assistant

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Trial:
    """Asks on its own account: without a model, and without leaving a trace in the log."""

    assistant: "Assistant"

    @cached_property
    def _plain(self) -> "Assistant":
        return self.assistant if self.assistant.model is None else replace(self.assistant, model=None)

    def answered(self, questions: Iterable[str], filters: Filters = Filters()) -> Iterator[Answer]:
        """The answers to those of `questions` that the documents answer in full, as they are found."""
        from assistant.ask import ask

        for question in dict.fromkeys(questions):
            try:
                *_, answer = ask(self._plain, question, (), filters)
            except WenceError as error:
                logger.warning("a question could not be tried: %s", error)
                continue
            if isinstance(answer, Answer) and answer.outcome is Outcome.ANSWERED and answer.citations:
                yield answer
