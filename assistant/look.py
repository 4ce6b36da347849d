"""One question looked up: what was found for it, and how well that answers."""

import time
from dataclasses import dataclass, replace

from assistant.answerable import support_of
from assistant.evidence import Sentence, best_of
from assistant.library import Asked, Library
from assistant.numbered import by_title
from assistant.open import Assistant
from assistant.question import Question
from assistant.scope import on_the_day, without_time
from assistant.wording import content_words
from corpus.worked_out import worked_out
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

    @worked_out
    def found(self) -> list[Sentence]:
        """The sentences of what was found, measured against the question."""
        return self.library.weigh(self.question, self.asked.hits)

    @worked_out
    def best(self) -> Sentence | None:
        """The sentence that answers best, if anything was found."""
        return best_of(self.question, self.found)

    @worked_out
    def support(self) -> float:
        """How likely it is that what was found answers, as log-odds, see `assistant.answerable`."""
        return support_of(self.question, self.best, self.library)

    def bears(self, least: float, best: Sentence | None = None) -> bool:
        """Whether the best sentence, or `best` among a part of those found, supports an answer at least so far."""
        same = best is None or best is self.best
        return (self.support if same else support_of(self.question, best, self.library)) >= least


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
