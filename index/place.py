"""A place in a document that a query names, such as 示例市租金办法第十二条: it is looked up, not guessed."""

import re
from dataclasses import dataclass

from corpus.document import Card
from corpus.normalize import fold
from corpus.numerals import NUMERAL, to_int
from corpus.regions import mentioned
from index.repeals import title_key

_ARTICLE = re.compile(rf"第([{NUMERAL}\d]+)条(?:之([{NUMERAL}\d]+))?")
_NOT_IN_NAME = re.compile(r"[《》<>\s\"'“”‘’]|\([^()]*\)")
_LINKS = re.compile(r"(?:的规定|规定的|的|中|里|之|[,:、])+$")
_NATION = "中华人民共和国"


@dataclass(frozen=True, slots=True)
class Place:
    """An article of a document."""

    name: str
    """What stands before the article, folded; the document's title is its end, if it names one."""
    article: str
    """As `article_of` gives it."""


def named_place(query: str) -> Place | None:
    """The first article that a query names together with something before it that may be a title."""
    folded = fold(query)
    match = _ARTICLE.search(folded)
    if match is None:
        return None
    name = _LINKS.sub("", _NOT_IN_NAME.sub("", folded[: match.start()]))
    return Place(name, _spelled(match)) if len(name) > 1 else None


def article_of(heading: str) -> str | None:
    """The article that a chunk's heading ends in, as 12 or 12.1 (第十二条之一); None if it is in none."""
    matches = list(_ARTICLE.finditer(heading))
    return _spelled(matches[-1]) if matches else None


def closeness(card: Card, name: str) -> int:
    """How surely `name` ends in the title of the document: 2 in full, 1 but for the region before it, 0 not at all."""
    best = 0
    for title in {title_key(card.title), title_key(card.title.split()[0])}:
        core = title.removeprefix(_NATION)
        if core and name.endswith(core):
            return 2
        short = _without_region(core, card.region)
        if short and name.endswith(short) and not _elsewhere(name.removesuffix(short), card.region or ""):
            best = 1
    return best


def _without_region(title: str, region: str | None) -> str | None:
    """The title behind the name of its region, which people leave out or shorten."""
    for start in range(len(region or "")):
        prefix = fold((region or "")[start:])
        if title.startswith(prefix):
            return title.removeprefix(prefix)
    return None


def _elsewhere(text: str, region: str) -> bool:
    """Whether `text` names places, and none that lies in `region` or around it."""
    places = mentioned(text)
    return bool(places) and not any(region.startswith(it) or it.startswith(region) for it in places)


def _spelled(match: re.Match[str]) -> str:
    article, inserted = to_int(match[1]), to_int(match[2]) if match[2] else None
    return f"{article}.{inserted}" if inserted else str(article)
