"""Whether a question can be answered, found out by asking it: nothing is offered to a visitor that would be refused."""

import logging
from collections.abc import Callable, Iterable, Iterator
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

    def answered(
        self, questions: Iterable[str], filters: Filters = Filters(), may_go_on: Callable[[], bool] = lambda: True
    ) -> Iterator[Answer]:
        """The answers to those of `questions` that the documents answer in full, as they are found.

        Before each step `may_go_on` is asked, which may wait; ends where it says no.
        """
        from assistant.ask import ask_in_steps

        for question in dict.fromkeys(questions):
            if not may_go_on():
                return
            answer: object = None
            try:
                for answer in ask_in_steps(self._plain, question, (), filters):
                    if not isinstance(answer, Answer) and not may_go_on():
                        return
            except WenceError as error:
                logger.warning("a question could not be tried: %s", error)
                continue
            if isinstance(answer, Answer) and answer.outcome is Outcome.ANSWERED and answer.citations:
                yield answer
