"""The documents with what a list is narrowed and ordered by, worked out once for each change of the catalog."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.web.lookup.state import Facet
from corpus.document import Card, Status
from corpus.normalize import fold
from index.titles import number_key, other_names, title_key

_PROVINCE = re.compile(r"(?:北京市|天津市|上海市|重庆市|.{2,7}?(?:省|自治区|特别行政区))")
_CITY = re.compile(r".{1,9}?(?:市|自治州|地区|盟|新区|区|县)")


@dataclass(frozen=True, slots=True)
class Held:
    """A document with the choices of each facet that it falls under."""

    card: Card
    choices: dict[Facet, tuple[str, ...]]
    """Of a region, the places that it lies in, outermost first; of other facets one or none."""
    title: str
    """Folded, without blanks."""
    names: frozenset[str]
    """Forms under which the document is asked for in full: its title, shorter names of it, its 文号."""
    number: str

    @property
    def status(self) -> Status:
        """On the day that was asked for."""
        return Status(self.choices[Facet.STATUS][0])

    @property
    def doc_id(self) -> str:
        """Of its card."""
        return self.card.doc_id


def held(cards: Sequence[Card], as_of: datetime.date) -> tuple[Held, ...]:
    """Every document, with validity as on the day `as_of`."""
    # Folded at once, because a call costs more than its text.
    titles = fold("\n".join("".join(card.title.split()) for card in cards)).split("\n")
    return tuple(_held(card, title, as_of) for card, title in zip(cards, titles, strict=True))


def _held(card: Card, title: str, as_of: datetime.date) -> Held:
    key, number = title_key(card.title), number_key(card.doc_number) or ""
    choices: dict[Facet, tuple[str, ...]] = {
        Facet.STATUS: (card.validity.status(as_of).value,),
        Facet.REGION: places(card.region),
        Facet.KIND: (card.kind.value,) if card.kind else (),
        Facet.YEAR: (str(card.dated_on.year),) if card.dated_on else (),
        Facet.ISSUER: (card.issuer,) if card.issuer else (),
    }
    return Held(card, choices, title, frozenset((key, title, *other_names(key), number)) - {""}, number)


def places(region: str | None) -> tuple[str, ...]:
    """The places that a region lies in, outermost first, itself at the end: 山东省, 山东省青岛市, 山东省青岛市黄岛区."""
    if not region:
        return ()
    found: list[str] = []
    province = _PROVINCE.match(region)
    city = _CITY.match(region, province.end() if province else 0)
    ends = (province.end() if province else 0, city.end() if city else 0, len(region))
    for end in ends:
        if end and region[:end] not in found:
            found.append(region[:end])
    return tuple(found)
