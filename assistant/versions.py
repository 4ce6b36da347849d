"""The versions of one document: the same title, of the same place, in wordings of different days."""

import datetime
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.standing import chinese_date, proofs
from assistant.statement import Statement
from corpus.document import Card
from corpus.normalize import in_title_marks, simplify

if TYPE_CHECKING:
    from assistant.library import Library

ASKS_FOR_VERSIONS = re.compile(r"版本|哪一?版|最新的?版|现行版")
_YEAR = re.compile(
    r"(?<![\d〔\[【])((?:19|20)\d{2})年?(?:[^，。？\d()（）]{0,6}[)）](?!\s*第?\d+号)|的?版|通过|修订|修正|修改|公布|那[一个]?版|的那|的)"
)
"""2010年版, 2010年修订的, （2010年）, and not the year of a 文号."""


def versions(card: Card, library: "Library") -> list[Card]:
    """The versions of a document, latest first, itself among them."""
    return sorted(library.everything.versions(card), key=worded_on, reverse=True)


def of_year(question: str, among: Sequence[Card]) -> Card | None:
    """The version that the question tells by its year: 2010年版, 2010年修订的; None where none or several are."""
    match = _YEAR.search(question)
    found = [card for card in among if match and worded_on(card).year == int(match[1])]
    return found[0] if len(found) == 1 and len(among) > 1 else None


def overview(card: Card, among: Sequence[Card], library: "Library") -> Statement:
    """How many versions there are, and of which day the one is that `card` stands for."""
    others = [it for it in among if it is not card]
    status = "现行的" if not card.validity.status(library.as_of).is_past else "最近的"
    text = f"{in_title_marks(simplify(card.title))}收录有 {len(among)} 个版本，{status}是{chinese_date(worded_on(card))}起适用的版本。"
    # The line of the newer version that tells its day stands as proof with the older one.
    quotes = [quote for it in others for quote in proofs(it, library.store, library.as_of)]
    own = tuple(quote for quote in quotes if quote.hit.chunk.card.doc_id == card.doc_id)
    return Statement(text, own[:1] or proofs(card, library.store, library.as_of)[:1], is_told=True)


def worded_on(card: Card) -> datetime.date:
    """The day since which the wording of a document applies, as far as it is known."""
    validity = card.validity
    return validity.worded_on or max(filter(None, (card.dated_on, validity.effective_on)), default=datetime.date.min)
