"""One question looked up: what was found for it, and how well that answers."""

import time
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.evidence import Sentence, best_of
from assistant.library import Asked, Library
from assistant.numbered import by_title
from assistant.open import Assistant
from assistant.question import Question
from assistant.refuse import support, supports
from assistant.scope import on_the_day, without_time
from assistant.wording import content_words
from index.hit import Filters


@dataclass(frozen=True)
class Look:
    """A question, the documents that it may look at, and the sentences that come near it."""

    asked: Asked
    library: Library

    @property
    def question(self) -> Question:
        """What is looked up."""
        return self.asked.question

    @cached_property
    def found(self) -> list[Sentence]:
        """The sentences of what was found, measured against the question."""
        return self.library.weigh(self.question, self.asked.hits)

    @cached_property
    def support(self) -> float | None:
        """How far the best sentence supports an answer, see `assistant.refuse`; None where nothing was found."""
        best = best_of(self.question, self.found)
        return None if best is None else support(best)

    def bears(self, least: float) -> bool:
        """Whether the best sentence supports an answer at least so far."""
        best = best_of(self.question, self.found)
        return best is not None and supports(best, least)


def look(assistant: Assistant, question: Question, filters: Filters) -> Look:
    """Searches what the filters and the question's own words (河北的…, 2020年5月时…) leave."""
    began = time.perf_counter()
    library = Library(assistant, on_the_day(filters, assistant.today))
    scope = library.scope(question)
    if filters.as_of is not None:  # a day that was set counts more than one that is told
        scope = replace(scope, as_of=None)
    question = by_title(question, library)
    if scope.as_of is not None:
        text = without_time(question.standalone)
        question = replace(question, standalone=text, words=content_words(text))
        filters = replace(scope, region=None).within(filters)
        library = Library(assistant, filters)
    hits = tuple(library.search(question))
    return Look(Asked(question, filters, hits, time.perf_counter() - began, scope), library)


def again(before: Look, standalone: str) -> Look:
    """The same question, read otherwise."""
    question = before.question.read_as(standalone)
    return look(before.library.assistant, question, before.asked.filters)
