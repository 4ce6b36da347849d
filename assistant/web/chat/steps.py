"""The steps of an answer that is being made, as one calm line: what is done, what is under way, what was found."""

from collections.abc import Iterator
from html import escape

from assistant.headway import Headway, Step
from assistant.web.chat.said import ChatWords


def steps(headway: Headway | None, said: ChatWords, *, has_model: bool) -> str:
    """All steps from the first moment on, so that nothing moves when one of them begins."""
    now = headway or Headway(Step.SEARCHING)
    shown = [step for step in Step if has_model or step is not Step.WRITING]
    items = "".join(_item(step, now, shown, said) for step in shown)
    return f'<ol class="steps">{items}</ol>'


def _item(step: Step, now: Headway, shown: list[Step], said: ChatWords) -> str:
    at, reached = shown.index(step), shown.index(now.step) if now.step in shown else 0
    state = "done" if at < reached else "now" if at == reached else "ahead"
    found = " · ".join(_found(step, now, said)) if at <= reached else ""
    more = f" <small>{escape(found)}</small>" if found else ""
    return f'<li class="{state}">{escape(said.steps[step])}{more}</li>'


def _found(step: Step, now: Headway, said: ChatWords) -> Iterator[str]:
    if step is Step.READING and now.passages:
        yield said.read.format(documents=now.documents, passages=now.passages)
    if step is Step.CHECKING and now.quotes:
        yield said.checked.format(now.quotes)
