"""A place in a document that a query names, such as 示例市租金办法第十二条: it is looked up, not guessed."""

import re
from dataclasses import dataclass

from corpus.document import Card
from corpus.normalize import fold
from corpus.numerals import NUMERAL, to_int
from corpus.regions import mentioned

_ARTICLE = re.compile(rf"第([{NUMERAL}\d]+)条(?:之([{NUMERAL}\d]+))?")
_NOT_COMPARED = re.compile(r"[《》<>()\s\"'“”‘’]")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_LINKS = re.compile(r"(?:的规定|规定的|的|中|里|之|[,:、])++$")
"""`++`: 的规定的 can be read in two ways, which would be tried for each."""
_NATION = "中华人民共和国"


@dataclass(frozen=True, slots=True)
class Place:
    """An article of a document."""

    name: str
    """What stands before the article, folded; the document's title is its end, if it names a document."""
    article: str
    """As `article_of` gives it."""


def named_place(query: str) -> Place | None:
    """The first article that a query names together with something before it that may be a title."""
    folded = fold(query)
    match = _ARTICLE.search(folded)
    if match is None:
        return None
    name = _LINKS.sub("", folded[: match.start()])
    return Place(name, _spelled(match)) if len(_bare(name)) > 1 else None


def article_of(heading: str) -> str | None:
    """The article that a chunk's heading ends in, as 12 or 12.1 (第十二条之一); None if it is in none."""
    matches = list(_ARTICLE.finditer(heading))
    return _spelled(matches[-1]) if matches else None


def closeness(card: Card, name: str) -> int:
    """How surely `name` ends in the title of the document.

    3 with the version in its brackets, 2 without, 1 but for the region before it too, 0 not at all.
    """
    whole, short = _bare(name), _bare(_IN_BRACKETS.sub("", name))
    best = 0
    for title in (fold(card.title), fold(card.title.split()[0])):
        versioned, core = _core(title), _core(_IN_BRACKETS.sub("", title))
        if core and whole.endswith(versioned):
            best = 3
        elif core and short.endswith(core):
            best = max(best, 2)
        elif _ends_but_for_region(short, core, card.region or ""):
            best = max(best, 1)
    return best


def _bare(text: str) -> str:
    return _NOT_COMPARED.sub("", text)


def _core(title: str) -> str:
    return _bare(title).removeprefix(_NATION)


def _ends_but_for_region(name: str, title: str, region: str) -> bool:
    """Whether `name` ends in the title behind the name of its region, which people leave out or shorten."""
    for start in range(len(region)):
        behind = title.removeprefix(fold(region[start:]))
        if behind != title:
            return bool(behind) and name.endswith(behind) and not _elsewhere(name.removesuffix(behind), region)
    return False


def _elsewhere(text: str, region: str) -> bool:
    """Whether `text` names places, and none that lies in `region` or around it."""
    places = mentioned(text)
    return bool(places) and not any(region.startswith(it) or it.startswith(region) for it in places)


def _spelled(match: re.Match[str]) -> str:
    article, inserted = to_int(match[1]), to_int(match[2]) if match[2] else None
    return f"{article}.{inserted}" if inserted else str(article)
