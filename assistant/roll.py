"""Which documents are repealed, expired or yet to come: 哪些政策已经失效了？"""

import re
from typing import TYPE_CHECKING

from assistant.standing import describe, proofs
from assistant.statement import Draft, Statement
from corpus.document import Card, Status

if TYPE_CHECKING:
    from assistant.library import Asked, Library

_MOST = 10
"""Documents in the answer; more is for the list of all documents."""
_WHICH = re.compile(
    r"(?:哪些|什么|哪几[个份部])(?:[^，。？]{0,4})(?:政策|文件|办法|条例|规定|法规|规章|措施)[^，。？]{0,4}?"
    r"(?:(?P<ended>失效|过期|到期)|(?P<repealed>废止|作废)|(?P<coming>(?:尚未|还没有?|还未|没有?|即将)(?:施行|实施|生效|执行)))"
)


def asks_which(text: str) -> bool:
    """Whether it asks which of all documents stand so, and so for no one document or place spoken of before."""
    return _WHICH.search(text) is not None


def of_standing(asked: "Asked", library: "Library") -> Draft | None:
    """The documents that stand as the question asks, latest first; None where it does not ask which ones do."""
    match = _WHICH.search(asked.question.standalone)
    if match is None:
        return None
    wanted = {
        "ended": (Status.EXPIRED, Status.REPEALED),
        "repealed": (Status.REPEALED,),
        "coming": (Status.NOT_YET,),
    }[match.lastgroup or "ended"]
    where = library.where(asked.question.standalone)
    found = [
        card
        for card in library.wider.cards
        if card.validity.status(library.as_of) in wanted and where.any_in(card.title, card.region)
    ]
    found.sort(key=_decided_on, reverse=True)
    head = f"已收录的文件中有 {len(found)} 份" + (f"，以下是最近的 {_MOST} 份。" if len(found) > _MOST else "。")
    lines = [
        Statement(f"- {describe(card, library.as_of)}", proofs(card, library.store, library.as_of), is_told=True)
        for card in found
    ]
    return Draft(tuple(line for line in lines[:_MOST] if line.proof), (head,)) if found else None


def _decided_on(card: Card) -> str:
    validity = card.validity
    return str(validity.repealed_on or validity.expires_on or validity.effective_on or "")
