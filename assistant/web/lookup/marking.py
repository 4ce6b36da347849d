"""Where the words that were looked for stand in a text, however it writes them."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from corpus.errors import BadQuestion
from corpus.normalize import fold
from index.query import parse
from index.synonyms import synonyms

Span = tuple[int, int]
"""Start and end in the text as it is written."""

_MOST_WORDS = 24


@dataclass(frozen=True, slots=True)
class Terms:
    """The words of a query, levelled, and what the search takes for the same."""

    words: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    def spans(self, text: str) -> list[Span]:
        """Where the words stand, merged and in order: what is marked, for a mark on a word that nobody typed reads as
        an error."""
        return Levelled.of(text).spans(self.words)

    def reasons(self, text: str) -> list[Span]:
        """The same, or where no word stands, where another word for the same does: why a passage was found."""
        levelled = Levelled.of(text)
        return levelled.spans(self.words) or levelled.spans(self.others)


NONE = Terms()


def terms_of(text: str) -> Terms:
    """What is looked for in a text of a query: whole words only, for a single character stands in every line."""
    try:
        query = parse(text)
    except BadQuestion:
        return NONE
    # Level by characters, as the texts are: phrases are simplified in other ways than their characters.
    runs = [_level(one) for one in text.split()]
    words = [_level(word) for word in query.words]
    longer = [word for word in dict.fromkeys([*runs, *words]) if len(word) > 1 or len(text.strip()) == 1]
    others = dict.fromkeys(_level(other) for word in query.words for other in sorted(synonyms(word)) if len(other) > 1)
    return Terms(tuple(longer[:_MOST_WORDS]), tuple(one for one in others if one not in longer)[:_MOST_WORDS])


def marked(text: str, spans: Sequence[Span]) -> str:
    """The text as HTML with the spans marked."""
    html, end = [], 0
    for start, stop in spans:
        html.append(f"{escape(text[end:start])}<mark>{escape(text[start:stop])}</mark>")
        end = stop
    return "".join(html) + escape(text[end:])


@dataclass(frozen=True, slots=True)
class Levelled:
    """A text folded character by character, so that every place in it leads back to the text as it is written."""

    folded: str
    places: tuple[int, ...]
    """For each character of `folded`, that of the text that it comes from; at the end the length of the text."""
    text: str

    @classmethod
    def of(cls, text: str) -> "Levelled":
        """Folds a text."""
        pieces = [_character(character) for character in text]
        folded = "".join(pieces)
        if len(folded) == len(text):
            return cls(folded, tuple(range(len(text) + 1)), text)
        places = [at for at, piece in enumerate(pieces) for _ in piece]
        return cls(folded, (*places, len(text)), text)

    def spans(self, words: Sequence[str]) -> list[Span]:
        """Where the words stand in the text, merged and in order."""
        found: list[Span] = []
        for word in words:
            at = self.folded.find(word) if word else -1
            while at >= 0:
                found.append(self._span(at, at + len(word)))
                at = self.folded.find(word, at + len(word))
        return _merged(sorted(found))

    def _span(self, start: int, end: int) -> Span:
        first, last = self.places[start], self.places[end - 1] + 1
        # An accent belongs to the letter before it.
        while last < len(self.text) and unicodedata.combining(self.text[last]):
            last += 1
        return first, last


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _level(text: str) -> str:
    return "".join(map(_character, text))


@lru_cache(maxsize=30_000)
def _character(character: str) -> str:
    """Never empty, so that no place is lost."""
    return fold(character) or character
