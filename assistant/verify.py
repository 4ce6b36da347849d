"""Checking a model's text against the passages that it was shown: nothing stays that they do not bear out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.figures import figures
from assistant.statement import Quote, Statement, quote_of
from corpus.normalize import fold
from corpus.repair.quality import is_damaged
from corpus.sentences import sentences
from index.hit import Hit

_MARKER = re.compile(r"[\[【［]\s*(\d{1,3}(?:\s*[,，、]\s*\d{1,3})*)\s*[\]】］]")
_SENTENCE = re.compile(r".+?(?:[。！？；](?:\s*[\[【［][\d,，、\s]+[\]】］])*|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Verified:
    """What is left of a model's text, and what had to go."""

    statements: tuple[Statement, ...]
    dropped: tuple[str, ...]
    """Sentences without a usable citation, that rest on damaged text, or with a figure that the cited passages do not hold."""


def verify(text: str, shown: Sequence[Hit]) -> Verified:
    """`text` sentence by sentence: a citation must be one of `shown` (1-based), and bear out every figure."""
    statements: list[Statement] = []
    dropped: list[str] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        pieces = [piece.strip() for piece in _SENTENCE.findall(line) if piece.strip()]
        kept = [_check(piece, _numbers(_behind(pieces, at)), shown) for at, piece in enumerate(pieces)]
        statements.extend(statement for statement in kept if statement)
        dropped.extend(bare(piece) for piece, statement in zip(pieces, kept, strict=True) if not statement)
    return Verified(tuple(_without_idle_leads(statements)), tuple(filter(None, dropped)))


def bare(text: str) -> str:
    """The text without its citation markers."""
    return _MARKER.sub("", text).strip()


def _behind(pieces: Sequence[str], at: int) -> str:
    """The piece itself, or the first one behind it in its line that carries a marker: one marker may serve several."""
    return next((piece for piece in pieces[at:] if _MARKER.search(piece)), "")


def _numbers(text: str) -> list[int]:
    return [int(number) for group in _MARKER.findall(text) for number in re.split(r"\s*[,，、]\s*", group)]


def _check(piece: str, numbers: Sequence[int], shown: Sequence[Hit]) -> Statement | None:
    text = bare(piece)
    if not text:
        return None
    if text.endswith(("：", ":")) and not figures(text) and not numbers:
        return Statement(text, ())
    cited = [shown[number - 1] for number in dict.fromkeys(numbers) if 1 <= number <= len(shown)]
    if not cited:
        return None
    known = frozenset[object]().union(*(figures(_all_text(hit)) for hit in cited))
    if not figures(text) <= known:
        return None
    quotes = tuple(quote for hit in cited if not is_damaged((quote := nearest_sentence(text, hit)).text))
    return Statement(text, quotes) if quotes else None


def _without_idle_leads(statements: Sequence[Statement]) -> list[Statement]:
    """A line that only leads over goes when nothing proved follows it."""
    return [
        statement
        for at, statement in enumerate(statements)
        if statement.proof or (at + 1 < len(statements) and statements[at + 1].proof)
    ]


def _all_text(hit: Hit) -> str:
    card = hit.chunk.card
    days = (card.published_on, card.adopted_on, card.validity.effective_on, card.validity.expires_on)
    text = hit.chunk.text
    whole = (text[start:end] for start, end in sentences(text) if not is_damaged(text[start:end]))
    return " ".join((hit.chunk.heading, *whole, card.doc_number or "", *(_dated(day) for day in days if day)))


def _dated(day: object) -> str:
    return str(day).replace("-0", "-").replace("-", " ")


def nearest_sentence(text: str, hit: Hit) -> Quote:
    """The sentence of the hit that shares most neighbouring characters with `text`."""
    spans = sentences(hit.chunk.text) or ((0, len(hit.chunk.text)),)
    folded = fold(text)
    pairs = {folded[at : at + 2] for at in range(len(folded) - 1)}

    def shared(span: tuple[int, int]) -> int:
        sentence = fold(hit.chunk.text[span[0] : span[1]])
        return sum(pair in sentence for pair in pairs)

    return quote_of(hit, *max(spans, key=shared))
