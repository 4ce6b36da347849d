"""Names in a sentence: parks, places, documents, their numbers and articles; each must be that of what is cited."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from assistant.claims import HIDDEN, figures, level, with_units
from assistant.passages import masked
from assistant.places import SUFFIXES, named_places, proper_names
from corpus.numerals import to_int
from index.hit import Hit

_TITLE = re.compile(r"《([^《》\n]{1,200})》")
_NUMBERED = re.compile(
    r"(?P<organ>[\u4e00-\u9fff]{0,12})[〔\[(（【]\s?(?P<year>\d{4})\s?[〕\])）】]\s?第?(?P<count>\d{1,5})号"
    r"|(?P<order>[\u4e00-\u9fff]{1,16}令)第?(?P<nth>[\d〇一二三四五六七八九十百]{1,5})号"
)
_ARTICLE = re.compile(
    r"第(?P<number>[〇零一二三四五六七八九十百千两\d]{1,8})(?P<of>[条款章节编])(?:之[一二三四五六七八九十]+)?|第?[（(](?P<item>[一二三四五六七八九十\d]{1,3})[）)]项"
)
_LATIN = re.compile(r"[A-Za-z][A-Za-z\d+.-]*")
_NO_NAME = re.compile("^(?:本|该|各|全|我|贵|此|某|这|那|所在|外|市外|其他)")
_OF_A_PARK = tuple(SUFFIXES)


def foreign_place(said: str, cited: Sequence[Hit], about: Sequence[str]) -> str | None:
    """Why the places of a sentence are not those of what it cites; for a sentence that names none, those it is `about`."""
    text = _TITLE.sub(lambda found: HIDDEN * len(found[0]), said)
    named = _cores(text)
    for core in named:
        if not any(core in _all_of(hit) for hit in cited):
            return f"所引原文没有提到“{core}”"
    own, parks = parks_of(cited), [] if _cores(text, _OF_A_PARK) else list(about)
    if parks and own and not any(core in park or park in core for core in parks for park in own):
        return f"所引文件说的是{'、'.join(sorted(own))}"
    return None


def _cores(text: str, endings: tuple[str, ...] = ("",)) -> list[str]:
    """What tells each named place: its proper name, or the whole name where the cutter knows none in it."""
    found: list[str] = []
    for place in named_places(text):
        name = place.name
        if name.endswith(endings) and not _NO_NAME.match(name):
            # Where the cutter knows no name in it, 内向市 of 三个月内向市有关部门 is none; a park is one.
            found += proper_names(name) or ((name,) if name.endswith(_OF_A_PARK) else ())
    return list(dict.fromkeys(found))


def parks_in(said: str) -> tuple[str, ...]:
    """What tells the parks that a levelled text names."""
    return tuple(_cores(said, _OF_A_PARK))


def parks_of(hits: Iterable[Hit]) -> frozenset[str]:
    """What tells the parks whose own documents the hits are from."""
    return frozenset(core for hit in hits for core in _parks(hit.chunk.card.title, hit.chunk.card.issuer or ""))


@lru_cache(maxsize=1024)
def _parks(title: str, issuer: str) -> tuple[str, ...]:
    return tuple(
        core
        for text in (level(title), level(issuer))
        for place in named_places(text)
        if place.name.endswith(_OF_A_PARK)
        for core in proper_names(place.name)
    )


def mismatched_name(said: str, cited: Sequence[Hit]) -> tuple[str | None, str]:
    """What is wrong with the document, number, article or Latin word that a levelled sentence names, if anything is,
    and the sentence with those names hidden."""
    for pattern, wrong in ((_TITLE, _wrong_title), (_NUMBERED, _wrong_number), (_ARTICLE, _wrong_article)):
        for match in pattern.finditer(said):
            reason = wrong(match, said, cited)
            if reason is not None:
                return reason, said
        said = pattern.sub(lambda found: HIDDEN * len(found[0]), said)
    known = " ".join(_all_of(hit) for hit in cited).lower()
    for word in _LATIN.finditer(said):
        if word[0].lower() not in known:
            return f"所引原文没有“{word[0]}”", said
    return None, _hidden_places(said)


def _wrong_title(match: re.Match[str], _said: str, cited: Sequence[Hit]) -> str | None:
    wanted = _letters(match[1])
    for hit in cited:
        title = _letters(level(hit.chunk.card.title))
        if wanted in title or (title and title in wanted) or wanted in _letters(level(hit.chunk.text)):
            return None
    return f"所引不是{match[0]}"


def _letters(text: str) -> str:
    return re.sub(r"[^\w]", "", text)


def _wrong_number(match: re.Match[str], _said: str, cited: Sequence[Hit]) -> str | None:
    for hit in cited:
        for known in _NUMBERED.finditer(level(f"{hit.chunk.card.doc_number or ''}\n{hit.chunk.text}")):
            same = (known["year"], known["count"], _nth(known)) == (match["year"], match["count"], _nth(match))
            own, theirs = match["organ"] or match["order"] or "", known["organ"] or known["order"] or ""
            if same and (own.endswith(theirs) or theirs.endswith(own)):
                return None
    return f"所引文件的文号不是{match[0]}"


def _nth(match: re.Match[str]) -> int | None:
    return to_int(match["nth"]) if match["nth"] else None


def _wrong_article(match: re.Match[str], said: str, cited: Sequence[Hit]) -> str | None:
    wanted = _article_key(match)
    behind = _behind(said, match.end())
    for hit in cited:
        chunk = hit.chunk
        places = [*chunk.path, *(label for provision in chunk.provisions for label in provision.labels)]
        if any(_article_key(found) == wanted for place in places for found in _ARTICLE.finditer(level(place))):
            return None
        text = level(chunk.text)
        for found in _ARTICLE.finditer(text):
            # The passage names it of the same thing: a reference to another article, as the sentence makes it.
            if _article_key(found) == wanted and len(behind) == 2 and _behind(text, found.end()) == behind:
                return None
    return f"所引不是{match[0]}"


def _behind(text: str, at: int) -> str:
    return re.sub("^(?:的?规定的?|明确|指出|，|,)", "", text[at : at + 6])[:2]


def _article_key(match: re.Match[str]) -> tuple[int | None, str]:
    return (to_int(match["item"]), "项") if match["item"] else (to_int(match["number"]), match["of"])


def _hidden_places(said: str) -> str:
    """Of the names of places only what tells them apart stays: 园区 says nothing of the matter."""
    for place in named_places(said):
        cores = proper_names(place.name)
        if not cores and not place.name.endswith(_OF_A_PARK):
            continue
        kept = next((core for core in cores if place.name.startswith(core)), "")
        start = place.start + len(kept)
        said = said[:start] + HIDDEN * (place.end - start) + said[place.end :]
    return said


def _all_of(hit: Hit) -> str:
    card = hit.chunk.card
    return _leveled(
        f"{hit.chunk.heading} {hit.chunk.text} {card.issuer or ''} {card.region or ''} {card.doc_number or ''}"
    )


@lru_cache(maxsize=256)
def _leveled(text: str) -> str:
    return level(text)


def unknown_names(written: str, said: str) -> bool:
    """Whether a question that a model wrote names a park, document, article or figure that the conversation does not."""
    own, known = level(written), level(said)
    if any(core not in known for core in _cores(own)):
        return True
    if any(_letters(match[1]) not in _letters(known) for match in _TITLE.finditer(own)):
        return True
    if any(word[0].lower() not in known.lower() for word in _LATIN.finditer(own)):
        return True
    articles = {_article_key(match) for match in _ARTICLE.finditer(known)}
    if any(_article_key(match) not in articles for match in _ARTICLE.finditer(own)):
        return True
    there = figures(masked(with_units(known)))
    return not all(any(one.bears_out(figure) for one in there) for figure in figures(masked(with_units(own))))
