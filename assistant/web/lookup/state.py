"""What a visitor looks up, as it stands in the address of the page: a link to it shows the same list again."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar
from urllib.parse import parse_qsl, urlencode

from corpus.document import Kind, Status
from corpus.regions import canonical

T = TypeVar("T", bound=StrEnum)

PATH = "/lookup"
LONGEST = 200
"""Characters of the words looked for."""
_MOST_CHOICES = 50
"""Of one facet: more than anyone ticks."""
_MOST_PAGES = 10_000
_LONGEST_ADDRESS = 20_000


class Sort(StrEnum):
    """The order of the list."""

    RELEVANCE = "relevance"
    PUBLISHED = "published"
    EFFECTIVE = "effective"
    TITLE = "title"


class Facet(StrEnum):
    """What a list can be narrowed by; the name is the parameter of the address."""

    STATUS = "status"
    REGION = "region"
    KIND = "kind"
    YEAR = "year"
    ISSUER = "issuer"


@dataclass(frozen=True, slots=True)
class Sought:
    """The words, what the list is narrowed to, its order, and the page of it."""

    text: str = ""
    regions: tuple[str, ...] = ()
    """Full names; each stands for everything that lies in it."""
    issuers: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    years: tuple[int, ...] = ()
    statuses: tuple[Status, ...] = ()
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    as_of: datetime.date | None = None
    """The day on which validity is judged; None means today."""

    @property
    def chosen(self) -> dict[Facet, tuple[str, ...]]:
        """What is ticked of each facet, as the address spells it; facets with nothing ticked are left out."""
        every = {
            Facet.STATUS: tuple(one.value for one in self.statuses),
            Facet.REGION: self.regions,
            Facet.KIND: tuple(one.value for one in self.kinds),
            Facet.YEAR: tuple(map(str, self.years)),
            Facet.ISSUER: self.issuers,
        }
        return {facet: values for facet, values in every.items() if values}

    @property
    def query(self) -> str:
        """As the query of an address, without what is as usual."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [(facet.value, value) for facet, values in self.chosen.items() for value in values]
        pairs += [("sort", self.sort.value)] if self.sort is not Sort.RELEVANCE else []
        pairs += [("as_of", self.as_of.isoformat())] if self.as_of else []
        pairs += [("page", str(self.page))] if self.page > 1 else []
        return urlencode(pairs)

    @property
    def address(self) -> str:
        """The address on this host that shows it."""
        return f"{PATH}?{self.query}" if self.query else PATH

    def without(self, facet: Facet, value: str | None = None) -> "Sought":
        """The same with one choice of a facet taken back, or all of them; from the first page."""
        kept = [one for one in self.chosen.get(facet, ()) if value is not None and one != value]
        others = [(name.value, one) for name, values in self.chosen.items() if name is not facet for one in values]
        narrowed = _read([*others, *((facet.value, one) for one in kept)])
        return replace(narrowed, text=self.text, sort=self.sort, as_of=self.as_of)

    def at_page(self, page: int) -> "Sought":
        """Another page of the same list."""
        return replace(self, page=page)

    def everywhere(self) -> "Sought":
        """The same words with no facet."""
        return Sought(self.text, sort=self.sort, as_of=self.as_of)


def sought_of(query: str) -> Sought:
    """What the query of an address asks for; what it spells wrong counts as not said, for it may be typed by hand."""
    try:
        pairs = parse_qsl(query[:_LONGEST_ADDRESS].lstrip("?"), max_num_fields=400)
    except ValueError:
        return Sought()
    return _read(pairs)


def _read(pairs: list[tuple[str, str]]) -> Sought:
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value.replace("\x00", ""))

    def last(name: str) -> str:
        return given.get(name, [""])[-1]

    def each(facet: Facet) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.strip() for one in given.get(facet, ()) if one.strip()))[:_MOST_CHOICES]

    years = tuple(int(one) for one in each(Facet.YEAR) if one.isascii() and one.isdigit() and len(one) == 4)
    page = last("page")
    return Sought(
        text=" ".join(last("q").split())[:LONGEST],
        regions=tuple(dict.fromkeys(canonical(one) or one for one in each(Facet.REGION))),
        issuers=each(Facet.ISSUER),
        kinds=_known(Kind, each(Facet.KIND)),
        years=years,
        statuses=_known(Status, each(Facet.STATUS)),
        sort=next(iter(_known(Sort, [last("sort")])), Sort.RELEVANCE),
        page=min(max(1, int(page)), _MOST_PAGES) if page.isascii() and page.isdigit() and len(page) < 9 else 1,
        as_of=_day(last("as_of")),
    )


def _known(choices: type[T], values: Iterable[str]) -> tuple[T, ...]:
    by_value = {one.value: one for one in choices}
    return tuple(by_value[value] for value in values if value in by_value)


def _day(value: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        return None
