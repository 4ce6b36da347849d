"""Places of China: recognised in text, named in full, and compared."""

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from corpus.normalize import fold

_TABLE = Path(__file__).with_name("regions.toml")


def find(text: str) -> str | None:
    """Full name of the first place named in `text` (沧州市 → 河北省沧州市); None if it names none that is known.

    Names that follow one another directly are read as one place (河北省 沧州市 → 河北省沧州市). Traditional characters
    are understood.
    """
    gazetteer = _gazetteer()
    place, end = None, 0
    for match in gazetteer.pattern.finditer(fold(text)):
        named = gazetteer.places[match[0]]
        if place is not None and not (match.start() - end <= 1 and named.startswith(place)):
            break
        place, end = named, match.end()
    return place


def mentioned(text: str) -> frozenset[str]:
    """Full names of all places named in `text`; a city named behind its province gives both."""
    return frozenset(mentions(text))


def mentions(text: str) -> Counter[str]:
    """How often each place is named in `text`, by its full name."""
    gazetteer = _gazetteer()
    return Counter(gazetteer.places[match[0]] for match in gazetteer.pattern.finditer(fold(text)))


def canonical(name: str) -> str | None:
    """Full name of the place that `name` is, as a whole (廊坊 → 河北省廊坊市); None if it is none that is known."""
    places = _gazetteer().lookup(fold(name).strip())
    return places[0] if len(places) == 1 else None


def covers(filter_text: str, region: str) -> bool:
    """Whether a document of `region` belongs to the place that was typed as a filter.

    A place covers everything that lies in it: 河北 covers 河北省廊坊市, 北三县 covers 三河市. A name that is not known is
    looked for inside `region`.
    """
    for name in re.split(r"[\s、，,和及]+", fold(filter_text).strip()):
        if name and (name in fold(region) or any(region.startswith(it) for it in _gazetteer().lookup(name))):
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    """The table of places, made ready for look-up; all names are folded."""

    places: dict[str, str]
    """Name as it stands in running text → full name."""
    groups: dict[str, tuple[str, ...]]
    """Name as it is typed into a filter → full names."""
    pattern: re.Pattern[str]

    def lookup(self, name: str) -> tuple[str, ...]:
        if name in self.groups:
            return self.groups[name]
        return (self.places[name],) if name in self.places else _split_full_name(name, self)


def _split_full_name(name: str, gazetteer: _Gazetteer) -> tuple[str, ...]:
    """河北廊坊, 河北省廊坊 → the innermost place, if the whole of `name` is made of names."""
    if gazetteer.pattern.sub("", name):
        return ()
    inner = [gazetteer.places[match[0]] for match in gazetteer.pattern.finditer(name)]
    return (inner[-1],) if inner and all(b.startswith(a) for a, b in pairwise(inner)) else ()


@cache
def _gazetteer() -> _Gazetteer:
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    ambiguous = set(table["ambiguous"]["short"].split())
    places: dict[str, str] = {}
    groups = {name: tuple(full) for name, full in table["groups"].items()}
    for province, entry in table["provinces"].items():
        places[province] = province
        if entry["short"]:
            places[entry["short"]] = province
        for city in entry["cities"].split():
            places[city] = province + city
            short = city.removesuffix("市")
            if short not in ambiguous:
                places.setdefault(short, province + city)
            groups.setdefault(short, (places.get(short, province + city),))
    for parent, counties in table["counties"].items():
        for county in counties.split():
            places.setdefault(county, parent + county)
            groups.setdefault(re.sub(r"(?<=..)[市县区]$", "", county), (parent + county,))
    places |= table["aliases"]
    folded = {fold(name): full for name, full in places.items()}
    return _Gazetteer(folded, groups, _alternation(folded))


def _alternation(names: dict[str, str]) -> re.Pattern[str]:
    """Pattern that finds the longest name at each place, grouped by first character to stay fast."""
    by_first: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        by_first.setdefault(name[0], []).append(re.escape(name[1:]))
    return re.compile("|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in by_first.items()))
