"""Who is set side by side: the parks, places or documents that a question names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.library import Asked, Library
from assistant.places import SUFFIXES, proper_names, whereabouts
from assistant.question import Intent
from assistant.shelf import Shelf
from corpus.document import Card
from corpus.normalize import fold, in_title_marks, simplify
from corpus.regions import mentioned

_EVERY = re.compile(
    r"[各哪每]一?[个家座]?(?:产业|工业)?园区?(?!林)|[两三四五几]个(?:产业)?园区?(?!林)|全部园区|所有园区"
)
_OLD_AND_NEW = re.compile(
    "新旧|新老|(?:旧|老|原来?的?)(?:版|政策|办法|规定|条例).*新|新(?:版|政策|办法|规定|条例).*(?:旧|老|原来)|修订前后|修改前后"
)
_TITLED = re.compile(r"《([^《》]{2,60})》")
_AND = re.compile(r"[和与跟同、]|以及|还是|相比|比")
_PARK_BEHIND = 10
"""Characters behind a place's name within which its park is named: 海口高新区, 上海市漕河泾开发区."""
_OWN = 3
"""Documents named after a park that are read as a whole."""
_TITLE = 6
"""Characters of a title that must stand in a question for its document to be meant."""
_DEEPEST = 30
"""Characters of a document's name in a heading."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One of those that are set side by side."""

    label: str
    """Its name, as the answer gives it."""
    word: str
    """What tells it from the others, as questions and texts write it; empty where only its documents do."""
    documents: tuple[Card, ...] = ()
    """Its own documents, best first."""
    is_document: bool = False
    """Whether it is a document itself, rather than a park or place whose documents it has."""
    region: str | None = None
    """The place that it is, by its full name."""

    def owns(self, card: Card, text: str) -> bool:
        """Whether a sentence of a document is about it: it is its own document's, or names it itself."""
        if any(card.doc_id == own.doc_id for own in self.documents):
            return True
        if self.region is not None and (card.region or "").startswith(self.region):
            return True
        return (
            bool(self.word)
            and not self.is_document
            and (fold(self.word) in fold(card.title) or fold(self.word) in fold(text))
        )


def named_parks(question: str, known: dict[str, str]) -> tuple[str, ...]:
    """What tells the parks apart that `question` sets side by side, in its order."""
    cores = [core for core in known if core in question]
    cores += [core for core in proper_names(question) if not any(core in it or it in core for it in cores)]
    return tuple(sorted((core for core in cores if not _is_meant_as_place(core, question)), key=question.index))


def _is_meant_as_place(core: str, question: str) -> bool:
    """Whether the name of a park is first of all that of a city or province, and nothing behind it says park: 上海和浙江."""
    behind = question[question.index(core) + len(core) :].lstrip("省市县区")
    # 燕郊 is known as a place, too, but as no city or county of that name.
    is_place = any(_inner(place).startswith(core.rstrip("省市县区")) for place in mentioned(core))
    return is_place and not any(suffix in behind[:_PARK_BEHIND] for suffix in SUFFIXES)


def _inner(place: str) -> str:
    """The innermost name of a place: 沧州市 of 河北省沧州市."""
    return re.sub(r"^.*?[省区市](?=.{2,}[市县区州盟]$)", "", place)


def asks_of_every(question: str) -> bool:
    """Whether the question is about all parks rather than such as it names: 哪个园区, 三个园区."""
    return _EVERY.search(question) is not None


def subjects(asked: Asked, library: Library) -> tuple[Subject, ...]:
    """Those that the question sets side by side, in its order; fewer than two where it names none."""
    question = asked.question.standalone
    return (
        _documents(question, library)
        or _versions(asked, library)
        or _park_and_document(question, library)
        or _parks_of(question, library)
        or _places(question)
    )


def only_park(question: str, library: Library) -> Subject | None:
    """The one park that the question names; None where it names none or several."""
    known = library.everything.parks
    named = named_parks(question, known)
    return _park(named[0], known[named[0]], library.shelf) if len(named) == 1 and named[0] in known else None


def unnamed_parks(asked: Asked, library: Library) -> tuple[Subject, ...]:
    """The parks whose documents were found, where a question names neither place nor document: the rule of one would be
    taken for that of all."""
    question = asked.question
    where = library.where(question.standalone)
    if question.intent not in (Intent.FACT, Intent.LIST) or where.names or where.regions:
        return ()
    if library.named(question.standalone, least=_TITLE) is not None:
        return ()
    titles = [fold(title) for title in dict.fromkeys(hit.chunk.card.title for hit in asked.hits)]
    near = {core: name for core, name in library.shelf.parks.items() if any(fold(core) in it for it in titles)}
    return tuple(_park(core, name, library.shelf) for core, name in near.items())


def _parks_of(question: str, library: Library) -> tuple[Subject, ...]:
    known = library.everything.parks
    named = named_parks(question, known)
    if len(named) > 1:
        return tuple(_park(core, known.get(core, core), library.shelf) for core in named)
    if not asks_of_every(question):
        return ()
    where = whereabouts(question).regions
    every = (_park(core, name, library.shelf) for core, name in library.shelf.parks.items())
    return tuple(park for park in every if not where or any(_lies_in(card, where) for card in park.documents))


def _park(core: str, name: str, shelf: Shelf) -> Subject:
    return Subject(name, core, tuple(_rules_first(shelf.titled(core))[:_OWN]))


def _lies_in(card: Card, places: frozenset[str]) -> bool:
    return any((card.region or "").startswith(place) for place in places)


def _rules_first(cards: Sequence[Card]) -> list[Card]:
    """Papers that rule before news that tell of them, then the newest."""
    return sorted(
        cards, key=lambda card: (card.doc_number is None, -(card.dated_on.toordinal() if card.dated_on else 0))
    )


def _places(question: str) -> tuple[Subject, ...]:
    """Cities and provinces that stand beside one another, none within another."""
    regions = whereabouts(question).regions
    inner = [it for it in regions if not any(other != it and other.startswith(it) for other in regions)]
    names = {region: _inner(region) for region in inner}
    spots = {region: question.find(name[:2]) for region, name in names.items()}
    told = sorted((region for region in inner if spots[region] >= 0), key=lambda region: spots[region])
    return tuple(Subject(names[region], names[region][:2], region=region) for region in told) if len(told) > 1 else ()


def _documents(question: str, library: Library) -> tuple[Subject, ...]:
    """The documents that a question names by title, where it names two."""
    everything, as_of = library.everything, library.as_of
    titled = [everything.named(title, as_of) for title in _TITLED.findall(question)]
    parts = _AND.split(question) if len(titled) < 2 else []  # two are set side by side
    found = [*titled, *(everything.named(part, as_of) for part in parts)]
    each = list({card.doc_id: card for card in found if card}.values())
    return tuple(_document(card) for card in each) if len(each) > 1 else ()


def _park_and_document(question: str, library: Library) -> tuple[Subject, ...]:
    """A park beside a document that is not its own: 东湖高新区和若干措施."""
    parks = named_parks(question, library.everything.parks)
    card = library.everything.named(question, library.as_of)
    if len(parks) != 1 or card is None or fold(parks[0]) in fold(card.title):
        return ()
    return _park(parks[0], library.everything.parks.get(parks[0], parks[0]), library.shelf), _document(card)


def _document(card: Card) -> Subject:
    title = simplify(card.title)
    short = title if len(title) <= _DEEPEST else f"{title[:_DEEPEST]}…"
    return Subject(in_title_marks(short), card.title, (card,), is_document=True)


def _versions(asked: Asked, library: Library) -> tuple[Subject, ...]:
    """The older and the newer wording of the rules that a question about 新旧 is near to."""
    if not _OLD_AND_NEW.search(asked.question.standalone):
        return ()
    held = library.everything.by_id
    older = {card.validity.repealed_by_id: card for card in held.values() if card.validity.repealed_by_id}
    named = library.everything.named(asked.question.standalone, library.as_of)
    near = [named] if named else []
    near += [hit.chunk.card for hit in asked.hits]
    for card in near:
        newer = held.get(card.validity.repealed_by_id or "")
        pair = (card, newer) if newer else (older.get(card.doc_id), card)
        if pair[0] is not None and pair[1] is not None:
            return _document(pair[0]), _document(pair[1])
    return ()
