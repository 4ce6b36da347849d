"""Asking as a user asks, and reading the last word."""

from collections.abc import Sequence

from assistant.answer import Answer, Outcome, Turn
from assistant.ask import ask
from assistant.open import Assistant
from assistant.verify import bare
from corpus.errors import BadQuestion
from index.hit import Filters


def last_word(
    assistant: Assistant, question: str, history: Sequence[Turn] = (), filters: Filters = Filters()
) -> Answer:
    """The finished answer to a question; one that may not be asked counts as refused, as a user would see it."""
    try:
        *_, answer = ask(assistant, question, history, filters)
    except BadQuestion as error:
        return Answer(question, question, Outcome.NOT_FOUND, str(error), "extractive")
    if not isinstance(answer, Answer):
        raise TypeError(f"the last item of an answer's stream is {type(answer).__name__}, not Answer")
    return answer


def said(answer: Answer) -> str:
    """What the answer says, without citation markers; nothing where it refuses."""
    return "" if answer.outcome is Outcome.NOT_FOUND else bare(answer.text)
