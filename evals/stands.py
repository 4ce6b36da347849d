"""Whether an answer stands on a text of the status that was expected, and says so."""

import re

from assistant.answer import Answer, Citation, Outcome
from assistant.standing import STATUS_NAMES, chinese_date
from corpus.document import Status

_MARKER = re.compile(r"\[\d+\]")
_NOT_IN_FORCE = (Status.NOT_YET, Status.EXPIRED, Status.REPEALED)


def stands_as_said(answer: Answer, expected: Status) -> bool:
    """In force: the first citation is so, and the opening names nothing else. Otherwise the opening, which is what stands
    before the first [1], names that status and the day that decides it. Other cited texts that are not in force must be
    labelled too."""
    if answer.outcome is Outcome.NOT_FOUND or not answer.citations:
        return False
    opening = _MARKER.split(answer.text, maxsplit=1)[0]
    if not all(_is_labelled(citation, answer.text) for citation in answer.citations):
        return False
    if expected is Status.IN_FORCE:
        others = any(STATUS_NAMES[status] in opening for status in _NOT_IN_FORCE)
        return not others and answer.citations[0].hit.status is expected
    concerned = next((it for it in answer.citations if it.hit.status is expected), None)
    return STATUS_NAMES[expected] in opening and (concerned is None or _decisive_day(concerned, expected) in opening)


def _is_labelled(citation: Citation, text: str) -> bool:
    status = citation.hit.status
    return status not in _NOT_IN_FORCE or STATUS_NAMES[status] in text


def _decisive_day(citation: Citation, status: Status) -> str:
    """The day of repeal, of expiry or of effect, in words; empty where it is not known."""
    validity = citation.hit.chunk.card.validity
    day = {
        Status.REPEALED: validity.repealed_on,
        Status.EXPIRED: validity.expires_on,
        Status.NOT_YET: max(filter(None, (validity.effective_on, validity.worded_on)), default=None),
    }.get(status)
    return chinese_date(day)
