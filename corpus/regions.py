"""Places of China: recognised in text, named in full, and compared."""

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from corpus.document import Level
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


def standing(name: str) -> Level | None:
    """Level of the first place named in `name`, by the innermost of the names that follow one another."""
    place = find(name)
    return _gazetteer().levels.get(place) if place else None


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
    levels: dict[str, Level]
    """Full name → level of the place."""
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
    levels: dict[str, Level] = {}
    for province, entry in table["provinces"].items():
        places[province] = province
        levels[province] = Level(entry.get("level", Level.PROVINCE))
        if entry["short"]:
            places[entry["short"]] = province
        for city in entry["cities"].split():
            places[city] = province + city
            levels[province + city] = Level.CITY
            short = city.removesuffix("市")
            if short not in ambiguous:
                places.setdefault(short, province + city)
            groups.setdefault(short, (places.get(short, province + city),))
    counties = {parent: names.split() for parent, names in table["counties"].items()}
    _add_counties(counties, set(table["ambiguous"]["districts"].split()), places, groups)
    levels |= {parent + county: Level.DISTRICT for parent, names in counties.items() for county in names}
    places |= table["aliases"]
    folded = {fold(name): full for name, full in places.items()}
    return _Gazetteer(folded, groups, levels, _alternation(folded))


def _add_counties(
    counties: dict[str, list[str]], shared: set[str], places: dict[str, str], groups: dict[str, tuple[str, ...]]
) -> None:
    """Add county-level places under the names by which running text tells them apart."""
    count = Counter(county for names in counties.values() for county in names)
    for parent, names in counties.items():
        for county in names:
            full = parent + county
            short = re.sub(r"(?<=..)[市县区]$", "", county)
            for typed in {short, county}:
                # A filter may be typed without its parent: it covers all places of the name.
                known = groups.get(typed, ())
                if typed in places:
                    continue  # 河北 is the province, not 天津市河北区
                if typed == county or not known or all(it.endswith(county) for it in known):
                    groups[typed] = tuple(dict.fromkeys((*known, full)))
            if count[county] == 1 and len(county) > 2 and county not in shared:
                places.setdefault(county, full)
            else:
                for above in _above(parent, is_only=count[county] == 1):
                    places.setdefault(above + county, full)


def _above(parent: str, *, is_only: bool) -> set[str]:
    """What may stand before the name of a county-level place: its city, or its province if that has but one of the name."""
    province, city = re.fullmatch(r"(.*?(?:省|自治区))?(.*)", parent).groups()  # type: ignore[union-attr]  # matches all
    provinces = {province, province.removesuffix("省")} if province and is_only else set()
    return {parent, city, city.removesuffix("市"), *provinces}


# 黄河南岸 is not 河南, 长江西路 not 江西, 珠海南站 not 海南: neither behind a river's name nor before a word of direction.
_DIRECTIONS = frozenset("河南 河北 江西 湖南 湖北 海南 山东 山西 广东 广西 云南 青海".split())
_NO_RIVER = "(?<![黄淮运长珠沙辽漳洛渭汾浑松海]河)(?<![长珠湘赣钱]江)(?<![太东西南庭]湖)(?<![渤黄东南北上珠威]海)(?<![泰中唐香嵩]山)"
_NO_SIDE = "(?![岸侧麓坡畔路街堤])"


def _alternation(names: dict[str, str]) -> re.Pattern[str]:
    """Pattern that finds the longest name at each place, grouped by first character to stay fast."""
    by_first: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        rest = re.escape(name[1:])
        by_first.setdefault(name[0], []).append(f"{_NO_RIVER}{rest}{_NO_SIDE}" if name in _DIRECTIONS else rest)
    return re.compile("|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in by_first.items()))
